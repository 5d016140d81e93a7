from django.apps import AppConfig


class ExchangePagesConfig(AppConfig):
    name = "himaya.web.exchange"
    label = "exchange_pages"
