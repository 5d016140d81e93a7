"""A form without one of its clauses: what is used while the clause is suspended. Pure.

Source: design/coordination.md section 7, point 10 (suspend, not delete) and do-no-harm 19. The text that was adopted
stays as it is; the form that is filled in meanwhile is this one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from himaya.instruments import leaving
from himaya.instruments.lint.cells import head
from himaya.instruments.lint.finding import Finding
from himaya.instruments.lint.run import lint_document
from himaya.instruments.outcomes import unreachable
from himaya.kernel.errors import NotNow

NEEDED = _(
    "Other clauses read what this one answers, so the form cannot be used without it. "
    "Suspend the whole form instead: put the version before it back in force."
)
EMPTY = _("Nothing is left of this form without the clause. Put the version before it back in force.")
CUT_OFF = _(
    "Without this clause an actor could no longer be told to act in time. "
    "Put the version before it back in force instead of suspending the clause."
)
SCORE = "SCORE"
# Rows that belong to the question before them.
FOLLOWING = ("source", leaving.APPEARANCE)


def has_clause(document: Mapping[str, Any], uid: str) -> bool:
    """Whether a row of the form is this clause."""
    return bool(uid) and any(row.get("uid") == uid for row in document["survey"])


def without_clause(document: Mapping[str, Any], uid: str) -> dict[str, Any]:
    """The document without a clause: its rows, its part of the score, and groups that are empty then."""
    gone = _with_its_source(document["survey"], uid)
    names = [str(row["name"]) for row in gone]
    rows = [deepcopy(dict(row)) for row in document["survey"] if row not in gone]
    scored = [_scored(row, names) if row.get("uid") == SCORE else row for row in rows]
    survey = _without_empty_groups([row for row in scored if row is not None])
    return {**deepcopy(dict(document)), "survey": survey}


def _with_its_source(survey: Sequence[Mapping[str, Any]], uid: str) -> list[Mapping[str, Any]]:
    """The rows of a clause, each with the "where does this answer come from" or "left without" that follows it."""
    found: list[Mapping[str, Any]] = []
    for before, row in pairwise([{}, *survey]):
        # On a page it belongs to the question before it: left behind, it would be put to another one.
        follows = row.get("appearance") in FOLLOWING and any(before is one for one in found)
        if row.get("uid") == uid or follows:
            found.append(row)
    return found


def _scored(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any] | None:
    """The sum of the score without the terms of these questions; no row when nothing is left to add up."""
    terms = [
        term
        for term in str(row.get("calculation") or "").split(" + ")
        if not any(re.search(rf"\$\{{{re.escape(name)}\}}", term) for name in names)
    ]
    return {**row, "calculation": " + ".join(terms)} if terms else None


def _without_empty_groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in rows:
        opens = found and head(found[-1]) in ("begin_group", "begin_repeat")
        if opens and head(row) in ("end_group", "end_repeat"):
            found.pop()
        else:
            found.append(row)
    return found


def check(document: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Raises NotNow when the form cannot be used without the clause that was taken out of `before`."""
    if not any(row.get("uid") for row in document["survey"]):
        raise NotNow(EMPTY, code="nothing_left")
    findings, xform = lint_document(document)
    if xform is None or (findings and _worse(findings, lint_document(before)[0])):
        raise NotNow(NEEDED, code="clause_needed")
    lost = unreachable(document)
    if lost and set(lost) - set(unreachable(before)):
        raise NotNow(CUT_OFF, code="unreachable")


def _worse(found: Iterable[Finding], before: Iterable[Finding]) -> bool:
    """A finding that was not there before; a form of others has its findings, and may be used with them."""
    known = {(one.code, one.name) for one in before}
    return any((one.code, one.name) not in known for one in found)
