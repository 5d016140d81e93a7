from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "himaya.public"
    label = "public"
