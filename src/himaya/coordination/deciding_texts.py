"""What a question does with the text that it is about: which draft is meant, which of its clauses, what becomes of it.

A document on paper, or one that only names a form of the house, has no draft and goes the way of `deciding`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    drafting,
    locks_consulting,
    readiness,
    rules_changes,
    rules_content,
    rules_editing,
    states,
)
from himaya.coordination.actions import adoptions, documents
from himaya.coordination.models import Decision, Document, Draft, Edition
from himaya.coordination.queries.put_texts import draft_of
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit

NOT_TABLED: dict[str, Promise] = {
    states.DRAFTED: _("This text is still being drafted. Put it before the table first; then put the question."),
    states.IN_CONSULTATION: _(
        "This text is in consultation. Close the consultation and put the text before the table first."
    ),
    states.CONSOLIDATION: _("This text is being consolidated. Put it before the table first; then put the question."),
}


def is_text(document: Document) -> bool:
    """True for a document that is written and decided clause by clause: it has a draft that was not withdrawn."""
    return document.drafts.exclude(state=states.DRAFT_WITHDRAWN).exists() or document.editions.exists()


def check_can_be_put(document: Document) -> Draft | None:
    """The draft that a question on a document is about, held; None for a document that is no text.

    Raises NotNow with the sentence of what is missing: not before the table, another question on it, a gap in it.
    """
    if not is_text(document):
        return None
    Document.objects.select_for_update().get(pk=document.pk)
    rows = Draft.objects.select_for_update(of=("self",)).select_related("document", "base")
    draft = rows.filter(document=document, state__in=states.DRAFT_UNDER_WAY).first()
    if draft is None:
        if document.editions.exists():
            raise NotNow(
                _("This document is adopted already. A new version of it can be put."), code="document_adopted"
            )
        raise NotNow(_("This text has no draft under way. Begin one, then put it before the table."), code="no_draft")
    if draft.state != states.DRAFT_TABLED:
        raise NotNow(NOT_TABLED[draft.state], code="draft_not_tabled")
    locks_consulting.check_no_question(document)
    readiness.check(draft)
    return draft


def parts(draft: Draft, wanted: Sequence[str]) -> list[str]:
    """The clauses that a question is about, by uid, with the new sections in which they stand; none for the whole.

    Raises NotValid for what is no clause or changes nothing, NotNow when these clauses alone make no form.
    """
    asked = list(dict.fromkeys(one for one in (part.strip() for part in wanted) if one))
    if not asked:
        return []
    new, base = drafting.content(draft), drafting.base_content(draft)
    known = {*rules_content.uids(new), *rules_content.uids(base)}
    if not known.issuperset(asked):
        raise NotValid(_("Choose the clauses from the list, or the whole text."), code="parts")
    changed = [one.uid for one in rules_changes.compare(base, new).changes]
    named = _with_sections(new, base, asked)
    if set(changed) <= set(named):
        return []
    merged = rules_editing.merged(base, new, named)
    if not rules_changes.compare(base, merged):
        raise NotValid(_("These clauses are adopted already as they stand. Choose clauses that changed."), code="parts")
    gaps = readiness.form_gaps(draft, merged)
    if gaps:
        raise NotNow(gaps[0].sentence, code=gaps[0].code)
    return named


def _with_sections(new: rules_content.Content, base: rules_content.Content, asked: Iterable[str]) -> list[str]:
    """In the order of the text; a clause does not stand without its section."""
    there, parents = set(rules_content.uids(base)), {one["uid"]: one["parent"] for one in new["clauses"]}
    wanted = set(asked)
    for uid in asked:
        while (uid := parents.get(uid, "")) and uid not in there:
            wanted.add(uid)
    order = [*parents, *(uid for uid in rules_content.uids(base) if uid not in parents)]
    return [uid for uid in order if uid in wanted]


def note(draft: Draft | None) -> dict[str, Any]:
    """What the result of a question keeps of its draft, so that no other text is adopted by it."""
    return {"draft": str(draft.pk), "revision": draft.revision} if draft is not None else {}


def adopt(u: Unit, decision: Decision, reference: str) -> Edition | None:
    """What was decided becomes an edition; None when the question is about no text. The document is held.

    Raises NotNow when the text is not the one that was put.
    """
    draft = draft_of(decision)
    if draft is None:
        return None
    if draft.edition_id is None and draft.revision != decision.result.get("revision"):
        raise NotNow(
            _("This text was changed since the question was put. Take the question back and put it again."),
            code="text_changed",
        )
    return adoptions.adopt(draft_id=draft.pk, decision_id=decision.pk, reference=reference, by=u.by)


def set_back(u: Unit, decision: Decision, *, against: bool) -> None:
    """A text that was not agreed goes back to be drafted; as a whole, and with a majority against it, it ends here.

    What was adopted of the document before stays adopted.
    """
    draft = draft_of(decision)
    if draft is None:
        return
    verb = "reject" if against and not decision.parts else "defer"
    last = draft.document.editions.order_by("-number").first()
    if last is not None:
        state = states.ADOPTED_IN_PART if last.parts else states.ADOPTED
    else:
        state = states.REJECTED if verb == "reject" else states.DEFERRED
    documents.set_state(document_id=draft.document_id, state=state, by=u.by)
    after = states.leads_to(states.DRAFT_TRANSITIONS, verb, draft.state)
    if after is not None:
        draft.state = after
        draft.save(update_fields=["state"])
        u.log("draft.rejected" if verb == "reject" else "draft.deferred", object_type="draft", object_id=draft.pk)
