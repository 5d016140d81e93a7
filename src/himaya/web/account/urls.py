from django.urls import path

from himaya.web.account import views

app_name = "account"
urlpatterns = [
    path("in/", views.sign_in, name="sign_in"),
]
