from django.urls import path

from himaya.web.account import demo, unattended, views, way_back, ways_in

app_name = "account"
urlpatterns = [
    path("in/", views.sign_in, name="sign_in"),
    path("out/", views.sign_out, name="sign_out"),
    path("factor/", views.enrol, name="enrol"),
    path("factor/picture.svg", views.factor_picture, name="factor_picture"),
    path("way-back/", way_back.way_back, name="way_back"),
    path("passkey/", ways_in.passkey, name="passkey"),
    path("ways-in/", ways_in.ways_in, name="ways_in"),
    path("password/", ways_in.password, name="password"),
    path("ways-in/key/", ways_in.add_key, name="add_key"),
    path("ways-in/key/<int:key_id>/remove/", ways_in.remove_key, name="remove_key"),
    path("ways-in/codes/", ways_in.new_codes, name="new_codes"),
    path("ways-in/elsewhere/", ways_in.end_elsewhere, name="end_elsewhere"),
    path("ways-in/reset/", way_back.stop_reset, name="stop_reset"),
    path("here/", unattended.here, name="here"),
    path("kept/", unattended.kept, name="kept"),
    path("on/", views.go_on, name="go_on"),
    path("desk/", views.desk, name="desk"),
    path("language/", views.language, name="language"),
    path("leave/", views.leave, name="leave"),
    path("demo/<slug:username>/", demo.take_desk, name="demo_desk"),
]
