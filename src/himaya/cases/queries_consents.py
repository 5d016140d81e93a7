"""What the ledger of agreements says: the lines of a case, and what is in force today. No writing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases import rules_consents as rules
from himaya.cases import states
from himaya.cases.models import Case, Consent, Referral
from himaya.cases.rules_consents import Line
from himaya.institutions import catalogue
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock


def accompanying() -> frozenset[str]:
    """The classes of data that go with whatever goes: a reference, a region. Nobody is asked about them alone."""
    return frozenset(name for name, row in catalogue.data_classes().items() if row.always)


def line_of(row: Consent) -> Line:
    """A row as the rules read it: what only goes along with something has no word of its own."""
    asked = tuple(name for name in row.data_classes if name not in accompanying())
    return Line(row.number, row.word, asked or tuple(row.data_classes), row.until)


def lines(case_id: UUID, about: Mapping[str, Any]) -> list[Line]:
    """The lines of a case about one recipient and purpose, the oldest first."""
    return [line_of(row) for row in Consent.objects.filter(case_id=case_id, **about).order_by("number")]


def of_case(case: Case) -> QuerySet[Consent]:
    """Every line of a case that the caller was shown, the newest first."""
    rows = Consent.objects.filter(case=case).select_related("recipient__institution", "receiver", "desk")
    return rows.order_by("-number")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is agreed today with one recipient: the last line that says so, and each class with its last day."""

    row: Consent
    classes: tuple[tuple[str, date | None], ...]


def in_force(rows: Iterable[Consent]) -> list[Standing]:
    """What is in force today, of the lines of one case; the recipient with the newest word first."""
    groups: dict[tuple[str, Any, Any], list[Consent]] = defaultdict(list)
    for row in rows:
        groups[row.purpose, row.recipient_id, row.receiver_id].append(row)
    today, found = clock.today(), []
    for group in groups.values():
        held = [line_of(row) for row in group]
        if names := rules.in_force(held, today):
            last = max((row for row in group if row.word == rules.GIVEN), key=lambda row: row.number)
            found.append(Standing(last, tuple((name, rules.end_of(held, name)) for name in sorted(names))))
    return sorted(found, key=lambda one: -one.row.number)


def agreed_at_desk(case_id: UUID, desk_id: str) -> frozenset[str]:
    """The classes of data that a desk may hold today because the person agrees."""
    return rules.in_force(lines(case_id, {"recipient_id": desk_id}), clock.today())


def last_day_at_desk(case_id: UUID, desk_id: str, classes: Iterable[str]) -> date | None:
    """The first day on which one of these classes of data ends at a desk; None when none of them has an end."""
    held = lines(case_id, {"recipient_id": desk_id})
    ends = [end for name in set(classes) if (end := rules.end_of(held, name)) is not None]
    return min(ends, default=None)


def agreed_for_export(cases: Iterable[UUID], receiver_id: str, wanted: Iterable[str]) -> frozenset[UUID]:
    """Of these cases, those whose person agrees today that all of this goes to that institution."""
    classes, groups = set(wanted) - accompanying(), defaultdict(list)
    rows = Consent.objects.filter(case__in=list(cases), purpose=rules.EXPORT, receiver_id=receiver_id)
    for row in rows.order_by("case_id", "number"):
        groups[row.case_id].append(line_of(row))
    today = clock.today()
    agreed = {pk: rules.in_force(held, today) for pk, held in groups.items()}
    return frozenset(pk for pk, names in agreed.items() if names and classes <= names)


def standing_referrals(case_id: UUID, desk_id: str) -> list[Referral]:
    """The referrals of a case to a desk that rest on agreement and are not ended otherwise, the oldest first."""
    open_to = states.TRANSITIONS["withdraw"][0]
    rows = Referral.objects.filter(case_id=case_id, to_desk_id=desk_id, state__in=open_to)
    return list(rows.filter(consent__basis=states.CONSENT).select_related("consent").order_by("sent_at", "pk"))


def desks_to_ask_about(case: Case) -> QuerySet[Desk]:
    """The desks that something could go to, but the one that holds the case."""
    rows = institutions.receiving_desks().exclude(pk=case.desk_id)
    return rows.order_by("institution_id", "pk")
