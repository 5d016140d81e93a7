from django.urls import path

from himaya.web.account import demo, views

app_name = "account"
urlpatterns = [
    path("in/", views.sign_in, name="sign_in"),
    path("out/", views.sign_out, name="sign_out"),
    path("factor/", views.enrol, name="enrol"),
    path("factor/picture.svg", views.factor_picture, name="factor_picture"),
    path("on/", views.go_on, name="go_on"),
    path("desk/", views.desk, name="desk"),
    path("language/", views.language, name="language"),
    path("leave/", views.leave, name="leave"),
    path("demo/<slug:username>/", demo.take_desk, name="demo_desk"),
]
