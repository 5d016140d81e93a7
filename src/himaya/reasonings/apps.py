from django.apps import AppConfig


class ReasoningsConfig(AppConfig):
    name = "himaya.reasonings"
    label = "reasonings"
    default_auto_field = "django.db.models.BigAutoField"
