"""Pages of the law. Addresses hold random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.legal import answers, demands, drills, exports, narrow, register, requests, transfers

app_name = "legal"
urlpatterns = [
    path("", register.register, name="register"),
    path("write/<slug:part>/", register.propose, name="propose"),
    path("entries/<uuid:entry_id>/<slug:verb>/", register.decide, name="decide"),
    path("override/", register.override, name="override"),
    path("demands/", demands.all_demands, name="demands"),
    path("demands/new/", demands.new, name="demand_new"),
    path("demands/to-prepare/", narrow.waiting, name="to_prepare"),
    path("demands/<uuid:demand_id>/", demands.one, name="demand"),
    path("demands/<uuid:demand_id>/prepare/", narrow.prepare, name="prepare"),
    path("requests/", requests.all_requests, name="requests"),
    path("requests/new/", requests.new, name="request_new"),
    path("requests/to-answer/", answers.waiting, name="to_answer"),
    path("requests/<uuid:request_id>/", requests.one, name="request"),
    path("requests/<uuid:request_id>/answer/", answers.answer, name="answer"),
    path("requests/<uuid:request_id>/paper/<slug:language>/", answers.paper, name="answer_paper"),
    path("exports/", exports.all_exports, name="exports"),
    path("exports/new/", exports.new, name="export_new"),
    path("exports/<uuid:export_id>/", exports.one, name="export"),
    path("exports/<uuid:export_id>/fetch/", exports.fetch, name="export_fetch"),
    path("transfers/", transfers.transfers, name="transfers"),
    path("drill/", drills.drill, name="drill"),
]
