from django.apps import AppConfig


class PartnerPagesConfig(AppConfig):
    name = "himaya.web.partner"
    label = "partner_pages"
