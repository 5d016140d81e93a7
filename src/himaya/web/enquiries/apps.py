from django.apps import AppConfig


class EnquiriesPagesConfig(AppConfig):
    name = "himaya.web.enquiries"
    label = "enquiries_pages"
