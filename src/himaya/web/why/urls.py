"""One page a clause. Addresses hold the number of a version and the uid of a clause: both are public words."""

from django.urls import path

from himaya.web.why import harm, views

app_name = "why"
urlpatterns = [
    path("<int:version_id>/<str:uid>/", views.clause, name="clause"),
    path("<int:version_id>/<str:uid>/harm/", harm.report, name="harm"),
]
