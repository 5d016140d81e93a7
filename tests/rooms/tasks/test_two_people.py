"""Every act that takes two people waits for exactly those who may be the second, until it is done or void."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import CheckConstraint

from himaya.cases.actions import erasures, exceptions
from himaya.coordination.actions import suspensions
from himaya.determinations.actions import decision_requests, namings
from himaya.disclosures.actions import data_requests, demands, exports
from himaya.duplicates.actions import searches
from himaya.health.actions import scales
from himaya.institutions import accounts
from himaya.institutions.actions import qualifications, resets
from himaya.kernel import clock, two_people
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.models import OutboxMessage
from himaya.kernel.two_people import Act
from himaya.legal.actions import entries, readings
from himaya.ops import after_two_people
from himaya.packets.actions import packets
from himaya.packets.models import Packet
from himaya.relations.actions import registers
from himaya.returns import queries as returns
from himaya.returns.actions import weighing
from himaya.returns.actions.weighing import NotArranged
from himaya.returns.models import ReturnLine
from himaya.services.actions import proposals
from himaya.training.actions import awareness_activities as awareness
from himaya.yearbook.actions import drafts
from tests import cast, factories
from tests.races.all_races import RACES
from tests.races.every_verb_returns import BY, SECOND
from tests.rooms.cases.test_erasures import OFFICER, close
from tests.rooms.coordination import at_the_table
from tests.rooms.returns import gone
from tests.security.stage import undone

pytestmark = pytest.mark.capability("E6")
HIMAYA = Path(two_people.__file__).parents[1]
ACTS = {one.code: one for one in two_people.acts()}
Deed = Callable[[Actor], Any]


@dataclass(frozen=True)
class Begun:
    """The first half was done: how the second person does the other, and who did or tries it."""

    deed: Deed
    actors: tuple[Actor, ...]


def of_race(verb: str) -> Begun:
    """As the race of this verb sets its stage: with the first half done, by the verbs themselves."""
    staged = next(one for one in RACES if f".{one.verb}" in f".{verb}" and verb.endswith(f".{one.verb}"))
    race = staged.stage()
    assert all(isinstance(one, partial) for one in race.deeds)
    return Begun(race.deeds[0].func, tuple(one.args[0] for one in race.deeds))  # type: ignore[attr-defined]


def erasure(asker: Actor) -> Begun:
    case = factories.hand_over().case_id
    close(case)
    cast.seat(OFFICER, "officer-of-data")
    row = erasures.ask(case_id=case, scope="all", ground="person_asked", by=asker)
    return Begun(lambda by: erasures.confirm(erasure_id=row, others_asked=True, by=by), (OFFICER, asker))


def signature() -> Begun:
    case = gone.case()
    seen = returns.last_number(gone.to_signing(case.pk))
    weighing.sign(case_id=case.pk, seen=seen, instance_id=new_id(), by=BY)
    return Begun(
        lambda by: weighing.sign(case_id=case.pk, seen=seen + 1, instance_id=new_id(), by=by), (BY, SECOND)
    )


STAGES: dict[str, Callable[[], Begun]] = {
    **{code: partial(of_race, act.verb) for code, act in ACTS.items()},
    "erasure": partial(erasure, cast.INSPECTOR),
    "erasure_at_desk": partial(erasure, OFFICER),
    "return_signature": signature,
}


def everybody(*more: Actor) -> list[Actor]:
    """Whoever sits anywhere, and who acts in the stage, with a code of their second factor shown just now."""
    sits = [accounts.actor_in(seat) for seat in accounts.seats_today().select_related("desk")]
    known = {(one.account_id, one.desk_id, one.roles): one for one in (*sits, *more)}
    return [replace(one, proven_at=clock.now()) for one in known.values()]


def told(act: Act, who: list[Actor]) -> dict[Actor, list[UUID]]:
    found = {one: [waits.id for waits in two_people.of_act(one, act)] for one in who}
    return {one: ids for one, ids in found.items() if ids}


def lets(deed: Deed, by: Actor) -> bool:
    with undone():
        try:
            deed(by)
        except Refusal:
            return False
        return True


@pytest.fixture(name="people", autouse=True)
def _people(the_cast: None, in_english: None) -> Iterator[None]:
    at_the_table.people()
    yield


@pytest.mark.parametrize("code", sorted(ACTS))
def test_it_waits_for_exactly_those_who_may_be_the_second_until_it_is_done(code: str) -> None:
    act, begun = ACTS[code], STAGES[code]()
    who = everybody(*begun.actors)
    waits = told(act, who)
    assert waits, "nobody is told"
    assert set(waits) == {one for one in who if lets(begun.deed, one)}
    assert len({number for ids in waits.values() for number in ids}) == 1
    second = next(iter(waits))
    assert two_people.count(second, urgent_only=False) >= 1
    begun.deed(second)
    if code == "year_review":
        assert second not in told(act, who), "whoever said it once is not asked again"
    else:
        assert told(act, who) == {}
