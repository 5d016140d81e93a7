from django.apps import AppConfig


class ReasoningsPagesConfig(AppConfig):
    name = "himaya.web.reasonings"
    label = "reasonings_pages"
