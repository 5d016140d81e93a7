"""The addresses of this desk: words of the house, and nobody's number."""

from django.urls import path

from himaya.web.staff_care import desk, mine

app_name = "staff_care"
urlpatterns = [path("", mine.mine, name="mine"), path("desk/", desk.desk, name="desk")]
