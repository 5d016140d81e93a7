from django.apps import AppConfig


class WhyConfig(AppConfig):
    name = "himaya.web.why"
    label = "why"
