"""Codes of a plan as words and chips in the page's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.institutions import catalogue
from himaya.institutions.content import load_languages
from himaya.kernel import clock, days
from himaya.plans import queries, states, words
from himaya.plans.models import Line, LineStep
from himaya.web.case_labels import Item, language, role, said, service

# What every page of a case calls alike, beside what is the plan's own.
__all__ = [
    "Chip", "Item", "beside", "chip", "day_of", "items", "language", "role", "said", "service", "services", "spoken",
    "step", "typed",
]  # fmt: skip
LATE, WAIT, OK, CALM = "late", "wait", "ok", "calm"
_TONES = {
    states.PROPOSED: WAIT,
    states.ACCEPTED: WAIT,
    states.REQUESTED: WAIT,
    states.ACKNOWLEDGED: CALM,
    states.STARTED: CALM,
    states.SUSPENDED: WAIT,
    states.COMPLETED: OK,
}


@dataclass(frozen=True, slots=True)
class Chip:
    tone: str
    word: str


def services() -> list[Item]:
    return [Item(row.id, said(row.names), said(row.plain)) for row in catalogue.services().values()]


def spoken() -> list[Item]:
    return [Item(row.id, said(row.names)) for row in load_languages()]


def items(table: Mapping[str, Promise], codes: Iterable[str] | None = None) -> list[Item]:
    """What can be chosen, in the order of the codes."""
    return [Item(code, str(table[code])) for code in (table if codes is None else codes)]


def chip(line: Line) -> Chip:
    """Where a line stands; late before all."""
    if queries.is_overdue(line):
        return Chip(LATE, _("Overdue: %(state)s") % {"state": words.STATES[line.state]})
    return Chip(_TONES.get(line.state, ""), str(words.STATES[line.state]))


def beside(line: Line) -> str:
    """What stands beside the state: why not, or what was given."""
    table = words.REASONS if line.state == states.NOT_AVAILABLE else words.DELIVERED
    return str(table.get(line.reason or line.delivered, ""))


def step(row: LineStep) -> Mapping[str, object]:
    """One step of a line: when, what, which desk in which role; never who."""
    code = words.REASONS.get(row.code) or words.DELIVERED.get(row.code) or ""
    return {
        "on": row.at.astimezone(clock.here()),
        "what": words.STEPS[row.verb],
        "code": code,
        "row": row,
        "role": role(row.role),
    }


def day_of(typed: str) -> date | None:
    try:
        return days.typed(typed)
    except ValueError:
        return None


def typed(post: QueryDict, name: str, most: int = 80) -> str:
    return post.get(name, "").strip()[:most]
