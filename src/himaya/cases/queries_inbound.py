"""Sheets about people found abroad, as each of the two desks sees them; and which desks receive arrivals."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases import policy_inbound
from himaya.cases import rules_inbound as rules
from himaya.cases.models import InboundSheet
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions import numbers
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.institutions.queries import Receiver
from himaya.kernel import clock
from himaya.kernel.actor import Actor

# After so many the older ones are no use to anybody at the desk.
SHOWN = 50
TAKES_BACK = (rules.SENT, rules.EXPECTED)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the desk abroad sees of a sheet that it sent: a number, days, and whether somebody expects the person."""

    id: UUID
    reference: str
    sent_at: datetime
    arrives_on: date | None
    to_desk: Desk
    # As the desk abroad dials it.
    phone: str
    seen: str
    may_take_back: bool


def sent(actor: Actor) -> list[Sent]:
    """The sheets of the actor's desk, the newest first. What became of the person afterwards is not among it."""
    rows = InboundSheet.objects.filter(policy_inbound.sent_by(actor)).select_related("to_desk__institution")
    return [
        Sent(
            id=row.pk,
            reference=row.reference,
            sent_at=row.sent_at,
            arrives_on=row.arrives_on,
            to_desk=row.to_desk,
            phone=numbers.from_abroad(row.to_desk.phone),
            seen=_seen(row),
            may_take_back=_seen(row) in TAKES_BACK,
        )
        for row in rows.order_by("-sent_at")[:SHOWN]
    ]


def _seen(row: InboundSheet) -> str:
    return rules.sender_sees(row.state, taken_back=row.taken_back_at is not None)


def to_answer(actor: Actor) -> QuerySet[InboundSheet]:
    """What waits for the word of the actor's desk, the first to arrive first."""
    waiting = _came(actor).filter(state=rules.SENT, sent_at__gt=clock.now() - rules.KEPT)
    return waiting.order_by("arrives_on", "sent_at")


def expected(actor: Actor) -> QuerySet[InboundSheet]:
    """Whom the actor's desk expects, the first to arrive first."""
    return _came(actor).filter(state=rules.EXPECTED, taken_back_at__isnull=True).order_by("arrives_on", "sent_at")


def doubted(actor: Actor) -> QuerySet[InboundSheet]:
    """Who is expected, and of whom the desk abroad says that they do not come: they are asked themself."""
    return _came(actor).filter(state=rules.EXPECTED, taken_back_at__isnull=False).order_by("arrives_on", "sent_at")


def one(actor: Actor, sheet_id: UUID) -> InboundSheet | None:
    """A sheet that came to the actor's desk; None otherwise."""
    return _came(actor).filter(pk=sheet_id).first()


def _came(actor: Actor) -> QuerySet[InboundSheet]:
    rows = InboundSheet.objects.filter(policy_inbound.came_to(actor))
    return rows.select_related("from_desk__institution", "to_desk__institution")


def announced(case_id: UUID) -> InboundSheet | None:
    """The sheet from which a file grew that the actor's desk holds; None where nobody was announced from abroad."""
    rows = InboundSheet.objects.filter(case_id=case_id)
    return rows.select_related("from_desk__institution", "to_desk__institution").first()


def awaited(sheet_id: UUID) -> InboundSheet | None:
    """For the worker: a sheet whose person is expected and was not met yet."""
    return InboundSheet.objects.filter(pk=sheet_id, state=rules.EXPECTED, case__isnull=False).first()


def awaited_of(case_id: UUID) -> QuerySet[InboundSheet]:
    """Of a file: who is expected in it and was not met yet."""
    return InboundSheet.objects.filter(case_id=case_id, state=rules.EXPECTED)


def may_receive(desk: Desk, *, child: bool) -> bool:
    """True for a desk of the directory that receives arrivals, by its own kind and its institution's."""
    kinds = (desk.kind, desk.institution.kind)
    return rules.receives(kinds, desk.services, institutions.NO_STORIES, child=child)


def receivers(actor: Actor, age: str) -> list[Receiver]:
    """Desks that receive arrivals, best first; those that cannot say why. A child's are those that protect children."""
    child = not is_known_adult(age)
    rows = institutions.no_consulates().filter(reached_by="account").exclude(pk=actor.desk_id)
    found = [one for one in rows if may_receive(one, child=child)]
    return institutions.best_first(found, groups=institutions.groups_of(age, None), sending=True)


def partners() -> list[tuple[Desk, str]]:
    """Whom a person may be told of who stays, goes elsewhere, or is afraid: no State's desk, with a telephone, and how
    it is dialled from abroad."""
    rows = institutions.standing_desks().filter(institution__kind__in=rules.PARTNERS).exclude(phone="")
    return [
        (one, numbers.from_abroad(one.phone))
        for one in rows.order_by("pk")
        if {rules.RECEPTION, "return_counselling"} & set(one.services)
    ]


def asked(actor: Actor, danger: str, wants: str, afraid: str, age: str) -> rules.Asked:
    """What was asked first, with the kind of institution that would send."""
    kind = Desk.objects.filter(pk=actor.desk_id).values_list("institution__kind", flat=True).first()
    return rules.Asked(danger, wants, afraid, age, told=False, agreed=False, sender=kind or "")
