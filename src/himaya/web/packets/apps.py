from django.apps import AppConfig


class PacketsPagesConfig(AppConfig):
    name = "himaya.web.packets"
    label = "packets_pages"
