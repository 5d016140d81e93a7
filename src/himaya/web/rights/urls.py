"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.rights import checklist, copy, facts, readers

app_name = "rights"
urlpatterns = [
    path("<uuid:case_id>/", checklist.of_case, name="of_case"),
    path("<uuid:case_id>/facts/", facts.facts, name="facts"),
    path("<uuid:case_id>/right/<slug:right>/", checklist.one, name="one"),
    path("<uuid:case_id>/copy/", copy.copy, name="copy"),
    path("<uuid:case_id>/readers/", readers.readers, name="readers"),
]
