"""Packets of a case, closed; and which partners abroad the register of an institution names."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from himaya.institutions.models import Institution
from himaya.kernel import wall
from himaya.kernel.errors import NotNow
from himaya.legal import gate
from himaya.legal import states as legal
from himaya.legal.models import RegisterEntry
from himaya.packets import rules, states
from himaya.packets.models import Packet


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation abroad; `why_not` is the sentence of the gate, empty where nothing stands against it."""

    institution: Institution
    number: str
    why_not: str


def of_case(case_id: UUID) -> QuerySet[Packet]:
    """Every packet of a case, closed, the newest first."""
    rows = Packet.objects.filter(case_id=case_id).defer("typed").select_related("receiver", "desk")
    return rows.order_by("-prepared_at", "pk")


def waiting(case_id: UUID) -> int:
    """How many of a case are not answered and not over."""
    return Packet.objects.filter(case_id=case_id, state__in=states.LIVE).count()


def last_key(institution_id: str, receiver_id: str) -> str:
    """The key to which the last packet that this institution handed out for the partner was sealed; empty for none."""
    # Also in files that another desk holds: which key was used, and nothing of whom.
    with wall.beyond(wall.EVERYTHING):
        used = Packet.objects.filter(desk__institution_id=institution_id, receiver_id=receiver_id, handed__gt=0)
        last = used.order_by("-handed_at", "-pk").values_list("key", flat=True).first()
    return last or ""


def partners(institution_id: str) -> list[Partner]:
    """The organisations that help, and stand in the register as being abroad; those without a number say why not."""
    entries = RegisterEntry.objects.filter(
        institution_id=institution_id, part=legal.RECIPIENT, state=legal.IN_FORCE, abroad=True
    )
    numbers = {row.about: row.number.strip() for row in entries}
    found = Institution.objects.filter(pk__in=numbers, kind__in=rules.PARTNER_KINDS, valid_to__isnull=True)
    return [_partner(institution_id, one, numbers[one.pk]) for one in found.order_by("pk")]


def _partner(sender_id: str, one: Institution, number: str) -> Partner:
    try:
        gate.check_recipient(sender_id=sender_id, receiver=one)
    except NotNow as refusal:
        return Partner(one, number, str(refusal.sentence))
    return Partner(one, number, "")
