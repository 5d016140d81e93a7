from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "himaya.web.monitoring"
    label = "monitoring"
