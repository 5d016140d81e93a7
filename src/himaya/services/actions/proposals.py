"""What a desk gives, to whom and in which languages: its lead proposes, somebody of the secretariat confirms."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from himaya.institutions import catalogue, content, rules_calls
from himaya.institutions.locks import lock_desk
from himaya.institutions.models import Desk
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.services import policy, states
from himaya.services.models import Offer, Proposal

MOST_PLACES = 2000
DECIDED = _("Somebody has decided this proposal already. Look at the desk as it is now.")


@dataclass(frozen=True, slots=True)
class Said:
    """What is proposed of one service of a desk. Empty lists: as the desk."""

    service: str
    gives: bool
    eligibility: Iterable[str] = ()
    languages: Iterable[str] = ()
    places: int | None = None


def propose(*, desk_id: str, said: Said, by: Actor) -> Proposal:
    """Propose what a desk gives. One proposal about a service waits at a time. Raises NotFound, NotNow, NotValid."""
    if by.account_id is None:
        raise NotPermitted
    with unit(by=by) as u:
        desk = lock_desk(desk_id)
        policy.check_proposes(by, desk)
        _check(desk, said)
        row = Proposal(
            desk=desk,
            service=said.service,
            gives=said.gives,
            eligibility=[one for one in content.ELIGIBILITY if one in set(said.eligibility)] if said.gives else [],
            languages=sorted(set(said.languages)) if said.gives else [],
            places=said.places if said.gives else None,
            state=states.WAITING,
            asked_by_id=by.account_id,
            asked_on=clock.today(),
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            raise NotNow(
                _("A proposal about this service waits already. The secretariat decides it first."),
                code="proposal_waits",
            ) from fault
        u.log("proposal.made", object_type="desk", object_id=desk_id, code=said.service)
        two_people.begun(u, "proposal", row.pk)
    return row


def confirm(*, proposal_id: UUID, by: Actor) -> None:
    """Confirm it: the directory says so from now on. Raises NotFound, NotNow, NotPermitted."""
    with unit(by=by) as u:
        row, desk = _decided(u, proposal_id, states.CONFIRMED)
        without = [one for one in desk.services if one != row.service]
        if row.gives:
            desk.services = desk.services if row.service in desk.services else [*without, row.service]
            _offer(row)
        else:
            desk.services = without
            Offer.objects.filter(desk=desk, service=row.service).delete()
        if rules_calls.SHELTER in desk.services:
            # Where people are sheltered is secret from now on.
            desk.own_region = None
        desk.kept_here = True
        desk.save(update_fields=["services", "own_region", "kept_here"])
        u.log("proposal.confirmed", object_type="desk", object_id=desk.pk, code=row.service)


def refuse(*, proposal_id: UUID, by: Actor) -> None:
    """Leave the directory as it is. Raises NotFound, NotNow, NotPermitted."""
    with unit(by=by) as u:
        row, desk = _decided(u, proposal_id, states.REFUSED)
        u.log("proposal.refused", object_type="desk", object_id=desk.pk, code=row.service)


def _check(desk: Desk, said: Said) -> None:
    if desk.closed_on is not None:
        raise NotNow(_("This desk is closed already. Look at the list as it is now."), code="desk_closed")
    if said.service not in catalogue.services():
        raise NotValid(_("Choose a service."), code="service")
    if not said.gives:
        if said.service not in desk.services:
            raise NotValid(_("This desk does not give that service, so there is nothing to take away."), code="service")
        return
    if not set(said.eligibility) <= set(content.ELIGIBILITY):
        raise NotValid(_("Choose from the list whom the service receives."), code="eligibility")
    if not set(said.languages) <= {row.id for row in content.load_languages()}:
        raise NotValid(_("Choose the languages from the list."), code="languages")
    if said.places is not None and not 0 <= said.places <= MOST_PLACES:
        raise NotValid(_("Write a number of places, such as 3."), code="places")


def _decided(u: Unit, proposal_id: UUID, state: str) -> tuple[Proposal, Desk]:
    desk_id = Proposal.objects.filter(pk=proposal_id).values_list("desk_id", flat=True).first()
    policy.check_keeps(u.by)
    if desk_id is None:
        raise NotFound
    desk = lock_desk(desk_id)
    row = Proposal.objects.get(pk=proposal_id)
    policy.check_decides(u.by, row.asked_by_id)
    if row.state != states.WAITING:
        raise NotNow(DECIDED, code=f"proposal_{row.state}")
    row.state, row.decided_by_id, row.decided_on = state, u.by.account_id, clock.today()
    row.save(update_fields=["state", "decided_by", "decided_on"])
    return row, desk


def _offer(row: Proposal) -> None:
    """What differs from the desk. A number of places that is smaller than what is free makes the rest unknown."""
    held = Offer.objects.filter(desk=row.desk_id, service=row.service).first()
    offer = held or Offer(desk_id=row.desk_id, service=row.service)
    offer.eligibility, offer.languages = row.eligibility, row.languages
    if offer.capacity_total != row.places:
        offer.capacity_total, offer.capacity_free, offer.capacity_on = row.places, None, None
    offer.save()
