"""Pages of estimates. Addresses hold random ids and nothing else."""

from django.urls import path

from himaya.web.estimates import asking, one

app_name = "estimates"
urlpatterns = [
    path("", asking.every, name="all"),
    path("<uuid:run_id>/", one.one, name="one"),
]
