from django.apps import AppConfig


class AttestationsPagesConfig(AppConfig):
    name = "himaya.web.attestations"
    label = "attestations_pages"
