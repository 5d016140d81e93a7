from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "himaya.web.reference"
    label = "reference"
