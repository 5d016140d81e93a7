from django.apps import AppConfig


class FrontlineConfig(AppConfig):
    name = "himaya.web.frontline"
    label = "frontline"
