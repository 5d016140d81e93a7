"""Somebody who goes, by the verbs, from the preparation to the last look; and a child up to the signatures."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.relations.actions import carers
from himaya.returns import queries, rules, rules_follow, said_later
from himaya.returns.actions import after, children, papers, travel
from himaya.returns.actions.after import Asked
from himaya.returns.actions.children import BestInterest, Family
from himaya.returns.actions.travel import Fitness
from himaya.returns.models import ReturnLine, VoluntaryReturn
from tests import cast
from tests.rooms.returns import gone
from tests.rooms.returns.gone import BY, SECOND

DAYS = 5
FLIGHT = timedelta(hours=6)


def fit(case_id: UUID, said: str = "fit", *, on: date | None = None, by: Actor = BY) -> ReturnLine:
    fitness = Fitness(said, ("needs_company",), "Canary nurse", on or clock.today(), "Canary fit")
    return travel.note_fitness(case_id=case_id, fitness=fitness, instance_id=new_id(), by=by)


def paper(case_id: UUID, how: str = "has", *, by: Actor = BY) -> ReturnLine:
    return papers.note_paper(
        case_id=case_id, what="passport", how=how, said="Canary paper", instance_id=new_id(), by=by
    )


def transit(case_id: UUID, how: str = "promised", *, by: Actor = BY) -> ReturnLine:
    return travel.note_transit(case_id=case_id, how=how, who="Canary helper", instance_id=new_id(), by=by)


def stood_by(case_id: UUID, part: str = said_later.ALONG, *, by: Actor = BY) -> ReturnLine:
    return travel.name_escort(case_id=case_id, part=part, who="Canary escort", instance_id=new_id(), by=by)


def ready(case_id: UUID, *, days: int = DAYS, by: Actor = BY) -> ReturnLine:
    on = clock.today() + timedelta(days=days)
    return travel.make_ready(case_id=case_id, on=on, instance_id=new_id(), by=by)


def at_gate(case_id: UUID, answer: str = "goes", *, by: Actor = BY) -> ReturnLine:
    return travel.ask_at_gate(case_id=case_id, answer=answer, instance_id=new_id(), by=by)


def boarded(case_id: UUID, *, flight: timedelta = FLIGHT, by: Actor = BY) -> ReturnLine:
    now = clock.now()
    with clock.stopped(now):
        return travel.board(case_id=case_id, arrives_at=now + flight, instance_id=new_id(), by=by)


def met(case_id: UUID, *, by: Actor = BY) -> ReturnLine:
    """Said once the person can have arrived, or now if that is later."""
    row, now = queries.running(case_id), clock.now()
    due = row.reception_due_at if row is not None else None
    with clock.stopped(max(now, due - rules_follow.RECEPTION_WITHIN) if due is not None else now):
        return after.receive(case_id=case_id, who="Canary desk there", said="Canary met", instance_id=new_id(), by=by)


def no_word(case_id: UUID, *, by: Actor = BY) -> ReturnLine:
    return after.no_word(case_id=case_id, done=("call_there",), again="2", instance_id=new_id(), by=by)


def asked(case_id: UUID, reached: str = "reached", again: str = "no", *, by: Actor = BY) -> ReturnLine:
    return after.monitor(case_id=case_id, asked=Asked(reached, again, "Canary well"), instance_id=new_id(), by=by)


def to_day(case_id: UUID) -> VoluntaryReturn:
    """All of the way is written, and nothing stands against it but the day."""
    row = gone.to_preparing(case_id)
    paper(case_id)
    fit(case_id)
    transit(case_id)
    return row


def to_ready(case_id: UUID, *, days: int = 0) -> VoluntaryReturn:
    row = to_day(case_id)
    ready(case_id, days=days)
    row.refresh_from_db()
    return row


def to_travelling(case_id: UUID, *, flight: timedelta = FLIGHT) -> VoluntaryReturn:
    row = to_ready(case_id)
    at_gate(case_id)
    boarded(case_id, flight=flight)
    row.refresh_from_db()
    return row


def to_received(case_id: UUID) -> VoluntaryReturn:
    row = to_travelling(case_id, flight=timedelta())
    met(case_id)
    row.refresh_from_db()
    return row


def decided(
    case_id: UUID, outcome: str = "for_return", *, heard: tuple[str, ...] = ("child", "guardian")
) -> ReturnLine:
    noted = BestInterest(outcome, "Canary judge", clock.today(), heard, "Canary decided")
    return children.note_best_interest(case_id=case_id, noted=noted, instance_id=new_id(), by=BY)


def heard(case_id: UUID, stage: str = "weighing", view: str = "wishes") -> ReturnLine:
    return children.hear(
        case_id=case_id, stage=stage, view=view, how="alone", said="Canary view", instance_id=new_id(), by=BY
    )


def family(case_id: UUID, goes_to: str = "to_family", **answers: Any) -> ReturnLine:
    told = {"agrees": "yes", "able": "yes", "implicated": "no", **answers}
    said = Family(goes_to, told["agrees"], told["able"], told["implicated"], "Canary worker", "Canary family")
    return children.assess_family(case_id=case_id, family=said, instance_id=new_id(), by=BY)


def carer(case_id: UUID, implicated: str, *, by: Actor = BY) -> None:
    """Who looks after the child, and whether they had a part."""
    carers.note(case_id=case_id, kind="parent", implicated=implicated, words="Canary carer", by=by)


def child_to_preparing() -> Case:
    case = gone.child()
    gone.to_weighing(case.pk)
    decided(case.pk)
    heard(case.pk)
    family(case.pk)
    gone.at_risk(case.pk)
    gone.weighed(case.pk, ways=(rules.STAY, rules.ORIGIN))
    gone.partner(case.pk)
    gone.confirmed(case.pk)
    gone.signed(case.pk)
    gone.signed(case.pk, by=SECOND)
    return case


def agreed_to_consulate(case_id: UUID, **of_child: str) -> UUID:
    """One yes about one consulate; `of_child`: what a child says themself, and a guardian."""
    if not Desk.objects.filter(pk="consulate").exists():
        cast.consulate()
    question = Question("desk:consulate", ("needs",), "ary", "none", "spoken", fears="no", **of_child)
    return consents.give(case_id=case_id, question=question, by=BY)


def contacted(case_id: UUID, consent_id: UUID, *, by: Actor = BY) -> ReturnLine:
    return papers.contact_consulate(
        case_id=case_id, consent_id=consent_id, said="Canary asked", instance_id=new_id(), by=by
    )
