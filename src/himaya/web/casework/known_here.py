"""Under which references a desk knows the file of a person, and none of another desk (ADR 83).

A decision has none here: the body reads a sheet without a name by a reference of its own, and a line that joined it to
a referral would tell the body whose sheet it is. For the same reason a desk that enforces is not told which case
conference is about whom.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from himaya.cases import known_as, queries, queries_inbound, states
from himaya.cases.models import Case, InboundSheet, Referral
from himaya.conferences import queries as conferences
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor

FILE = pgettext_lazy("a reference is of", "file of your desk")
RECEIVED = pgettext_lazy("a reference is of", "referral received")
ANNOUNCED = pgettext_lazy("a reference is of", "announced from abroad")
SENT = pgettext_lazy("a reference is of", "referral sent")
CONFERENCE = pgettext_lazy("a reference is of", "case conference")


@dataclass(frozen=True, slots=True)
class Known:
    """One reference, what it is of, and where it leads; no address where nothing is left to open."""

    reference: str
    what: Promise
    href: str = ""


def of_case(actor: Actor, case: Case) -> list[Known]:
    """The other references of a file that the actor's desk holds."""
    own = [_file(one) for one in queries.cases_of_person(actor, case.person_id) if one.pk != case.pk]
    carried = known_as.carried(case)
    rows = {row.reference: row for row in queries.referrals_about(actor, case, carried)}
    gone = [_carried(one, queries_inbound.announced(case.pk)) for one in carried if one not in rows]
    return [*own, *(_referral(actor, row) for row in rows.values()), *gone, *_conferences(actor, rows.values())]


def _carried(reference: str, sheet: InboundSheet | None) -> Known:
    if sheet is not None and sheet.reference == reference:
        return Known(reference, ANNOUNCED, reverse("casework:arrival", args=[sheet.pk]))
    return Known(reference, RECEIVED)


def of_referral(actor: Actor, row: Referral) -> list[Known]:
    """The other references of the file of a referral; of one without a file here, what else is told of it."""
    case = known_as.grown_from(actor, row)
    if case is None:
        return _conferences(actor, [row])
    return [_file(case), *(one for one in of_case(actor, case) if one.reference != row.reference)]


def _file(case: Case) -> Known:
    return Known(case.reference, FILE, reverse("casework:case", args=[case.pk]))


def _referral(actor: Actor, row: Referral) -> Known:
    what = RECEIVED if row.to_desk_id == actor.desk_id else SENT
    return Known(row.reference, what, reverse("casework:referral", args=[row.pk]))


def _conferences(actor: Actor, rows: Iterable[Referral]) -> list[Known]:
    """Meetings to which this desk comes, about somebody whose referral it may read today."""
    about = {row.case_id for row in rows if row.to_desk_id == actor.desk_id and row.state in states.READABLE}
    if not about or not institutions.keeps_stories(actor.desk_id):
        return []
    found: dict[UUID, str] = {
        one.seat.conference_id: one.sight.reference
        for one in conferences.invitations(actor)
        if one.sight.goes_on and one.seat.conference.case_id in about
    }
    return [Known(reference, CONFERENCE, reverse("conferences:seat", args=[pk])) for pk, reference in found.items()]
