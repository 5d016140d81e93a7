from django.apps import AppConfig


class LegalPagesConfig(AppConfig):
    name = "himaya.web.legal"
    label = "legal_pages"
