"""With whom recommendations are open: of each lead how many, how many are overdue, of how many a word is awaited."""

from dataclasses import dataclass
from uuid import UUID

from himaya.coordination import rules_following as rules
from himaya.coordination import states_following as following
from himaya.coordination.models import Recommendation
from himaya.coordination.queries.silence import silences
from himaya.institutions.models import Institution
from himaya.kernel import clock


@dataclass(slots=True)
class OpenLead:
    """One lead with its counts. `first` is one of its recommendations: it names somebody outside the list."""

    institution: Institution | None
    outside: str
    first: UUID
    open: int = 0
    overdue: int = 0
    awaited: int = 0

    @property
    def name(self) -> str:
        """What the lead is called on the page."""
        return self.institution.name if self.institution is not None else self.outside


def open_leads() -> list[OpenLead]:
    """Every lead of something open, whose word is awaited first, then by name."""
    states = (*following.WITH_THE_LEAD, following.REPORTED_DONE)
    rows = list(Recommendation.objects.filter(state__in=states).select_related("lead").order_by("number"))
    quiet, today = silences(rows), clock.today()
    found: dict[tuple[str, str], OpenLead] = {}
    for row in rows:
        lead = found.setdefault((row.lead_id or "", row.lead_name), OpenLead(row.lead, row.lead_name, row.pk))
        lead.open += 1
        lead.overdue += rules.overdue(row.state, row.due_on, today)
        lead.awaited += row.state == following.ADDRESSED or rules.awaited(quiet[row.pk], today) is not None
    return sorted(found.values(), key=lambda one: (not one.awaited, one.name))
