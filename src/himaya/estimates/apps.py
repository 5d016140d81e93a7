from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    name = "himaya.estimates"
    label = "estimates"
    default_auto_field = "django.db.models.BigAutoField"
