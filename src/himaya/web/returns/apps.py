from django.apps import AppConfig


class ReturnsPagesConfig(AppConfig):
    name = "himaya.web.returns"
    label = "returns_pages"
