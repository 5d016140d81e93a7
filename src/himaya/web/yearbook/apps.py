from django.apps import AppConfig


class YearbookPagesConfig(AppConfig):
    name = "himaya.web.yearbook"
    label = "yearbook_pages"
