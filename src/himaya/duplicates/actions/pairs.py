"""What somebody says of two identities: one person, two people, or one no longer. Nothing of either moves."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.duplicates import policy, states
from himaya.duplicates.access import lock_pair
from himaya.duplicates.models import Pair
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit
from himaya.persons.models import Person, SamePerson


def join(*, pair_id: UUID, by: Actor) -> None:
    """Say that both are one person: a search finds them as one from now on; each keeps their files and keys.

    Raises NotFound for whoever may not read both, NotNow when it was said already or an identity was erased.
    """
    policy.check_looks(by)
    with unit(by=by) as u:
        pair = _locked(pair_id, "join", by)
        if Person.objects.filter(pk__in=(pair.one_id, pair.other_id), anonymous_since__isnull=False).exists():
            raise NotNow(_("One of the two identities was erased meanwhile. Nothing is joined."), code="erased")
        pair.same = SamePerson.objects.create(
            institution_id=pair.institution_id,
            one_id=pair.one_id,
            other_id=pair.other_id,
            desk_id=by.desk_id,
            joined_by=cases.account_of(by),
            joined_at=clock.now(),
        )
        _say(pair, "join", by)
        u.log("duplicates.joined", **_about(pair))
        u.tell("duplicates.joined", pair=str(pair.pk))


def keep_apart(*, pair_id: UUID, by: Actor) -> None:
    """Say that they are two people: no later search lays them before anybody again."""
    policy.check_looks(by)
    with unit(by=by) as u:
        pair = _locked(pair_id, "keep_apart", by)
        _say(pair, "keep_apart", by)
        u.log("duplicates.kept_apart", **_about(pair))


def part(*, pair_id: UUID, by: Actor) -> None:
    """Take back that both are one person: everything is as it was, because nothing had moved."""
    policy.check_looks(by)
    with unit(by=by) as u:
        pair = _locked(pair_id, "part", by)
        held = SamePerson.objects.select_for_update(of=("self",))
        same = held.get(one_id=pair.one_id, other_id=pair.other_id, parted_at__isnull=True)
        same.parted_by, same.parted_at = cases.account_of(by), clock.now()
        same.save(update_fields=["parted_by", "parted_at"])
        _say(pair, "part", by)
        u.log("duplicates.parted", **_about(pair))
        u.tell("duplicates.parted", pair=str(pair.pk))


def _locked(pair_id: UUID, verb: str, by: Actor) -> Pair:
    pair = lock_pair(by, pair_id)
    if states.pair_leads_to(verb, pair.state) is None:
        raise NotNow(
            _("Somebody said something else of these two meanwhile. Open the page again to see what."),
            code=f"already_{pair.state}",
        )
    return pair


def _say(pair: Pair, verb: str, by: Actor) -> None:
    pair.state = states.PAIRS[verb][1]
    pair.decided_by, pair.decided_at = cases.account_of(by), clock.now()
    pair.save(update_fields=["state", "same", "decided_by", "decided_at"])


def _about(pair: Pair) -> dict[str, Any]:
    return {"object_type": "duplicate_pair", "object_id": pair.pk, "subjects": [pair.one_id, pair.other_id]}
