from django.apps import AppConfig


class DeterminationsConfig(AppConfig):
    name = "himaya.determinations"
    label = "determinations"
    default_auto_field = "django.db.models.BigAutoField"
