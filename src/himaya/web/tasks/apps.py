from django.apps import AppConfig


class TasksPagesConfig(AppConfig):
    name = "himaya.web.tasks"
    label = "tasks_pages"
