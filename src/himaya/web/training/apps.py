from django.apps import AppConfig


class TrainingPagesConfig(AppConfig):
    name = "himaya.web.training"
    label = "training_pages"
