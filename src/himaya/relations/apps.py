from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "himaya.relations"
    label = "relations"
    default_auto_field = "django.db.models.BigAutoField"
