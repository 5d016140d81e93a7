"""The documents of the round tables: the list, and one with its editions, its draft under way and its next step."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.coordination import policy, states, words_drafts, words_tables
from himaya.coordination.models import Cycle, Document, Draft, Edition
from himaya.coordination.queries import drafts as queries
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.texts import steps


@dataclass(frozen=True, slots=True)
class Line:
    """One document of the list: what is adopted of it, and what is under way."""

    row: Document
    kind: str | Promise
    edition: Edition | None
    draft: Draft | None
    chip: Chip | None


@require_safe
@at_the_table
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The documents that the actor may know, by cycle."""
    rows = list(queries.document_list(actor))
    cycles: list[tuple[Cycle, list[Line]]] = [
        (cycle, sorted(map(_line, each), key=_urgency)) for cycle, each in groupby(rows, key=lambda row: row.cycle)
    ]
    adopted = sum(1 for _cycle, each in cycles for line in each if line.edition is not None)
    context = {"cycles": cycles, "headline": _headline(len(rows), adopted)}
    return render(request, "roundtable/texts/documents_list.html", context)


def _urgency(line: Line) -> tuple[bool, bool]:
    """What is under way first, then what is adopted."""
    return line.draft is None, line.edition is None


def _headline(total: int, adopted: int) -> str:
    if not total:
        return _("No document is on its way")
    return ngettext("%(n)d text adopted of %(all)d", "%(n)d texts adopted of %(all)d", adopted) % {
        "n": adopted,
        "all": total,
    }


def _line(row: Any) -> Line:
    draft, edition = next(iter(row.under_way), None), next(iter(row.adopted), None)
    return Line(
        row=row,
        kind=words_tables.DOCUMENT_KINDS.get(row.kind, row.kind),
        edition=edition,
        draft=draft,
        chip=showing.chip(draft.state, words_drafts.DRAFT_STATES, words_drafts.DRAFT_TONES) if draft else None,
    )


@require_safe
@at_the_table
def one(request: HttpRequest, actor: Actor, document_id: UUID) -> HttpResponse:
    """One document: its next step, its draft with the state of each language, its editions."""
    row = queries.document_of(actor, document_id)
    drafts, editions = queries.drafts_of(actor, row), queries.editions_of(row)
    draft = next((one for one in drafts if one.state in states.DRAFT_UNDER_WAY), None)
    context = {
        "row": row,
        "kind": words_tables.DOCUMENT_KINDS.get(row.kind, row.kind),
        "next": steps.of(actor, row, draft, editions[0] if editions else None),
        "draft": draft,
        "chip": showing.chip(draft.state, words_drafts.DRAFT_STATES, words_drafts.DRAFT_TONES) if draft else None,
        "translated": languages_of(queries.translated(queries.clause_rows(draft))) if draft else [],
        "editions": [(one, words_drafts.CLASSES.get(one.change_class, "")) for one in editions],
        "past": [
            (one, showing.chip(one.state, words_drafts.DRAFT_STATES, words_drafts.DRAFT_TONES))
            for one in drafts
            if one.state in (states.DRAFT_REJECTED, states.DRAFT_WITHDRAWN)
        ],
        "may_begin": policy.is_secretariat(actor) and draft is None and _is_open(row),
    }
    return render(request, "roundtable/texts/document.html", context)


def _is_open(row: Document) -> bool:
    return row.cycle.state == states.OPEN and not row.cycle.recorded


def languages_of(counted: list[queries.Translated]) -> list[dict[str, Any]]:
    """Where each language stands, with its name."""
    return [{"name": words_drafts.LANGUAGES[one.language], "of": one, "uid": f"lang-{one.language}"} for one in counted]
