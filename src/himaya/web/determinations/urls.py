"""The addresses of this desk."""

from django.urls import URLPattern, path

from himaya.web.determinations import asking, bodies, body, chain, counsel, notes, telling

app_name = "determinations"
urlpatterns: list[URLPattern] = [
    path("", body.every, name="all"),
    path("bodies/", bodies.page, name="bodies"),
    path("requests/<uuid:request_id>/", body.page, name="request"),
    path("advice/", counsel.every, name="advised"),
    path("advice/<uuid:request_id>/", counsel.page, name="advice"),
    path("cases/<uuid:case_id>/", chain.page, name="of_case"),
    path("cases/<uuid:case_id>/ask/<slug:step>/", asking.first, name="ask"),
    path("decisions/<uuid:decision_id>/again/", asking.again, name="again"),
    path("decisions/<uuid:decision_id>/told/", telling.page, name="told"),
    path("cases/<uuid:case_id>/note/", notes.page, name="note"),
    path("notes/<uuid:note_id>/paper/", notes.paper, name="paper"),
]
