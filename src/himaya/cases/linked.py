"""Who comes in by a one-time link, and what they read: the door that looks the same whatever is wrong with it."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, policy, states
from himaya.cases.models import PartnerLink, Referral
from himaya.institutions import queries
from himaya.kernel import clock, link_seal, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

NO_LONGER = _("This page is no longer there. Call the desk that gave you the address, and ask for a new one.")


@dataclass(frozen=True)
class Reading:
    """A link that is being read in the browser that opened it, and what that browser keeps."""

    link: PartnerLink
    actor: Actor
    keeps: dict[str, str]
    packet: dict[str, Any]


def standing(token: str) -> PartnerLink:
    """The link of an address that can still be opened. Raises NotFound, the same for whatever is wrong with it."""
    found = of(token)
    if found.opened_at is not None or not found.made_at - timedelta(hours=1) <= clock.now() < found.expires_at:
        raise gone()
    if not rests(found.referral):
        raise gone()
    return found


def rests(referral: Referral) -> bool:
    """True while what a link of this referral was made on is there: a vetted partner that gives the service and has no
    accounts, an open file, and something agreed. A link outlives none of them, also while it is read."""
    desk = referral.to_desk
    if desk.reached_by != "link" or desk.vetted_until is None or desk.vetted_until < clock.today():
        return False
    if referral.service not in desk.services or referral.state not in states.READABLE:
        return False
    with wall.beyond(wall.EVERYTHING):
        stands = queries.standing_desks().filter(pk=desk.pk).exists()
        return stands and not access.is_closed(referral.case_id) and bool(access.shared_now(referral))


def reading(token: str, keeps: dict[str, str]) -> Reading:
    """A link in the browser that opened it, for half an hour. Raises NotFound, the same for whatever is wrong."""
    link = of(token)
    by = actor_of(link)
    fits = sha256(keeps.get("n", "").encode()).hexdigest() == link.browser
    with wall.beyond(wall.EVERYTHING):
        if not fits or not policy.link_open(by).exists() or not rests(link.referral):
            raise gone()
    packet = link_seal.opened(bytes(link.packet or b""), b64decode(keeps.get("k", "")), link.pk)
    if packet is None:
        raise gone()
    return Reading(link, by, keeps, packet)


def actor_of(link: PartnerLink) -> Actor:
    """Who acts by a link: the desk of the partner, with no account and no role."""
    desk = link.referral.to_desk
    return Actor(kind=policy.LINK, desk_id=desk.pk, institution_id=desk.institution_id, link_id=link.pk)


def of(token: str) -> PartnerLink:
    """The link of an address that did not end. Raises NotFound."""
    secret = link_seal.secret_of(token)
    rows = PartnerLink.objects.select_related("referral__to_desk__institution", "referral__consent")
    rows = rows.defer(*(f"referral__{name}" for name in access.SEALED_OF_REFERRAL))
    with wall.beyond(wall.EVERYTHING):
        found = rows.filter(mark=link_seal.mark_of(secret), ended_at__isnull=True).first() if secret else None
    if found is None:
        raise gone()
    return found


def gone() -> NotFound:
    """The one answer for whatever is wrong with a link."""
    return NotFound(NO_LONGER, code="partner_link")
