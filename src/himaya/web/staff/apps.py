from django.apps import AppConfig


class StaffPagesConfig(AppConfig):
    name = "himaya.web.staff"
    label = "staff_pages"
