from django.apps import AppConfig


class DuplicatesPagesConfig(AppConfig):
    name = "himaya.web.duplicates"
    label = "duplicates_pages"
