"""Exports, demands of an authority, what a person asks: whoever decides is another one than who asked or prepared."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.disclosures import policy, policy_exports, policy_requests, states, states_exports, states_requests
from himaya.disclosures.models import DataExport, LegalDemand
from himaya.disclosures.models_requests import DataRequest
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_WEEK, Act


def _exports(actor: Actor) -> "QuerySet[DataExport]":
    rows = DataExport.objects.filter(policy_exports.visible_exports(actor), state=states_exports.ASKED)
    return rows.filter(expires_at__gt=clock.now()).exclude(asked_by=cases.me(actor))


def _demands(actor: Actor) -> "QuerySet[LegalDemand]":
    rows = LegalDemand.objects.filter(policy.visible_demands(actor), state=states.ADVISED)
    return rows.exclude(advised_by=cases.me(actor))


def _answers(actor: Actor) -> "QuerySet[DataRequest]":
    rows = DataRequest.objects.filter(policy_requests.visible_requests(actor), state=states_requests.PREPARED)
    return rows.exclude(prepared_by=cases.me(actor))


def _to_set_right(actor: Actor) -> "QuerySet[DataRequest]":
    rows = DataRequest.objects.filter(policy_requests.to_answer(actor), state=states_requests.RECEIVED)
    return rows.filter(kind=states_requests.RECTIFY).exclude(recorded_by=cases.me(actor))


ACTS = [
    Act(
        "export",
        "disclosures.exports.approve",
        _("An export: approve it, or refuse it"),
        (policy.OFFICER, policy.COUNSEL),
        _exports,
        asked="asked_at",
        within=A_WEEK,
        until="expires_at",
        view="legal:export",
        args={"export_id": "id"},
        reference="reference",
    ),
    Act(
        "demand",
        "disclosures.demands.decide",
        _("The demand of an authority: legal counsel advised, decide the answer"),
        (policy.OFFICER,),
        _demands,
        asked="advised_on",
        within=A_WEEK,
        until="due_on",
        view="legal:demand",
        args={"demand_id": "id"},
        reference="reference",
    ),
    Act(
        "answer",
        "disclosures.data_requests.release",
        _("The answer to a person is prepared: release it, or send it back"),
        (policy_requests.OFFICER,),
        _answers,
        asked="prepared_on",
        within=A_WEEK,
        until="due_on",
        view="legal:request",
        args={"request_id": "id"},
        reference="reference",
    ),
    Act(
        "set_right",
        "disclosures.data_requests.accept",
        _("A person asks to have something set right: accept it, or leave it with a reason"),
        (cases.LEAD, cases.MANAGER),
        _to_set_right,
        asked="asked_on",
        within=A_WEEK,
        until="due_on",
        view="legal:answer",
        args={"request_id": "id"},
        reference="reference",
        case="case_id",
    ),
]
