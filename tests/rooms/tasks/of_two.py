"""Acts that take two people with their first half done, by the verbs themselves, and whom they wait for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from himaya.cases.actions import erasures, exceptions
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.rules_consents_exceptions import Notice
from himaya.institutions import accounts
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.kernel.two_people import Act
from himaya.returns import queries as returns
from himaya.returns.actions import weighing
from tests import cast, factories
from tests.races.all_races import RACES
from tests.races.every_verb_returns import BY, SECOND
from tests.rooms.cases.test_erasures import OFFICER, ended
from tests.rooms.returns import gone

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
    case = ended().case_id
    row = erasures.ask(case_id=case, scope="all", ground="person_asked", by=asker)
    return Begun(lambda by: erasures.confirm(erasure_id=row, others_asked=True, by=by), (OFFICER, asker))


def exception(ground: str = "danger") -> Begun:
    case = factories.hand_over().case_id
    wanted = Wanted("lawyers", ("danger_now",), ground, Notice("told", clock.today()))
    row = exceptions.propose(case_id=case, wanted=wanted, by=cast.INSPECTOR)
    return Begun(lambda by: exceptions.confirm(exception_id=row, by=by), (cast.INSPECTOR, cast.LABOUR_LEAD))


def signature() -> Begun:
    case = gone.case()
    seen = returns.last_number(gone.to_signing(case.pk))
    weighing.sign(case_id=case.pk, seen=seen, instance_id=new_id(), by=BY)
    return Begun(lambda by: weighing.sign(case_id=case.pk, seen=seen + 1, instance_id=new_id(), by=by), (BY, SECOND))


STAGES: dict[str, Callable[[], Begun]] = {
    **{code: partial(of_race, act.verb) for code, act in ACTS.items()},
    "erasure": partial(erasure, cast.INSPECTOR),
    "erasure_at_desk": partial(erasure, OFFICER),
    "return_signature": signature,
}


def seated(who: Actor) -> None:
    """In the store too, with exactly these roles there: a stage may act by somebody whom it never seated."""
    account, _made = Account.objects.get_or_create(id=who.account_id, defaults={"username": str(who.account_id)})
    Membership.objects.update_or_create(
        account=account, desk_id=who.desk_id, defaults={"roles": sorted(who.roles), "valid_from": clock.today()}
    )


def everybody(*more: Actor) -> list[Actor]:
    """Whoever sits anywhere, and who acts in the stage, with a code of their second factor shown just now."""
    sits = [accounts.actor_in(seat) for seat in accounts.seats_today().select_related("desk")]
    known = {(one.account_id, one.desk_id, one.roles): one for one in (*sits, *more)}
    return [replace(one, proven_at=clock.now()) for one in known.values()]


def told(act: Act, who: list[Actor]) -> dict[Actor, list[UUID]]:
    found = {one: [waits.id for waits in two_people.of_act(one, act)] for one in who}
    return {one: ids for one, ids in found.items() if ids}
