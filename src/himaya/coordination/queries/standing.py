"""How recommendations stand today: what a table looks at, and what is frozen when it closes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from himaya.coordination import rules_following as rules
from himaya.coordination import states_following as states
from himaya.coordination.models import ProgressReport, Recommendation
from himaya.coordination.queries.silence import silences
from himaya.coordination.rules_movement import Stood
from himaya.kernel import clock

NOTE = 600
# What the authority of an institution stands behind; what a focal point is still writing is nobody's word yet.
ITS_WORD = (states.VALIDATED, states.REPORT_ACCEPTED)
DONE_BY_ITS_WORD = (states.REPORTED_DONE, states.VERIFIED, states.REC_CLOSED)
VERIFIED = (states.VERIFIED, states.REC_CLOSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One recommendation today. `reported`: the lead's own word that it is done; `verified`: what was found."""

    row: Recommendation
    stood: Stood
    reported: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The last word on one recommendation: what was accepted of it, and whether its lead takes it for done."""

    note: str = ""
    done: bool = False


def standing(rows: Iterable[Recommendation]) -> list[Standing]:
    """Each as it stands today, in the order in which they come; the store is asked the same few times for any number.

    The grade is the one to show: D where silence has given it.
    """
    known = list(rows)
    quiet, words, today = silences(known), _words(known), clock.today()
    found = []
    for row in known:
        said = words.get(row.pk, _Words())
        stood = Stood(
            state=row.state,
            response=row.response,
            overdue=rules.overdue(row.state, row.due_on, today),
            note=(said.note or row.response_reason)[:NOTE],
            due_on=row.due_on,
            grade=rules.grade(row.grade, quiet[row.pk], today),
        )
        reported = said.done or row.state in DONE_BY_ITS_WORD
        found.append(Standing(row, stood, reported, row.state in VERIFIED))
    return found


def _words(rows: list[Recommendation]) -> Mapping[UUID, _Words]:
    """Of each, the text of the last report that was accepted, and whether the last word of its lead says done."""
    leads = {row.pk: (row.lead_id, row.lead_name) for row in rows}
    reports = ProgressReport.objects.filter(state__in=ITS_WORD).order_by("as_of", "number")
    if len(leads) <= 500:
        reports = reports.filter(recommendation__in=list(leads))
    found: dict[UUID, _Words] = {}
    for one in reports.values("recommendation_id", "institution_id", "entity", "state", "text", "done"):
        key = one["recommendation_id"]
        if key not in leads:
            continue
        before = found.get(key, _Words())
        by_lead = (one["institution_id"], one["entity"]) == leads[key]
        found[key] = _Words(
            note=one["text"] if one["state"] == states.REPORT_ACCEPTED else before.note,
            done=one["done"] if by_lead else before.done,
        )
    return found
