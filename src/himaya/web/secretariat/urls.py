"""Pages of the secretariat."""

from django.urls import path

from himaya.web.secretariat import counts, endings

app_name = "secretariat"
urlpatterns = [path("", counts.counts, name="counts"), path("endings/", endings.endings, name="endings")]
