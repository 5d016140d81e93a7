from django.apps import AppConfig


class HealthPagesConfig(AppConfig):
    name = "himaya.web.health"
    label = "health_pages"
