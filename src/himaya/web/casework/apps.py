from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "himaya.web.casework"
    label = "casework"
