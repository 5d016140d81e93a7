"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.returns import after, children, of_case, papers, sheets, travel

app_name = "returns"
urlpatterns = [
    path("cases/<uuid:case_id>/", of_case.of_case, name="of_case"),
    path("cases/<uuid:case_id>/weigh/", sheets.weigh, name="weigh"),
    path("cases/<uuid:case_id>/partner/", sheets.partner, name="partner"),
    path("cases/<uuid:case_id>/child/", children.child, name="child"),
    path("cases/<uuid:case_id>/documents/", papers.documents, name="documents"),
    path("cases/<uuid:case_id>/travel/", travel.travel, name="travel"),
    path("cases/<uuid:case_id>/after/", after.after, name="after"),
]
