from django.apps import AppConfig


class GuidedConfig(AppConfig):
    name = "himaya.web.guided"
    label = "guided"
