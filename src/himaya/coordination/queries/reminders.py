"""Whose word is awaited today, lead by lead: what is owed, what went out, what still goes out and how."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from himaya.coordination import rules_following as rules
from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.models import FollowUpReminder, Recommendation
from himaya.coordination.queries.silence import silences
from himaya.institutions.models import Institution
from himaya.kernel import clock


@dataclass(frozen=True, slots=True)
class Awaited:
    """One word that is awaited: of which kind, since when, how often it was reminded of, and what goes out next.

    `silent` is True once silence has given its grade.
    """

    row: Recommendation
    kind: str
    since: date
    reminded: list[date]
    next: FollowUpReminder | None
    silent: bool


@dataclass(slots=True)
class Lead:
    """Everything awaited of one lead. `key` names it in an address: an institution, or one of its recommendations."""

    institution: Institution | None
    name: str
    first: UUID
    words: list[Awaited] = field(default_factory=list)

    @property
    def by_letter(self) -> list[Awaited]:
        """What the secretariat still has to send."""
        return [one for one in self.words if one.next is not None and one.next.owed == states.LETTER]

    @property
    def by_mail(self) -> list[Awaited]:
        """What leaves by itself."""
        return [one for one in self.words if one.next is not None and one.next.owed == states.MAIL]

    @property
    def silent(self) -> list[Awaited]:
        """What two reminders have not brought."""
        return [one for one in self.words if one.silent]


def leads() -> list[Lead]:
    """The leads whose word is awaited, those to whom something is to be sent first."""
    rows = Recommendation.objects.filter(state__in=following.WITH_THE_LEAD).select_related("lead").order_by("number")
    found: dict[tuple[str, str], Lead] = {}
    for one in _awaited(list(rows)):
        key = (one.row.lead_id or "", one.row.lead_name)
        lead = found.setdefault(key, Lead(one.row.lead, one.row.lead_name, one.row.pk))
        lead.words.append(one)
    return sorted(found.values(), key=lambda lead: (not lead.by_letter, not lead.by_mail, name_of(lead)))


def name_of(lead: Lead) -> str:
    """What the lead is called on the page."""
    return lead.institution.name if lead.institution is not None else lead.name


def _awaited(rows: list[Recommendation]) -> Iterable[Awaited]:
    quiet, today = silences(rows), clock.today()
    owed = {one.recommendation_id: one for one in FollowUpReminder.objects.filter(sent_on__isnull=True)}
    for row in rows:
        silence = quiet[row.pk]
        found = rules.awaited(silence, today)
        if found is not None:
            silent = rules.grade("", silence, today) == following.GRADE_SILENT
            yield Awaited(row, *found, silence.reminded_since(found[1]), owed.get(row.pk), silent)
