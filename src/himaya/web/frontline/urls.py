from django.urls import path

from himaya.web.frontline import abroad, views

app_name = "frontline"
urlpatterns = [
    path("worried/", views.who, name="who"),
    path("worried/<slug:kind>/", views.sheet, name="sheet"),
    path("worried/<slug:kind>/refused/", views.refused, name="refused"),
    path("worried/<slug:form>/card/", views.card, name="card"),
    path("abroad/", abroad.intake, name="abroad"),
    path("abroad/sent/", abroad.sent, name="abroad_sent"),
    path("abroad/sent/<uuid:sheet_id>/take-back/", abroad.take_back, name="abroad_take_back"),
    path("hand-over/", views.hand_over, name="hand_over"),
    path("hand-over/sent/<uuid:referral_id>/", views.sent, name="sent"),
    path("hand-over/noted/", views.noted, name="noted"),
]
