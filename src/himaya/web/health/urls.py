"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.health import care, forms, letters, of_case, results, scales

app_name = "health"
urlpatterns = [
    path("scales/", scales.scales, name="scales"),
    path("scales/<uuid:load_id>/", scales.scale, name="scale"),
    path("<uuid:case_id>/", of_case.of_case, name="of_case"),
    path("<uuid:case_id>/observation/", forms.observe, name="observe"),
    path("<uuid:case_id>/scales/<uuid:load_id>/", forms.administer, name="administer"),
    path("<uuid:case_id>/kept/<uuid:entry_id>/", results.kept, name="kept"),
    path("waiting/", care.waiting, name="waiting"),
    path("<uuid:case_id>/care/", care.course, name="care"),
    path("<uuid:case_id>/letters/", letters.of_case, name="letters"),
    path("<uuid:case_id>/letters/<uuid:letter_id>/", letters.one, name="letter"),
    path("<uuid:case_id>/letters/<uuid:letter_id>/paper/", letters.paper, name="paper"),
]
