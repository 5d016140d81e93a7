from django.apps import AppConfig


class CrisisPagesConfig(AppConfig):
    name = "himaya.web.crisis"
    label = "crisis_pages"
