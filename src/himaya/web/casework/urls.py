"""Pages of the caseworker's desk. Addresses hold random ids and nothing else."""

from django.urls import path

from himaya.web.casework import (
    apart,
    assessing,
    cases,
    emergency,
    files,
    grants,
    identity,
    inbox,
    keeping,
    referral,
    search,
    sending,
)

app_name = "casework"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("places/", inbox.places, name="places"),
    path("sent/", referral.sent, name="sent"),
    path("referrals/<uuid:referral_id>/", referral.one, name="referral"),
    path("referrals/<uuid:referral_id>/send-on/", sending.send_on, name="send_on"),
    path("referrals/<uuid:referral_id>/<slug:verb>/", referral.answer, name="answer"),
    path("cases/", cases.of_desk, name="cases"),
    path("cases/mine/", cases.mine, name="my_cases"),
    path("cases/shared/", grants.shared, name="shared"),
    path("cases/institution/", grants.of_institution, name="institution"),
    path("cases/<uuid:case_id>/", cases.one, name="case"),
    path("cases/<uuid:case_id>/identity/", identity.correct, name="identity"),
    path("cases/<uuid:case_id>/files/", files.of_case, name="files"),
    path("cases/<uuid:case_id>/files/add/", files.add, name="file_add"),
    path("files/<uuid:file_id>/", files.one, name="file"),
    path("files/<uuid:file_id>/remove/", files.remove, name="file_remove"),
    path("cases/<uuid:case_id>/access/", grants.of_case, name="grants"),
    path("cases/<uuid:case_id>/access/exclude/", grants.exclude, name="exclude"),
    path("cases/<uuid:case_id>/access/<uuid:grant_id>/end/", grants.end, name="end_grant"),
    path("cases/<uuid:case_id>/access/exclusions/<uuid:exclusion_id>/lift/", grants.lift, name="lift"),
    path("cases/<uuid:case_id>/apart/", apart.of_case, name="apart"),
    path("apart/<uuid:compartment_id>/", apart.of_compartment, name="notes"),
    path("apart/<uuid:compartment_id>/members/", apart.members, name="members"),
    path("apart/<uuid:compartment_id>/members/<uuid:grant_id>/end/", apart.end_member, name="end_member"),
    path("emergency/", emergency.begin, name="emergency"),
    path("cases/<uuid:case_id>/assess/<slug:name>/", assessing.assess, name="assess"),
    path("cases/<uuid:case_id>/send/", sending.send, name="send"),
    path("cases/<uuid:case_id>/keeping/", keeping.file, name="keeping_file"),
    path("keeping/", keeping.home, name="keeping"),
    path("erasures/<uuid:erasure_id>/", keeping.erasure, name="erasure"),
    path("erasures/<uuid:erasure_id>/certificate/", keeping.certificate, name="erasure_certificate"),
    path("search/", search.search, name="search"),
]
