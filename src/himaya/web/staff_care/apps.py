from django.apps import AppConfig


class StaffCarePagesConfig(AppConfig):
    name = "himaya.web.staff_care"
    label = "staff_care_pages"
