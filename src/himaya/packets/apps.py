from django.apps import AppConfig


class PacketsConfig(AppConfig):
    name = "himaya.packets"
    label = "packets"
    default_auto_field = "django.db.models.BigAutoField"
