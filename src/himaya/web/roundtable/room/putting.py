"""The question on a text: the whole, the clauses against which nothing stands, or those that the chair chooses."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import states, wordings, words_drafts
from himaya.coordination.models import AgendaItem, Document, Draft, RoundTable
from himaya.coordination.queries import put_texts
from himaya.coordination.queries.put_texts import Choice
from himaya.kernel.errors import NotValid
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form

WHOLE, UNCONTESTED, CHOSEN = "whole", "uncontested", "chosen"
SCOPES = {
    WHOLE: pgettext_lazy("question", "The whole text"),
    UNCONTESTED: pgettext_lazy("question", "Only the clauses without a reservation or an objection"),
    CHOSEN: pgettext_lazy("question", "Only the clauses ticked below"),
}
UNDECIDED = (states.PREPARED, states.TABLED, states.DEFERRED, states.ADOPTED_IN_PART)
LONGEST = 110


def parts(form: Form, table: RoundTable, document_id: UUID | None) -> list[str]:
    """The clauses that the question names: lines for a document on paper, uids for a text. Raises NotValid."""
    lines, ticked, scope = form.long("parts").splitlines(), form.many("clauses"), form.text("scope")
    document = table.cycle.documents.filter(pk=document_id).first() if document_id else None
    draft = put_texts.tabled(document) if document is not None else None
    if draft is None or not scope:
        return lines
    if scope == UNCONTESTED:
        return _uncontested(draft)
    if scope == CHOSEN and not ticked:
        raise NotValid(_("Tick the clauses that the question is about, or choose the whole text."), code="parts")
    return ticked if scope == CHOSEN else []


def _uncontested(draft: Draft) -> list[str]:
    found = [one.uid for one in put_texts.choices(draft) if not one.contested]
    if not found:
        raise NotValid(
            _("Something stands against every clause that changes. Tick the clauses that the question is about."),
            code="nothing_uncontested",
        )
    return found


def choices(table: RoundTable, item: AgendaItem | None, form: Form | None) -> dict[str, Any]:
    """The documents that a question can be about, and the clauses of the one that the point, or the form, names."""
    open_ = Q(state__in=UNDECIDED) | Q(drafts__state=states.DRAFT_TABLED)
    documents = list(table.cycle.documents.filter(open_).distinct())
    wanted = str(form.typed.get("document") or "") if form else ""
    wanted = wanted or str((item.document_id if item else "") or "")
    draft = _draft(documents, wanted)
    found = put_texts.choices(draft) if draft is not None else []
    return {
        "documents": [Item(str(one.pk), one.title) for one in documents],
        "text": draft,
        "clauses": [_item(one) for one in found],
        "scopes": [Item(code, word) for code, word in SCOPES.items()],
        "contested": sum(one.contested for one in found),
    }


def _draft(documents: list[Document], wanted: str) -> Draft | None:
    document = next((one for one in documents if str(one.pk) == wanted), None)
    return put_texts.tabled(document) if document is not None else None


def _item(one: Choice) -> Item:
    words = " ".join(wordings.written(one.texts).split())
    shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    change = str(words_drafts.CHANGES[one.change.what])
    hint = f"{change} · {_('a reservation or an objection stands against it')}" if one.contested else change
    return Item(one.uid, f"{one.uid} · {shown}", hint)


def clauses(found: dict[str, Any]) -> list[Item]:
    """Clauses with their words by language, as lines of a list."""
    lines = []
    for uid, texts in found.items():
        words = " ".join(wordings.written(texts).split())
        lines.append(Item(uid, f"{uid} · {words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + '…'}"))
    return lines
