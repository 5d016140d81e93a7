"""A case conference at a desk of the cast, as several tests need it: called, with a seat, an item, begun."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from himaya.cases.actions import closures, consents
from himaya.cases.actions.closures import Ending
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Referral
from himaya.conferences import rules, states
from himaya.conferences.actions import conferences, given, items, sayings, seats
from himaya.conferences.actions.items import Draft
from himaya.conferences.actions.sayings import Said
from himaya.conferences.models import Conference
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast, factories

BEGINS = factories.TUESDAY + timedelta(hours=1)
WORDS = "Canary bed until Friday قصر"
CHAIR = cast.INSPECTOR


@dataclass(frozen=True)
class Called:
    """Ids of what is there."""

    case: UUID
    pk: UUID

    @property
    def row(self) -> Conference:
        return Conference.objects.get(pk=self.pk)


def agree(case_id: UUID, desk: str, *classes: str, by: Actor = CHAIR) -> None:
    """The person agrees that a desk hears these."""
    consents.give(case_id=case_id, question=Question(f"desk:{desk}", classes, "ary", "none", "spoken"), by=by)


def called(*, begins: datetime = BEGINS, minutes: int = 60, per_item: int = 10, **changes: Any) -> Called:
    """Called on a fresh case whose person agreed to the shelter (needs, among others)."""
    done = factories.hand_over(**changes)
    pk = conferences.call(case_id=done.case_id, begins_at=begins, minutes=minutes, per_item=per_item, by=CHAIR)
    return Called(done.case_id, pk)


def called_for_a_child() -> Called:
    """The same for somebody who is a child."""
    done = factories.hand_over()
    child(done.case_id)
    return Called(
        done.case_id,
        conferences.call(case_id=done.case_id, begins_at=BEGINS, minutes=60, per_item=10, by=CHAIR),
    )


def say(one: Called, word: str, part: str = "", **more: str) -> None:
    """A line of what the person was told or said, today."""
    sayings.write(conference_id=one.pk, said=Said(word, clock.today(), part, **more), by=CHAIR)


def seat(one: Called, desk: str, part: str = rules.PROTECTION, *, comes: Actor | None = None) -> None:
    """A desk is invited, and says that it comes when somebody of it is given."""
    seats.offer(conference_id=one.pk, part=part, desk_id=desk, by=CHAIR)
    if comes is not None:
        seats.answer(conference_id=one.pk, part=part, answer=states.COMES, line="", by=comes)


def item(one: Called, *desks: str, part: str = rules.PROTECTION, topic: str = rules.HOUSING, **changes: Any) -> UUID:
    """An item that these desks hear because the person agrees."""
    hearers = tuple((desk, rules.AGREEMENT) for desk in desks)
    draft = Draft(**{"part": part, "topic": topic, "words": WORDS, "hearers": hearers, **changes})
    return items.add(conference_id=one.pk, draft=draft, by=CHAIR)


def running() -> tuple[Called, UUID]:
    """Begins now: the shelter has come in, one item is on that it hears."""
    one = called(begins=clock.now())
    seat(one, "shelter", comes=cast.SHELTER)
    thing = item(one, "shelter")
    say(one, rules.TOLD)
    conferences.begin(conference_id=one.pk, by=CHAIR)
    seats.enter(conference_id=one.pk, by=cast.SHELTER)
    items.take_up(item_id=thing, by=CHAIR)
    return one, thing


def held() -> tuple[Called, UUID]:
    """Held at `BEGINS`: the shelter heard its item and has an action."""
    with clock.stopped(BEGINS):
        one, thing = running()
        items.hear(item_id=thing, decided="A bed until Friday", by=CHAIR)
        today = clock.today()
        given.give(conference_id=one.pk, item_id=thing, desk_id="shelter", due_on=today, what="Keep a bed", by=CHAIR)
        conferences.end(conference_id=one.pk, by=CHAIR)
    return one, thing


def referrals_of(one: Called) -> list[UUID]:
    return list(Referral.objects.filter(case_id=one.case).values_list("pk", flat=True))


def close_file(one: Called) -> None:
    """The desk closes the file knowing of the conference; the shelter goes on with its referral."""
    running = tuple(referrals_of(one))
    closures.close(case_id=one.case, ending=Ending("goals_reached", left_running=running, knowing=True), by=CHAIR)


def child(case_id: UUID) -> None:
    """The person is a child."""
    Case.objects.filter(pk=case_id).update(age_group="child")


def with_both() -> Called:
    """Told, agreed to justice, her own words sent; the shelter sits in protection and police in justice."""
    one = called()
    say(one, rules.TOLD)
    say(one, rules.AGREED_WORD, rules.JUSTICE)
    say(one, rules.SENDS_WORDS, words="Canary words")
    seat(one, "shelter", comes=cast.SHELTER)
    seat(one, "police-north", rules.JUSTICE, comes=cast.OFFICER)
    return one
