"""What an institution may ask for in an amendment: its words, its reason, a change that is one. Keeps nothing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from himaya.coordination import amending, composing, no_case, rules_content, states
from himaya.coordination import texts as sentences
from himaya.coordination.models import Amendment, Clause
from himaya.coordination.rules_content import Content
from himaya.kernel import languages
from himaya.kernel.errors import NotNow, NotValid

LONGEST_REASON, LONGEST_TEXT = 600, 8000
# These ask something, so they say what kind of answer they take.
ASKING = (states.QUESTION_CLAUSE, states.INDICATOR)


def reason(text: str) -> str:
    """Why it is asked, in a sentence or two. Raises NotValid."""
    tidy = sentences.sentence(text, longest=LONGEST_REASON)
    no_case.check_said(tidy)
    return tidy


def tidy(texts: Mapping[str, str]) -> dict[str, str]:
    """The words by language, ends trimmed, only what was written. Raises NotValid."""
    found = {code: texts.get(code, "").strip() for code in languages.CODES}
    if any(len(text) > LONGEST_TEXT for text in found.values()):
        raise NotValid(_("This is too long for one clause. Make two of it."), code="clause_long")
    no_case.check_said(*found.values())
    return {code: text for code, text in found.items() if text}


def fill(
    row: Amendment, clause: Clause | None, texts: Mapping[str, str], form: Mapping[str, Any], content: Content
) -> None:
    """Put into an amendment what it asks, and the clause as it was read.

    Raises NotValid when nothing would change, when the place is none, when words are missing or a rule cannot be read
    (its code then begins with the key); NotNow for a clause that is gone.
    """
    if row.op not in states.AMENDMENT_OPS:
        raise NotValid(_("Say what you ask for: reword, add, delete or move."), code="op")
    if clause is None and (row.op != states.INSERT or row.uid):
        raise NotNow(_("This clause is no longer in the text. Look at the text as it is now."), code="clause_gone")
    row.texts = tidy(texts) if row.op in (states.REPLACE, states.INSERT) else {}
    row.form = _tidy_form(form) if row.op in (states.REPLACE, states.INSERT) else {}
    if row.op == states.INSERT:
        _check_new(row)
    else:
        row.kind = ""
    if row.op != states.REPLACE:
        row.changes_meaning = False
    if row.op != states.MOVE:
        row.after = ""
    if clause is not None and row.op != states.INSERT:
        row.clause_revision = clause.revision
        row.before = {"kind": clause.kind, "texts": clause.texts, "form": clause.form}
        if row.op == states.REPLACE:
            _only_what_differs(row, clause)
        if row.op == states.MOVE:
            row.before["after"] = _before(content, clause.uid)
    _check_changes(row, content)


def _tidy_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a typed part as they are asked for: None takes one away. Nothing of one person stands in them."""
    no_case.check_said(*(value for value in form.values() if isinstance(value, str)))
    return dict(form)


def _check_new(row: Amendment) -> None:
    if row.kind not in states.CLAUSE_KINDS:
        raise NotValid(_("Choose what kind of clause it would be."), code="clause_kind")
    if not row.texts:
        raise NotValid(_("Write the words of the new clause, in at least one language."), code="texts_missing")
    if row.kind in ASKING and not row.form.get("type"):
        raise NotValid(_("Choose what kind of answer the question takes."), code="answer_type")


def _only_what_differs(row: Amendment, clause: Clause) -> None:
    row.texts = {code: text for code, text in row.texts.items() if text != clause.texts.get(code, "").strip()}
    row.form = {key: value for key, value in row.form.items() if clause.form.get(key) != value}
    if not row.texts and not row.form:
        raise NotValid(_("Nothing differs from the clause as it is. Change its words first."), code="nothing_changes")


def _before(content: Content, uid: str) -> str:
    """The clause that stands just before, or '' for the first."""
    order = rules_content.uids(content)
    place = order.index(uid)
    return order[place - 1] if place else ""


def _check_changes(row: Amendment, content: Content) -> None:
    try:
        done = amending.applied(row.draft, content, amending.ask_of(row))
    except NotNow as gone:
        raise NotValid(_("Choose a clause of this text after which it would stand."), code="place_unknown") from gone
    if row.form:
        composing.lint(row.draft, done.content, done.uid, set(row.form))
    if amending.is_same(content, done.content):
        raise NotValid(_("It stands there already. Choose another place."), code="nothing_changes")
