from django.apps import AppConfig


class SecretariatConfig(AppConfig):
    name = "himaya.web.secretariat"
    label = "secretariat"
