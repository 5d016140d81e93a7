from django.apps import AppConfig


class RelationsPagesConfig(AppConfig):
    name = "himaya.web.relations"
    label = "relations_pages"
