from django.apps import AppConfig


class RisksPagesConfig(AppConfig):
    name = "himaya.web.risks"
    label = "risks_pages"
