"""Pages of the secretariat."""

from django.urls import path

from himaya.web.secretariat import counts

app_name = "secretariat"
urlpatterns = [path("", counts.counts, name="counts")]
