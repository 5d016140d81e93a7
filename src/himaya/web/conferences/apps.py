from django.apps import AppConfig


class ConferencesPagesConfig(AppConfig):
    name = "himaya.web.conferences"
    label = "conferences_pages"
