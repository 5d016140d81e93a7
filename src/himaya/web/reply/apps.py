from django.apps import AppConfig


class ReplyConfig(AppConfig):
    name = "himaya.web.reply"
    label = "reply"
