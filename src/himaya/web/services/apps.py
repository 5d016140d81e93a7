from django.apps import AppConfig


class ServicesPagesConfig(AppConfig):
    name = "himaya.web.services"
    label = "services_pages"
