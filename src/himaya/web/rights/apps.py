from django.apps import AppConfig


class RightsPagesConfig(AppConfig):
    name = "himaya.web.rights"
    label = "rights_pages"
