"""What the pages of progress show alike: a report as a line, evidence as a line, who may report."""

from dataclasses import dataclass

from django.utils.functional import Promise

from himaya.coordination import policy, policy_progress, states, words_following, words_movement, words_progress
from himaya.coordination import states_following as following
from himaya.coordination.models import Evidence, ProgressReport, Recommendation
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.web.roundtable.practice.showing import Chip, chip
from himaya.web.roundtable.tables.lists import Item

INSTITUTION, ENTITY = "i:", "e:"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report: who reports, its state, the channel in words."""

    row: ProgressReport
    who: str
    chip: Chip
    how: str | Promise
    validated_how: str | Promise
    returned_by: str | Promise


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence: its kind and who may read it, in words."""

    row: Evidence
    kind: str | Promise
    confidentiality: str | Promise
    may_withdraw: bool


def report_line(row: ProgressReport) -> ReportLine:
    """A report for a list or a page."""
    words = words_following
    return ReportLine(
        row=row,
        who=row.institution.name if row.institution is not None else row.entity,
        chip=chip(row.state, words.REPORT_STATES, words.REPORT_TONES),
        how=words.CHANNELS.get(row.how, row.how),
        validated_how=words.CHANNELS.get(row.validated_how, ""),
        returned_by=words_progress.RETURNED_BY.get(row.returned_by, ""),
    )


def evidence_line(actor: Actor, row: Evidence) -> EvidenceLine:
    """Evidence for a list. Whoever gave it may take it back, and the secretariat."""
    mine = row.institution_id is not None and row.institution_id == own(actor)
    return EvidenceLine(
        row=row,
        kind=words_following.EVIDENCE_KINDS.get(row.kind, row.kind),
        confidentiality=words_following.CONFIDENTIALITIES.get(row.confidentiality, ""),
        may_withdraw=row.withdrawn_on is None and (policy.is_secretariat(actor) or mine),
    )


def state_of(row: Recommendation) -> Chip:
    """The chip of a recommendation."""
    return chip(row.state, words_following.RECOMMENDATION_STATES, words_following.RECOMMENDATION_TONES)


def own(actor: Actor) -> str:
    """The institution for which the actor writes by click; empty for the secretariat and without such a mandate."""
    return actor.institution_id if _holds(actor, states.SPEAKING) else ""


def validates_for(actor: Actor) -> str:
    """The institution whose validating authority the actor is; empty for others."""
    return actor.institution_id if _holds(actor, (states.VALIDATING,)) else ""


def _holds(actor: Actor, roles: tuple[str, ...]) -> bool:
    if policy.is_secretariat(actor):
        return False
    return any(one.role in roles for one in policy.my_mandates(actor))


def reporters(row: Recommendation) -> list[Item]:
    """Who may report of a recommendation, for the secretariat: institutions of the list, then names outside it."""
    named = Institution.objects.in_bulk(policy_progress.reporting(row))
    inside = [Item(INSTITUTION + code, named[code].name) for code in policy_progress.reporting(row)]
    return inside + [Item(ENTITY + name, name) for name in policy_progress.outside(row)]


def givers(row: Recommendation) -> list[Item]:
    """Who may have sent evidence, for the secretariat: the institutions of the list that are named."""
    named = Institution.objects.in_bulk(policy_progress.reporting(row))
    return [Item(code, named[code].name) for code in policy_progress.reporting(row)]


def ref(row: Recommendation) -> str:
    """The number of a recommendation as it is said."""
    return words_movement.reference(row.number)


def lead_of(row: Recommendation) -> str:
    """Who leads, in the page's language; empty while nobody does."""
    return row.lead.name if row.lead is not None else row.lead_name


def is_open_for_evidence(row: Recommendation) -> bool:
    """True while evidence may be added."""
    return row.state in policy_progress.TAKES_EVIDENCE


def reports_awaiting(actor: Actor, rows: list[ProgressReport]) -> list[ProgressReport]:
    """The reports that wait for this reader."""
    if policy.is_secretariat(actor):
        return [row for row in rows if row.state == following.VALIDATED]
    mine = validates_for(actor)
    return [row for row in rows if row.state == following.REPORT_SUBMITTED and row.institution_id == mine]
