"""The verbs of a clause: written, added, removed, shifted, its translation checked. The text and its forms go along.

Only while a draft is written or consolidated, only by the secretariat. What an adopted clause means never changes under
its uid: a new meaning gets a new uid that `replaces` the old one, whether or not somebody asks for it.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    composing,
    draft_locks,
    drafting,
    policy,
    rules_amending,
    rules_changes,
    rules_content,
    rules_editing,
    states,
    words_drafts,
    words_tables,
)
from himaya.coordination.composing import Written
from himaya.coordination.models import Clause, Draft
from himaya.coordination.queries import drafts as queries
from himaya.coordination.rules_content import Content
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

MOST_CLAUSES = 1000


def write(
    *,
    draft_id: UUID,
    uid: str,
    texts: Mapping[str, str],
    form: Mapping[str, Any],
    changes_meaning: bool,
    choices: Sequence[Mapping[str, Any]] | None = None,
    seen: int,
    checked: Sequence[str] = (),
    by: Actor,
) -> Clause:
    """Write a clause anew. `seen` is the revision that the page showed, `checked` the languages that were read over.

    Of `form` only the keys of its kind are taken; `choices` is a list of its own, None the one that its type names. An
    adopted clause that comes to mean something else gets a new uid. Raises NotFound, NotPermitted, NotNow when somebody
    changed it since or it is not the moment, NotValid (its code begins with the field).
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = _editable(by, draft_id)
        _held(draft, uid, seen)
        content = drafting.content(draft)
        before = _clause(content, uid)
        new, lists = composing.compose(content, before, Written(texts, form, choices))
        new_uid = _uid(draft, {**content, "lists": lists}, uid, new, changes_meaning=changes_meaning)
        if new_uid != uid:
            # Rules of other clauses read the node by its name, which stays.
            kept = {"name": rules_content.node_name(before), **new["form"]}
            new = {**new, "uid": new_uid, "replaces": uid, "form": kept}
        found = rules_editing.replaced({**content, "lists": lists}, uid, new)
        composing.lint(draft, found, new_uid, composing.changed_keys(before["form"], new["form"]))
        if found != content:
            _keep(u, draft, found, new_uid)
            verb = "clause.written" if new_uid == uid else "clause.replaced"
            u.log(verb, object_type="draft", object_id=draft.pk)
        _read_over(u, draft, new_uid, checked)
        return Clause.objects.get(draft=draft, uid=new_uid)


def _keep(u: Unit, draft: Draft, found: Content, uid: str) -> None:
    """Write the text; a clause of which only the choices changed is another one than a page showed, too."""
    if uid not in drafting.write(u, draft, found):
        Clause.objects.filter(draft=draft, uid=uid).update(revision=F("revision") + 1)


def add(
    *,
    draft_id: UUID,
    after: str,
    kind: str,
    texts: Mapping[str, str],
    form: Mapping[str, Any],
    choices: Sequence[Mapping[str, Any]] | None = None,
    forms: Sequence[str] | None = None,
    parent: str | None = None,
    checked: Sequence[str] = (),
    by: Actor,
) -> Clause:
    """Add a clause after another ('' at the beginning), in the forms named, else where that one is asked.

    After a section it is the first inside it; `parent` names another section, '' the top. Raises NotNow when `after`
    is gone or it is not the moment, NotFound, NotPermitted, NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = _editable(by, draft_id)
        content = drafting.content(draft)
        if kind not in states.CLAUSE_KINDS:
            raise NotValid(words_drafts.WRONG["clause_kind"], code="kind.clause_kind")
        if len(content["clauses"]) >= MOST_CLAUSES:
            raise NotNow(_("A text has a thousand clauses at most. Split it in two documents."), code="text_long")
        uid = _fresh_uid(draft, content, after, kind)
        new, lists = composing.compose(content, composing.new_clause(uid, kind), Written(texts, form, choices))
        _check_forms(content, forms)
        try:
            found = rules_editing.inserted({**content, "lists": lists}, new, after=after, forms=forms, parent=parent)
        except (KeyError, ValueError) as gone:
            raise NotNow(words_drafts.PLACE_GONE, code="place_gone") from gone
        composing.lint(draft, found, uid, set(new["form"]))
        drafting.write(u, draft, found)
        _read_over(u, draft, uid, checked)
        u.log("clause.added", object_type="draft", object_id=draft.pk, code=kind)
        return Clause.objects.get(draft=draft, uid=uid)


def remove(*, draft_id: UUID, uid: str, seen: int, by: Actor) -> None:
    """Take a clause out of the text and of every form. Raises NotNow for a section that still holds clauses or when
    somebody changed it since; NotFound, NotPermitted."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = _editable(by, draft_id)
        _held(draft, uid, seen)
        try:
            found = rules_editing.deleted(drafting.content(draft), uid)
        except ValueError as full:
            raise NotNow(
                _("This section still holds clauses. Move or delete them first, then delete the section."),
                code="section_holds",
            ) from full
        drafting.write(u, draft, found)
        u.log("clause.removed", object_type="draft", object_id=draft.pk)


def shift(*, draft_id: UUID, uid: str, after: str, parent: str | None = None, by: Actor) -> None:
    """Move a clause, and all that stands under it, after another ('' to the beginning); in the forms too.

    `parent` as in `add`. Raises NotNow when it would move into itself or stands there already; NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = _editable(by, draft_id)
        content = drafting.content(draft)
        try:
            found = rules_editing.moved(content, uid, after=after, parent=parent)
        except KeyError as gone:
            raise NotNow(words_drafts.PLACE_GONE, code="place_gone") from gone
        except ValueError as inside:
            raise NotNow(
                _("A section cannot move into itself. Choose a place outside it."), code="into_itself"
            ) from inside
        if (found["clauses"], found["forms"]) == (content["clauses"], content["forms"]):
            raise NotNow(_("This clause stands there already. Choose another place."), code="stands_there")
        drafting.write(u, draft, found)
        u.log("clause.moved", object_type="draft", object_id=draft.pk)


def check_translation(*, draft_id: UUID, uid: str, language: str, seen: int, by: Actor) -> None:
    """Say that somebody who knows the language read a clause in it and it is right.

    Raises NotNow when it is checked already, not written, or was changed since; NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    if language not in languages.CODES:
        raise NotFound
    with unit(by=by) as u:
        draft = _editable(by, draft_id)
        row = _held(draft, uid, seen)
        if row.translation[language] == states.MISSING:
            raise NotNow(_("This clause is not written in this language yet. Write it first."), code="not_written")
        if row.translation[language] == states.CHECKED:
            raise NotNow(_("Somebody checked this translation already. Nothing is left to do here."), code="is_checked")
        _read_over(u, draft, uid, [language])


def _read_over(u: Unit, draft: Draft, uid: str, checked: Sequence[str]) -> None:
    """Mark the languages of a clause that somebody read over; what is not written stays missing."""
    row = Clause.objects.get(draft=draft, uid=uid)
    done = [code for code in languages.CODES if code in checked and row.translation[code] == states.TO_CHECK]
    if not done:
        return
    for code in done:
        setattr(row, f"state_{code}", states.CHECKED)
    row.save(update_fields=[f"state_{code}" for code in done])
    u.log("clause.checked", object_type="draft", object_id=draft.pk, code="-".join(done))


def _editable(by: Actor, draft_id: UUID) -> Draft:
    draft = draft_locks.lock_draft(by, draft_id)
    cycle = draft.document.cycle
    if cycle.state != states.OPEN or cycle.recorded:
        raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
    if states.leads_to(states.DRAFT_TRANSITIONS, "edit", draft.state) is None:
        raise NotNow(words_drafts.NOT_IN_STATE[draft.state], code=f"draft_{draft.state}")
    return draft


def _held(draft: Draft, uid: str, seen: int) -> Clause:
    row = Clause.objects.filter(draft=draft, uid=uid).first()
    if row is None:
        raise NotFound(words_drafts.GONE, code="clause_gone")
    if row.revision != seen:
        raise NotNow(words_drafts.CHANGED, code="clause_changed")
    return row


def _clause(content: Content, uid: str) -> rules_content.Clause:
    found = rules_content.clause_of(content, uid)
    if found is None:
        raise NotFound(words_drafts.GONE, code="clause_gone")
    return found


def _uid(draft: Draft, content: Content, uid: str, new: rules_content.Clause, *, changes_meaning: bool) -> str:
    """The uid that a rewritten clause goes by: a fresh one when an adopted meaning changes."""
    base = drafting.base_content(draft)
    adopted = rules_content.clause_of(base, uid)
    if adopted is None:
        # Nothing was ever answered under this uid, so it may still come to mean something else.
        return uid
    if not changes_meaning and rules_changes.meaning(base, adopted) == rules_changes.meaning(content, new):
        return uid
    return rules_content.free_uid(uid, queries.known_uids(draft.document))


def _fresh_uid(draft: Draft, content: Content, after: str, kind: str) -> str:
    near = rules_content.clause_of(content, after)
    return rules_amending.next_uid(rules_amending.series_of(near, kind), queries.known_uids(draft.document))


def _check_forms(content: Content, forms: Sequence[str] | None) -> None:
    known = {layout["name"] for layout in content["forms"]}
    if forms is not None and not set(forms) <= known:
        raise NotValid(_("Choose among the forms of this text."), code="forms.form_unknown")
