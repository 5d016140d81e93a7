"""The verbs of a one-time link: made by the sender, opened once with its code, ended at any moment."""

import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, link_ends, linked, policy, queries_consents, states
from himaya.cases.models import PartnerLink, Referral
from himaya.institutions import queries
from himaya.kernel import clock, link_seal, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

HOURS = (24, 72, 168)
USUAL = 72
TRIES = 5


@dataclass(frozen=True)
class Made:
    """What the sender is shown once, and what is kept nowhere: the secret of the address, and the code."""

    token: str
    code: str
    expires_at: datetime


def make(*, referral_id: UUID, hours: int, by: Actor) -> Made:
    """A new link for the partner, for so long or until what it rests on ends; an earlier one ends.

    Raises NotFound, NotPermitted, NotNow or NotValid.
    """
    if hours not in HOURS:
        raise NotValid(_("Choose how long the link is valid."), code="hours")
    with unit(by=by) as u:
        row = access.lock_referral(by, referral_id, case_first=True)
        policy.check_verb(by, row, "link")
        _check_reached(row)
        if (earlier := link_ends.of(row)) is not None:
            link_ends.end(u, earlier, "replaced")
        secret, code, salt = link_seal.new_secret(), link_seal.new_code(), link_seal.new_salt()
        now = clock.now()
        link = PartnerLink(
            referral=row,
            mark=link_seal.mark_of(secret),
            salt=salt,
            made_by=policy.account_of(by),
            made_at=now,
            expires_at=min([now + timedelta(hours=hours), *_ends(row)]),
        )
        with Access(by, "prepare_referral", action="referral.prepared") as reader:
            reader.open(row)
            packet = {
                "packet": {**(row.packet_identity or {}), **(row.packet_story or {})},
                "question": row.question or "",
                "answer": row.answer or "",
            }
            link.packet = link_seal.close(packet, link_seal.key_of(secret, code, salt), link.pk)
        link.save(force_insert=True)
        u.log("link.made", object_type="referral", object_id=row.pk, subjects=[row.person_id])
        return Made(link_seal.token_of(secret), code, link.expires_at)


def revoke(*, referral_id: UUID, by: Actor) -> None:
    """End the link of a referral at once, also where it is being read. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        row = access.lock_referral(by, referral_id)
        policy.check_verb(by, row, "link")
        link = link_ends.of(row)
        if link is None:
            raise NotNow(_("No link of this referral opens any more. Nothing else was changed."), code="no_link")
        link_ends.end(u, link, "revoked")


def open_once(*, token: str, code: str, by: Actor) -> dict[str, str]:
    """Open a link with its code, once; returns what the browser keeps. Raises NotFound, NotValid for a wrong code."""
    secret = link_seal.secret_of(token)
    if secret is None:
        raise linked.gone()
    with wall.beyond(wall.EVERYTHING), unit(by=by) as u:
        referral = _held(token)
        link = linked.standing(token)
        key = link_seal.key_of(secret, link_seal.tidy(code), bytes(link.salt))
        right = link_seal.opened(bytes(link.packet or b""), key, link.pk) is not None
        if right:
            nonce = secrets.token_hex(16)
            link.opened_at, link.browser = clock.now(), sha256(nonce.encode()).hexdigest()
            link.save(update_fields=["opened_at", "browser"])
            _proof(referral, link.opened_at)
            u.log("link.opened", object_type="referral", object_id=referral.pk, subjects=[referral.person_id])
            return {"n": nonce, "k": b64encode(key).decode()}
        # Kept, not rolled back: a wrong code counts, whoever else tries at the same moment.
        link.tries += 1
        link.save(update_fields=["tries"])
        u.log("link.missed", object_type="referral", object_id=referral.pk, code=str(link.tries))
        if dead := link.tries >= TRIES:
            link_ends.end(u, link, "tries")
    if dead:
        raise linked.gone()
    raise NotValid(
        _("This code is not the right one. Ask the desk that called you to read it out again."), code="link_code"
    )


def note_reading(*, referral_id: UUID, by: Actor) -> None:
    """The audit row of a reading by a link, before the first letter is shown. Raises NotFound."""
    with unit(by=by) as u:
        row = Referral.objects.filter(policy.visible_referrals(by), pk=referral_id).only("person_id").first()
        if row is None:
            raise linked.gone()
        u.log("link.read", object_type="referral", object_id=row.pk, purpose="give_service", subjects=[row.person_id])


def sweep(*, by: Actor = SYSTEM) -> int:
    """For the nightly run: what links carried that nobody can open any more goes. Returns how many."""
    now = clock.now()
    rows = PartnerLink.objects.filter(ended_at__isnull=True).select_related("referral__to_desk", "referral__consent")
    over = rows.defer("packet", *(f"referral__{name}" for name in access.SEALED_OF_REFERRAL))
    stale = [
        one
        for one in over
        if now >= (one.opened_at + policy.READING if one.opened_at else one.expires_at)
        or not linked.rests(one.referral)
    ]
    for link in stale:
        with unit(by=by) as u:
            if (row := Referral.objects.select_for_update(of=("self",)).filter(pk=link.referral_id).first()) is None:
                continue
            if (held := link_ends.of(row)) is not None and held.pk == link.pk:
                link_ends.end(u, held, "over")
    return len(stale)


def _check_reached(row: Referral) -> None:
    if row.to_desk.reached_by != "link":
        raise NotValid(_("This desk has accounts, and sees the referral there. It needs no link."), code="has_accounts")
    vetted = row.to_desk.vetted_until
    if vetted is None or vetted < clock.today():
        raise NotNow(_("The vetting of this partner is over. No link was made."), code="vetting_over")
    if not queries.standing_desks().filter(pk=row.to_desk_id).exists() or row.service not in row.to_desk.services:
        raise NotNow(
            _("This partner has closed, or gives this service no more. No link was made."), code="partner_closed"
        )
    if access.is_closed(row.case_id):
        raise NotNow(_("The file of this referral was closed. No link was made: call the partner."), code="case_closed")
    if row.state not in states.READABLE:
        raise NotNow(_("Nothing more is expected of this partner. No link was made."), code="nothing_to_read")
    if set(access.shared_now(row)) != set(row.consent.data_classes):
        raise NotNow(
            _("The person’s agreement to this referral is over. Ask them again first. No link was made."),
            code="agreement_over",
        )


def _ends(row: Referral) -> list[datetime]:
    """The moments at which something ends that a link rests on: the vetting, the partner, what was agreed."""
    desk = row.to_desk
    last_days = [desk.vetted_until, desk.institution.valid_to]
    if row.consent.basis == states.CONSENT:
        last_days.append(queries_consents.last_day_at_desk(row.case_id, desk.pk, row.consent.data_classes))
    first_days_after = [day + timedelta(days=1) for day in last_days if day is not None]
    return [_begins(day) for day in [*first_days_after, *([desk.closed_on] if desk.closed_on else [])]]


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), clock.here())


def _held(token: str) -> Referral:
    """The referral of a link, held: whoever ends the link waits, or was first."""
    found = linked.of(token)
    rows = Referral.objects.select_for_update(of=("self",)).defer(*access.SEALED_OF_REFERRAL)
    return rows.get(pk=found.referral_id)


def _proof(row: Referral, at: datetime) -> None:
    Referral.objects.filter(pk=row.pk, opened_at__isnull=True).update(opened_at=at)
