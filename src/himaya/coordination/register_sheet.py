"""The register as a list for a spreadsheet: what the actor may know of it, in the words of the page.

Its columns in the middle carry the headings of the template for imports, so that another register can read them in.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from himaya.coordination import rules_gathering
from himaya.coordination import states_following as states
from himaya.coordination import words_following as words
from himaya.coordination.models import Recommendation
from himaya.coordination.queries import recommendations as queries
from himaya.coordination.queries.recommendations import Line, Wanted
from himaya.coordination.words_movement import reference
from himaya.coordination.words_needs import PRIORITIES
from himaya.kernel import languages
from himaya.kernel.actor import Actor

DONE_BY_ITS_WORD = (states.REPORTED_DONE, states.VERIFIED, states.REC_CLOSED)


def header() -> list[str]:
    """The headings: number and source, what was recommended, what became of it."""
    here = languages.current()
    return [
        _("Number"),
        _("Source"),
        *(names[here] for names in rules_gathering.HEADINGS.values()),
        pgettext("of a recommendation", "State"),
        _("Overdue"),
        _("Addressed on"),
        _("Answer"),
        _("Reason for the answer"),
        _("Answered on"),
        _("Last word of the lead"),
        _("Reported done by the lead"),
        _("Verified on"),
        _("Ended on"),
        _("Grade"),
    ]


def rows(actor: Actor, wanted: Wanted) -> Iterator[list[str]]:
    """What matches, in the order of the list on the page."""
    found = queries.narrowed(actor, wanted).select_related("lead", "cluster")
    for line in queries.lines(found.prefetch_related("contributors__institution")):
        yield _row(line)


def _row(line: Line) -> list[str]:
    row = line.row
    said = {
        "lead": row.lead.name if row.lead is not None else row.lead_name,
        "contributors": "; ".join(_contributors(row)),
        "source_on": _day(row.source_on),
        "due_on": _day(row.due_on),
        "priority": str(PRIORITIES.get(row.priority, row.priority)),
        "action_type": str(words.ACTION_TYPES.get(row.action_type, row.action_type)),
    }
    return [
        reference(row.number),
        str(words.SOURCES.get(row.source_kind, row.source_kind)),
        *(said.get(column, getattr(row, column, "")) for column in rules_gathering.COLUMNS),
        str(words.RECOMMENDATION_STATES[row.state]),
        _yes(line.overdue),
        _day(row.addressed_on),
        str(words.RESPONSES.get(row.response, "")),
        row.response_reason,
        _day(row.responded_on),
        _day(row.heard_on),
        _yes(row.state in DONE_BY_ITS_WORD),
        _day(row.verified_on),
        _day(row.ended_on),
        line.grade,
    ]


def _contributors(row: Recommendation) -> Sequence[str]:
    return [one.institution.name if one.institution is not None else one.name for one in row.contributors.all()]


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _yes(said: bool) -> str:
    return _("yes") if said else ""
