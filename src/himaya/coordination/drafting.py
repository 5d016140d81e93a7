"""A draft as rows and as content: read whole, changed as data by `rules_editing`, written back clause by clause."""

from collections.abc import Iterable
from typing import Any

from himaya.coordination import rules_content, states
from himaya.coordination.models import Clause, Draft, Edition
from himaya.kernel import languages
from himaya.kernel.unit import Unit

# What a row of a clause takes from the content.
WRITTEN = [
    "kind", "parent", "position", "form", "replaces", "revision",
    *(f"{part}_{code}" for part in ("text", "state") for code in languages.CODES),
]  # fmt: skip


def content(draft: Draft) -> rules_content.Content:
    """The content of a draft, as `rules_content` reads it."""
    return content_of(draft, Clause.objects.filter(draft=draft).order_by("position", "uid"))


def content_of(draft: Draft, rows: Iterable[Clause]) -> rules_content.Content:
    """The same, of clauses that were read already."""
    return {"clauses": [_clause(row) for row in rows], "lists": draft.lists, "forms": draft.forms}


def base_content(draft: Draft) -> rules_content.Content:
    """The content of the edition that a draft follows; empty for the first text of a document."""
    return of_edition(draft.base) if draft.base is not None else rules_content.empty()


def of_edition(edition: Edition) -> rules_content.Content:
    """The content of an edition, without what was decided about it."""
    return {key: edition.content[key] for key in ("clauses", "lists", "forms")}


def write(u: Unit, draft: Draft, new: rules_content.Content, *, checked: bool = False) -> list[str]:
    """Bring the rows of a draft to a new content; returns the uids that changed. The draft is held.

    A prose that changed is to be checked again in its language, unless `checked` (text that was adopted before).
    """
    rows = {row.uid: row for row in Clause.objects.filter(draft=draft)}
    changed: list[str] = []
    fresh: list[Clause] = []
    stale: list[Clause] = []
    for place, clause in enumerate(new["clauses"], start=1):
        known = rows.pop(clause["uid"], None)
        row = known or Clause(draft=draft, uid=clause["uid"])
        shifted = row.position != place
        if _set(row, clause, place, checked=checked) or known is None:
            changed.append(clause["uid"])
        elif not shifted:
            continue
        (stale if known else fresh).append(row)
    if rows:
        Clause.objects.filter(draft=draft, uid__in=rows).delete()
        changed += sorted(rows)
    Clause.objects.bulk_create(fresh)
    Clause.objects.bulk_update(stale, WRITTEN, batch_size=200)
    draft.lists, draft.forms = new["lists"], new["forms"]
    draft.revision += 1
    if u.by.account_id is not None and str(u.by.account_id) not in draft.editors:
        draft.editors = [*draft.editors, str(u.by.account_id)]
    draft.save()
    return changed


def _set(row: Clause, clause: rules_content.Clause, place: int, *, checked: bool) -> bool:
    """Fill a row; True when something but its place differs."""
    before = (row.kind, row.parent, row.texts, row.form, row.replaces)
    for code in languages.CODES:
        text = clause["texts"].get(code, "")
        if row._state.adding or getattr(row, f"text_{code}") != text:
            setattr(row, f"text_{code}", text)
            setattr(row, f"state_{code}", _state(text, checked=checked))
    row.kind, row.parent, row.form = clause["kind"], clause["parent"], clause["form"]
    row.replaces = clause["replaces"]
    differs = before != (row.kind, row.parent, row.texts, row.form, row.replaces)
    if differs and not row._state.adding:
        row.revision += 1
    row.position = place
    return differs


def _state(text: str, *, checked: bool) -> str:
    if not text:
        return states.MISSING
    return states.CHECKED if checked else states.TO_CHECK


def _clause(row: Clause) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "kind": row.kind,
        "parent": row.parent,
        "texts": row.texts,
        "form": row.form,
        "replaces": row.replaces,
    }
