from django.apps import AppConfig


class InterviewsPagesConfig(AppConfig):
    name = "himaya.web.interviews"
    label = "interviews_pages"
