"""The verbs of a draft: begun from what is there, read in from a spreadsheet, put before the table, withdrawn.

One draft of a document is under way at a time; the database insists. What was adopted or shipped before needs no new
check of its translation.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    catalogue_text,
    draft_locks,
    drafting,
    locks_consulting,
    no_case,
    policy,
    readiness,
    rules_audience,
    rules_content,
    spreadsheets,
    states,
    words_drafts,
)
from himaya.coordination.actions import documents
from himaya.coordination.models import Clause, Document, Draft, Edition
from himaya.coordination.queries import drafts as queries
from himaya.coordination.rules_content import Content
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

EDITION, FORMS, EMPTY, CATALOGUE = "edition", "forms", "empty", "catalogue"
SOURCES = (EDITION, FORMS, EMPTY, CATALOGUE)
# What a reader of spreadsheets says, each with what to do.
NOT_READ: Mapping[str, Promise] = {
    "too_large": _("This file is larger than 1 MB. A form is smaller: send the spreadsheet alone, without pictures."),
    "no_spreadsheet": _("This file is not a spreadsheet of a form. Send an .xlsx file with a sheet called survey."),
    "too_long": _("This form has more than a thousand rows. Split it in two."),
    "no_rows": _("The sheet called survey is empty. Write the questions there, then send it again."),
    "no_name": _("A row of the sheet called survey has no name. Give each row a name, then send it again."),
    "uid": _("The uid of a row is too long or holds a space or a slash. Use letters, digits and hyphens."),
    "shape": _("A cell of this spreadsheet holds what cannot stand there. Compare it with an exported form."),
}


def begin(*, document_id: UUID, source: str, names: Sequence[str] = (), by: Actor) -> Draft:
    """Begin a new version of a text: from what is adopted, from forms of the house (by `names`), or empty.

    An indicator set can also begin from the catalogue of indicators.

    Raises NotNow when one is under way or the cycle is closed; NotValid, NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        document = draft_locks.lock_document(by, document_id)
        _check_none(document)
        base = queries.last_edition(document)
        content = _source(document, base, source, names)
        draft = _new(document, base, by)
        drafting.write(u, draft, content, checked=True)
        u.log("draft.begun", object_type="draft", object_id=draft.pk, code=source)
        return draft


def import_form(*, document_id: UUID, content: bytes, by: Actor) -> Draft:
    """Read a form in from a spreadsheet (.xlsx) into the draft under way while it is empty, or into a new one.

    Where the adopted text has several forms, the one that was sent takes the place of its namesake. Raises NotValid
    with the reader's sentence, NotNow when a text under way holds clauses already; NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        document = draft_locks.lock_document(by, document_id)
        draft = Draft.objects.filter(document=document, state__in=states.DRAFT_UNDER_WAY).select_related("base").first()
        if draft is not None and (draft.state != states.DRAFTED or draft.clauses.exists()):
            raise NotNow(UNDER_WAY, code="draft_under_way")
        base = draft.base if draft is not None else queries.last_edition(document)
        before = drafting.of_edition(base) if base is not None else rules_content.empty()
        new = _read(document, before, content)
        draft = draft or _new(document, base, by)
        drafting.write(u, draft, new)
        _known_translations(draft, before)
        u.log("draft.imported", object_type="draft", object_id=draft.pk)
        return draft


def set_audience(*, draft_id: UUID, audience: str, by: Actor) -> Draft:
    """Say whose form a text is that came without one: what answers suggest depends on who fills the form in.

    Raises NotValid for an unknown audience; NotNow where each form says whose it is, or in a state that stands still;
    NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = draft_locks.lock_draft(by, draft_id)
        _after(draft, "edit")
        if not rules_audience.is_owed(drafting.content(draft), draft.document.kind):
            raise NotNow(_("Each form of this text says whose it is already."), code="audience_known")
        if audience not in rules_audience.AUDIENCES:
            raise NotValid(_("Choose whose form it is."), code="audience")
        draft.audience = audience
        draft.revision += 1
        draft.save(update_fields=["audience", "revision"])
        u.log("draft.audience_set", object_type="draft", object_id=draft.pk, code=audience)
        return draft


def table(*, draft_id: UUID, by: Actor) -> Draft:
    """Put a draft before the table: it must be whole, and from now on the next agenda proposes it.

    Raises NotNow with the sentence of the first thing that is missing; NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = draft_locks.lock_draft(by, draft_id)
        after = _after(draft, "table")
        readiness.check(draft)
        draft.state = after
        draft.save(update_fields=["state"])
        document = draft.document
        if document.decide_on is None:
            document.decide_on = clock.today()
            document.save(update_fields=["decide_on"])
        if document.state not in (states.PREPARED, states.DEFERRED):
            documents.set_state(document_id=document.pk, state=states.PREPARED, by=by)
        u.log("draft.tabled", object_type="draft", object_id=draft.pk)
        return draft


def take_back(*, draft_id: UUID, by: Actor) -> Draft:
    """Take a draft back from the table, so that its words can change.

    Raises NotNow when it is not there or a question on it is put; NotFound, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = draft_locks.lock_draft(by, draft_id)
        after = _after(draft, "take_back")
        locks_consulting.check_no_question(draft.document)
        draft.state = after
        draft.save(update_fields=["state"])
        u.log("draft.taken_back", object_type="draft", object_id=draft.pk)
        return draft


def withdraw(*, draft_id: UUID, reason: str, by: Actor) -> Draft:
    """Give a draft up, with the reason; what was adopted before stays. Raises NotNow, NotValid, NotFound, NotPermitted.

    An open consultation is closed first: what institutions said must not fall silent.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = draft_locks.lock_draft(by, draft_id)
        after = _after(draft, "withdraw")
        if draft.state == states.IN_CONSULTATION:
            raise NotNow(words_drafts.NOT_IN_STATE[draft.state], code="draft_consultation")
        draft.state, draft.reason = after, no_case.reason(reason)
        draft.save(update_fields=["state", "reason"])
        u.log("draft.withdrawn", object_type="draft", object_id=draft.pk)
        return draft


UNDER_WAY = _("A version of this text is under way already. Go on with it, or withdraw it; then begin another one.")


def _check_none(document: Document) -> None:
    if Draft.objects.filter(document=document, state__in=states.DRAFT_UNDER_WAY).exists():
        raise NotNow(UNDER_WAY, code="draft_under_way")


def _new(document: Document, base: Edition | None, by: Actor) -> Draft:
    last = Draft.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
    return Draft.objects.create(
        document=document,
        number=last + 1,
        base=base,
        state=states.DRAFTED,
        author=by.account_id,
        opened_on=clock.today(),
    )


def _source(document: Document, base: Edition | None, source: str, names: Sequence[str]) -> Content:
    if source == EMPTY:
        return rules_content.empty()
    if source == EDITION:
        if base is None:
            raise NotNow(_("Nothing of this text is adopted yet. Begin it from a form, or empty."), code="no_edition")
        return drafting.of_edition(base)
    if source == CATALOGUE and document.kind == states.INDICATOR_SET:
        return catalogue_text.content()
    if source != FORMS:
        raise NotValid(_("Choose what the text begins from."), code="source")
    wanted = [one for one in queries.forms_to_begin_from() if one.name in names]
    if not wanted or {one.name for one in wanted} != set(names):
        raise NotValid(_("Choose at least one form of the list."), code="names")
    _check_owned(document, {one.name for one in wanted})
    try:
        return rules_content.from_documents([one.source for one in wanted])
    except ValueError as two:
        raise NotValid(
            _("Two of these forms have another list of choices under one name. Begin with one of them."), code="names"
        ) from two


def _check_owned(document: Document, names: set[str]) -> None:
    owned = queries.owners_of_forms(names, document)
    if owned:
        raise NotValid(
            str(_("The form %(name)s belongs to another adopted text. Begin a new version of that one."))
            % {"name": owned[0]},
            code="form_owned",
        )


def _read(document: Document, before: Content, sent: bytes) -> Content:
    try:
        name = readiness.name_of_form(document)
        found = spreadsheets.imported(sent, before, kind=document.kind, name=name)
    except spreadsheets.NotAForm as refusal:
        if refusal.reason:
            sentence = str(_("The form cannot be made from this spreadsheet: %(reason)s")) % {"reason": refusal.reason}
            raise NotValid(sentence, code=refusal.code) from refusal
        raise NotValid(NOT_READ[refusal.code], code=refusal.code) from refusal
    _check_owned(document, spreadsheets.forms_named(found))
    no_case.check_said(*spreadsheets.texts_in(found))
    return found


def _known_translations(draft: Draft, before: Content) -> None:
    """A prose that was adopted in the same words needs no new check."""
    known = {one["uid"]: one["texts"] for one in before["clauses"]}
    for row in Clause.objects.filter(draft=draft, uid__in=known):
        same = [code for code in languages.CODES if row.texts[code] and row.texts[code] == known[row.uid].get(code)]
        for code in same:
            setattr(row, f"state_{code}", states.CHECKED)
        row.save(update_fields=[f"state_{code}" for code in same])


def _after(draft: Draft, verb: str) -> str:
    after = states.leads_to(states.DRAFT_TRANSITIONS, verb, draft.state)
    if after is None:
        raise NotNow(words_drafts.NOT_IN_STATE[draft.state], code=f"draft_{draft.state}")
    return after
