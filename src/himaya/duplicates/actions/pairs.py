"""What somebody says of two identities: one person, two people, or one no longer. Nothing of either moves."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.actions import exclusions
from himaya.duplicates import policy, queries, states
from himaya.duplicates.access import lock_pair
from himaya.duplicates.models import Pair
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit
from himaya.persons import matching
from himaya.persons.models import Person, SamePerson


def join(*, pair_id: UUID, by: Actor) -> None:
    """Say that both are one person: a search finds them as one from now on; each keeps their files and keys.

    Whoever a conflict of interest keeps from one is kept from the other from here on, until they are parted.
    Raises NotFound for whoever may not read both, NotNow when it was said already, an identity was erased, or
    somebody said of two who would become one that they are two people.
    """
    policy.check_looks(by)
    with unit(by=by) as u:
        pair, people = _locked(pair_id, "join", by)
        if Person.objects.filter(pk__in=(pair.one_id, pair.other_id), anonymous_since__isnull=False).exists():
            raise NotNow(_("One of the two identities was erased meanwhile. Nothing is joined."), code="erased")
        if queries.said_apart(people):
            raise NotNow(
                _(
                    "Joined, these two would be one with somebody of whom a colleague said: two people. Nothing is "
                    "joined. Speak with who looks at duplicates here, and part what is wrong first."
                ),
                code="apart_by_a_third",
            )
        pair.same = SamePerson.objects.create(
            institution_id=pair.institution_id,
            one_id=pair.one_id,
            other_id=pair.other_id,
            desk_id=by.desk_id,
            joined_by=cases.account_of(by),
            joined_at=clock.now(),
        )
        _say(pair, "join", by)
        exclusions.settle(u, people)
        u.log("duplicates.joined", **_about(pair))


def keep_apart(*, pair_id: UUID, by: Actor) -> None:
    """Say that they are two people: no later search lays them before anybody again."""
    policy.check_looks(by)
    with unit(by=by) as u:
        pair, _people = _locked(pair_id, "keep_apart", by)
        if pair.other_id in matching.same_as([pair.one_id]).get(pair.one_id, ()):
            raise NotNow(
                _(
                    "By way of a third these two were said to be one person. Take that back first, then say here that "
                    "they are two."
                ),
                code="one_by_a_third",
            )
        _say(pair, "keep_apart", by)
        u.log("duplicates.kept_apart", **_about(pair))


def part(*, pair_id: UUID, by: Actor) -> bool:
    """Take back that both are one person: everything is as it was, because nothing had moved.

    Who was kept from one because of the other is let back; accesses that ended by that stay ended. False where they
    are still one by way of a third: of that, somebody said so too.
    """
    policy.check_looks(by)
    with unit(by=by) as u:
        pair, people = _locked(pair_id, "part", by)
        held = SamePerson.objects.select_for_update(of=("self",))
        same = held.get(one_id=pair.one_id, other_id=pair.other_id, parted_at__isnull=True)
        same.parted_by, same.parted_at = cases.account_of(by), clock.now()
        same.save(update_fields=["parted_by", "parted_at"])
        _say(pair, "part", by)
        exclusions.settle(u, people)
        u.log("duplicates.parted", **_about(pair))
        return pair.other_id not in matching.same_as([pair.one_id]).get(pair.one_id, ())


def _locked(pair_id: UUID, verb: str, by: Actor) -> tuple[Pair, frozenset[UUID]]:
    pair, people = lock_pair(by, pair_id)
    if states.pair_leads_to(verb, pair.state) is None:
        raise NotNow(
            _("Somebody said something else of these two meanwhile. Open the page again to see what."),
            code=f"already_{pair.state}",
        )
    return pair, people


def _say(pair: Pair, verb: str, by: Actor) -> None:
    pair.state = states.PAIRS[verb][1]
    pair.decided_by, pair.decided_at = cases.account_of(by), clock.now()
    pair.save(update_fields=["state", "same", "decided_by", "decided_at"])


def _about(pair: Pair) -> dict[str, Any]:
    return {"object_type": "duplicate_pair", "object_id": pair.pk, "subjects": [pair.one_id, pair.other_id]}
