from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "himaya.coordination"
    label = "coordination"
