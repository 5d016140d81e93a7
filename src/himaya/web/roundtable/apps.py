from django.apps import AppConfig


class RoundTableConfig(AppConfig):
    name = "himaya.web.roundtable"
    label = "roundtable"
