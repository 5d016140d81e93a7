"""Somebody who is talked with about going and staying, by the verbs, up to each state that this half reaches."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Referral
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.returns import queries, rules
from himaya.returns.actions import choices, returns, services, talks, weighing
from himaya.returns.actions.choices import Choice
from himaya.returns.actions.services import Confirmed
from himaya.returns.actions.talks import Talk
from himaya.returns.actions.weighing import NotArranged, Partner
from himaya.returns.models import ReturnLine, VoluntaryReturn
from tests import cast, factories
from tests.rooms.risks import assessed

# The case manager who opened the file leads it; the lead of the desk signs second.
BY, SECOND = cast.INSPECTOR, cast.LABOUR_LEAD
COUNTRY = "Canary Isles"
NO_FEAR = dict.fromkeys(rules.FEARS, rules.NO)
SAFE = dict.fromkeys(rules.QUESTIONS, rules.SAFE)
TALK = Talk(("yours", "until_boarding"), "fr", "none")


def case(**changes: Any) -> Case:
    found = factories.hand_over(**{"identity": None, **changes}).case_id
    Case.objects.filter(pk=found).update(age_group="adult")
    return Case.objects.get(pk=found)


def child() -> Case:
    found = case()
    Case.objects.filter(pk=found.pk).update(age_group="child")
    return Case.objects.get(pk=found.pk)


def opened(case_id: UUID, *, by: Actor = BY) -> VoluntaryReturn:
    return returns.open_for(case_id=case_id, instance_id=new_id(), by=by)


def told(case_id: UUID, *, by: Actor = BY) -> ReturnLine:
    return talks.go_through(case_id=case_id, talk=TALK, instance_id=new_id(), by=by)


def asked(case_id: UUID, *, by: Actor = BY, **answers: str) -> ReturnLine:
    return talks.ask_fear(
        case_id=case_id, answers={**NO_FEAR, **answers}, said="Canary fear", instance_id=new_id(), by=by
    )


def chosen(case_id: UUID, way: str = rules.ORIGIN, *, country: str = COUNTRY, by: Actor = BY) -> ReturnLine:
    choice = Choice(way, country, "Canary choice")
    return choices.choose(case_id=case_id, choice=choice, instance_id=new_id(), by=by)


def weighed(
    case_id: UUID, *, by: Actor = BY, ways: tuple[str, ...] = (rules.STAY, rules.ORIGIN), **answers: str
) -> ReturnLine:
    sheets = {way: {**SAFE, **(answers if way != rules.STAY else {})} for way in ways}
    return weighing.weigh(case_id=case_id, sheets=sheets, said="Canary sheet", instance_id=new_id(), by=by)


def partner(case_id: UUID, *, by: Actor = BY, on: date | None = None, **answers: str) -> ReturnLine:
    said = Partner({**SAFE, **answers}, "Canary desk there", on or clock.today(), "Canary word")
    return weighing.partner(case_id=case_id, said=said, instance_id=new_id(), by=by)


def confirmed(case_id: UUID, *wanted: str, by: Actor = BY) -> None:
    for one in wanted or rules.NEEDED:
        found = Confirmed(one, "Canary shelter there")
        services.confirm(case_id=case_id, confirmed=found, instance_id=new_id(), by=by)


def signed(case_id: UUID, *, by: Actor = BY) -> ReturnLine:
    row = queries.running(case_id)
    seen = queries.last_number(row) if row is not None else 0
    return weighing.sign(case_id=case_id, seen=seen, instance_id=new_id(), by=by)


def not_now(case_id: UUID, *, by: Actor = BY, days: int = 14, words: str = "Canary why") -> ReturnLine:
    said = NotArranged(("danger",), ("stay_with_plan",), clock.today() + timedelta(days=days), words)
    return weighing.not_now(case_id=case_id, said=said, instance_id=new_id(), by=by)


def alone(case_id: UUID, *, by: Actor = BY) -> ReturnLine:
    return choices.leave_alone(case_id=case_id, plan="wants_one", said="Canary alone", instance_id=new_id(), by=by)


def changed(case_id: UUID, *, by: Actor = BY) -> ReturnLine:
    return choices.change_mind(case_id=case_id, instance_id=new_id(), by=by)


def ended(case_id: UUID, reason: str = "stays", *, by: Actor = BY) -> ReturnLine:
    return returns.end(case_id=case_id, reason=reason, said="Canary end", instance_id=new_id(), by=by)


def closed(case_id: UUID) -> None:
    """The file is closed although it is still talked about."""
    running = tuple(Referral.objects.filter(case=case_id).values_list("pk", flat=True))
    closures.close(case_id=case_id, ending=Ending("goals_reached", left_running=running, knowing=True), by=BY)


def at_risk(case_id: UUID, likelihood: str = "1", impact: str = "1") -> None:
    """R11 is assessed, by default low."""
    assessed.answered(assessed.begun(Case.objects.get(pk=case_id)), "R11", likelihood, impact)


def to_weighing(case_id: UUID, way: str = rules.ORIGIN) -> VoluntaryReturn:
    row = opened(case_id)
    told(case_id)
    asked(case_id)
    chosen(case_id, way)
    row.refresh_from_db()
    return row


def to_signing(case_id: UUID, way: str = rules.ORIGIN) -> VoluntaryReturn:
    """Nothing stands against it but the signatures."""
    row = to_weighing(case_id, way)
    at_risk(case_id)
    weighed(case_id, ways=(rules.STAY, way))
    partner(case_id)
    confirmed(case_id)
    row.refresh_from_db()
    return row


def to_preparing(case_id: UUID, way: str = rules.ORIGIN) -> VoluntaryReturn:
    row = to_signing(case_id, way)
    signed(case_id)
    signed(case_id, by=SECOND)
    row.refresh_from_db()
    return row


def sheet(**answers: str) -> Mapping[str, str]:
    return {**SAFE, **answers}
