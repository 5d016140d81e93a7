from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "himaya.web.changes"
    label = "changes"
