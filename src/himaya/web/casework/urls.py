"""Pages of the caseworker's desk. Addresses hold random ids and nothing else."""

from django.urls import path

from himaya.web.casework import assessing, cases, identity, inbox, referral, search, sending

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
    path("cases/<uuid:case_id>/", cases.one, name="case"),
    path("cases/<uuid:case_id>/identity/", identity.correct, name="identity"),
    path("cases/<uuid:case_id>/assess/<slug:name>/", assessing.assess, name="assess"),
    path("cases/<uuid:case_id>/send/", sending.send, name="send"),
    path("search/", search.search, name="search"),
]
