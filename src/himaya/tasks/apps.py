from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "himaya.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
