"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.packets import of_case, one

app_name = "packets"
urlpatterns = [
    path("cases/<uuid:case_id>/", of_case.of_case, name="of_case"),
    path("cases/<uuid:case_id>/new/", of_case.new, name="new"),
    path("cases/<uuid:case_id>/<uuid:packet_id>/", one.packet, name="packet"),
    path("cases/<uuid:case_id>/<uuid:packet_id>/file/", one.file, name="file"),
    path("cases/<uuid:case_id>/<uuid:packet_id>/reply/", one.reply, name="reply"),
]
