from django.apps import AppConfig


class DeterminationsPagesConfig(AppConfig):
    name = "himaya.web.determinations"
    label = "determinations_pages"
