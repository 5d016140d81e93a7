from django.apps import AppConfig


class PlansPagesConfig(AppConfig):
    name = "himaya.web.plans"
    label = "plans_pages"
