from django.apps import AppConfig


class EstimatesPagesConfig(AppConfig):
    name = "himaya.web.estimates"
    label = "estimates_pages"
