from django.urls import path

from himaya.web.frontline import views

app_name = "frontline"
urlpatterns = [
    path("worried/", views.who, name="who"),
    path("worried/<slug:kind>/", views.sheet, name="sheet"),
    path("worried/<slug:kind>/refused/", views.refused, name="refused"),
    path("worried/<slug:form>/card/", views.card, name="card"),
    path("hand-over/", views.hand_over, name="hand_over"),
    path("hand-over/noted/", views.noted, name="noted"),
]
