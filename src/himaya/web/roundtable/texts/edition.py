"""What was adopted: the whole text for ever, what was held back, the forms that came of it, what changed in it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.coordination import drafting, rules_changes, rules_content, words_drafts, words_tables
from himaya.coordination.models import Edition
from himaya.coordination.queries import drafts as queries
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.texts import lines, preview
from himaya.web.roundtable.texts.lines import WAY


@require_safe
@at_the_table
def one(request: HttpRequest, actor: Actor, edition_id: UUID) -> HttpResponse:
    """The adopted text, whole, each reservation beside its clause."""
    edition = queries.edition_of(actor, edition_id)
    content = drafting.of_edition(edition)
    held = _held(edition)
    whole = [(line, held.pop(line.uid, [])) for line in lines.of_content(content)]
    context = _about(edition) | {
        "lines": whole,
        # A reservation on the whole, and one on a clause that this text does not have under this name.
        "held": [one for each in held.values() for one in each],
        "forms": [(one.name, _title(content, one.name), one.version) for one in queries.edition_forms(edition)],
        "later": queries.editions_of(edition.document)[0].number > edition.number,
    }
    return render(request, "roundtable/texts/edition.html", context)


def _about(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition,
        "document": edition.document,
        "kind": words_tables.DOCUMENT_KINDS.get(edition.document.kind, edition.document.kind),
        "title": languages.pick(edition.content.get("titles", {})) or edition.document.title,
        "weight": words_drafts.CLASSES.get(edition.change_class, edition.change_class),
    }


def _title(content: rules_content.Content, name: str) -> str:
    head: dict[str, Any] = next((one["head"] for one in content["forms"] if one["name"] == name), {})
    title = head.get("title")
    return languages.pick(title) if isinstance(title, dict) else str(title or name)


def _held(edition: Edition) -> dict[str, list[dict[str, Any]]]:
    """The reservations as they were frozen, by clause, and whether they have been lifted since."""
    frozen = edition.content.get("reservations", [])
    names = queries.institution_names({one["institution"] for one in frozen})
    rows = queries.reservations_of(edition)
    found: dict[str, list[dict[str, Any]]] = {}
    for one in frozen:
        row = rows.get((one["uid"], one["institution"]))
        said = {**one, "name": names.get(one["institution"], one["institution"]), "row": row}
        found.setdefault(one["uid"], []).append(said)
    return found


@require_safe
@at_the_table
def changes(request: HttpRequest, actor: Actor, edition_id: UUID) -> HttpResponse:
    """What this edition changed against the one before."""
    edition = queries.edition_of(actor, edition_id)
    new = drafting.of_edition(edition)
    base = drafting.of_edition(edition.base) if edition.base is not None else rules_content.empty()
    found = rules_changes.compare(base, new)
    before, after = ({one["uid"]: one for one in each["clauses"]} for each in (base, new))
    context = _about(edition) | {
        "changes": [
            {
                "change": one,
                "chips": lines.chips(one),
                "texts": _texts(before.get(one.replaces or one.uid), after.get(one.uid)),
                "fields": [words_drafts.KEYS.get(key, key) for key in one.fields],
            }
            for one in found.changes
        ],
    }
    return render(request, "roundtable/texts/changes.html", context)


def _texts(before: Any, after: Any) -> list[dict[str, Any]]:
    """The wording in each language, before and after."""
    old, new = (each["texts"] if each else {} for each in (before, after))
    return [
        {"language": code, "name": words_drafts.LANGUAGES[code], "old": old.get(code, ""), "new": new.get(code, "")}
        for code in languages.CODES
        if old.get(code) or new.get(code)
    ]


@require_safe
@at_the_table
def form(request: HttpRequest, actor: Actor, edition_id: UUID, name: str) -> HttpResponse:
    """A form as this edition made it, to be read in each language."""
    edition = queries.edition_of(actor, edition_id)
    row = next((one for one in queries.edition_forms(edition) if one.name == name), None)
    if row is None:
        raise NotFound
    language = request.GET.get("in", languages.current())
    language = language if language in languages.CODES else languages.current()
    context = _about(edition) | {
        "row": row,
        "screens": preview.read_only(row.version.source, language),
        "language": language,
        "way": WAY[language],
        "spoken": [(code, words_drafts.LANGUAGES[code]) for code in languages.CODES],
    }
    return render(request, "roundtable/texts/edition_form.html", context)
