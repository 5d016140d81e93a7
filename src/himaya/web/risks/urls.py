"""The addresses of this desk."""

from django.urls import path

from himaya.web.risks import begin, clocks, domain, measures, of_case, own

app_name = "risks"
urlpatterns = [
    path("overdue/", clocks.overdue, name="overdue"),
    path("cases/<uuid:case_id>/clocks/", clocks.clocks, name="clocks"),
    path("cases/<uuid:case_id>/measures/", measures.measures, name="measures"),
    path("cases/<uuid:case_id>/", of_case.of_case, name="of_case"),
    path("cases/<uuid:case_id>/begin/", begin.begin, name="begin"),
    path("cases/<uuid:case_id>/own/<slug:code>/", own.rating, name="own"),
    path("cases/<uuid:case_id>/talk/<slug:code>/", own.talk, name="talk"),
    path("cases/<uuid:case_id>/<int:number>/", of_case.one, name="one"),
    path("cases/<uuid:case_id>/<int:number>/finish/", begin.finish, name="finish"),
    path("cases/<uuid:case_id>/<int:number>/<slug:code>/", domain.domain, name="domain"),
]
