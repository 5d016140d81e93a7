from django.apps import AppConfig


class SafetyPagesConfig(AppConfig):
    name = "himaya.web.safety"
    label = "safety_pages"
