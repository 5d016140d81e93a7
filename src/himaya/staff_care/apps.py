from django.apps import AppConfig


class StaffCareConfig(AppConfig):
    name = "himaya.staff_care"
    label = "staff_care"
    default_auto_field = "django.db.models.BigAutoField"
