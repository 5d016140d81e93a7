from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "himaya.web.oversight"
    label = "oversight"
