"""Pages of oversight. Addresses hold random ids and nothing else."""

from django.urls import path

from himaya.web.oversight import alarms, emergencies, keeping, readers

app_name = "oversight"
urlpatterns = [
    path("", readers.find, name="find"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("files/<uuid:case_id>/", readers.of_file, name="readers"),
    path("files/<uuid:case_id>/paper/", readers.paper, name="paper"),
    path("files/<uuid:case_id>/keeping/", keeping.file, name="keeping_file"),
    path("keeping/", keeping.home, name="keeping"),
    path("erasures/<uuid:erasure_id>/", keeping.erasure, name="erasure"),
    path("erasures/<uuid:erasure_id>/certificate/", keeping.certificate, name="erasure_certificate"),
    path("certificates/", keeping.verify, name="verify"),
    path("emergencies/", emergencies.every, name="emergencies"),
    path("emergencies/<uuid:emergency_id>/", emergencies.one, name="emergency"),
    path("emergencies/<uuid:emergency_id>/end/", emergencies.end, name="end_emergency"),
]
