from django.apps import AppConfig


class AccountPagesConfig(AppConfig):
    name = "himaya.web.account"
    label = "account_pages"
