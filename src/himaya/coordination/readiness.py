"""Whether a draft may be put before a table and adopted: everything that is missing, each with its sentence."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    canonical,
    drafting,
    rules_audience,
    rules_changes,
    rules_clause,
    rules_content,
    states,
)
from himaya.coordination.models import Amendment, Clause, Comment, Document, Draft
from himaya.instruments import outcomes
from himaya.instruments.lint.finding import Finding
from himaya.instruments.lint.run import lint_document
from himaya.kernel.errors import NotNow


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. `uid` is the clause that it is about, '' for the whole; `detail` names more."""

    code: str
    sentence: str | Promise
    uid: str = ""
    detail: str = ""


# Findings of the linter that mean a circle in the skip rules.
CIRCLES = ("cycle", "self")
SENTENCES: dict[str, Promise] = {
    "nothing_changed": _("Nothing in this text differs from what is adopted already."),
    "no_clause": _("This text has no clause yet. Write or import one first."),
    "comments_open": _("Some comments have no answer. Answer each of them first."),
    "amendments_unsettled": _("Some amendments are not settled. Accept, reject or carry over each of them first."),
    "untranslated": _("Some clauses are not written and checked in French, Arabic and English. Complete them first."),
    "meaning_under_same_uid": _(
        "A clause means something else than before under the same identifier. Give the new meaning a new identifier."
    ),
    "circle": _("The skip rules of this text lead in a circle: a question waits for itself. Mend the skip rule."),
    "form_broken": _("A form cannot be made from this text as it stands. Mend the clause that is named."),
    "unreachable": _(
        "With this text an actor can no longer reach one of the next steps. Look at what reads the answers and mend it."
    ),
}


def gaps(draft: Draft, content: rules_content.Content | None = None) -> list[Gap]:
    """Everything that stands between a draft and its adoption: its text, then its forms."""
    new = drafting.content(draft) if content is None else content
    return [*text_gaps(draft, new), *form_gaps(draft, new)]


def text_gaps(draft: Draft, content: rules_content.Content) -> list[Gap]:
    """What is missing in the text and around it: quick, whatever its length."""
    return list(_gaps(draft, content))


def form_gaps(draft: Draft, content: rules_content.Content) -> list[Gap]:
    """What keeps a form from being made of it: each form is compiled and tried, which takes its time once."""
    return list(_form_gaps(compiled(draft, content))) if content["clauses"] else []


def check(draft: Draft) -> None:
    """Raises NotNow with the sentence of the first gap."""
    found = gaps(draft)
    if found:
        raise NotNow(found[0].sentence, code=found[0].code)


def compiled(draft: Draft, content: rules_content.Content) -> rules_content.Content:
    """The content with its forms: a text without a layout of its own is one form over all its clauses.

    A form that came without a title in every language takes the title of the document.
    """
    document = draft.document
    name = form_name(draft)
    found = rules_content.with_form(content, name=name, kind=document.kind, titles=document.titles)
    return rules_audience.given(rules_content.titled(found, document.titles), draft.audience)


def form_name(draft: Draft) -> str:
    """The name of the one form of a text that brought none."""
    return name_of_form(draft.document)


def name_of_form(document: Document) -> str:
    """The same, before there is a draft."""
    if document.kind == states.REPORTING_POSITION:
        return "reporting-positions"
    return f"text-{str(document.pk)[:8]}"


def _gaps(draft: Draft, new: rules_content.Content) -> Iterator[Gap]:
    if not new["clauses"]:
        yield _gap("no_clause")
        return
    base = drafting.base_content(draft)
    if draft.base_id is not None and not rules_changes.compare(base, new):
        yield _gap("nothing_changed")
    if Comment.objects.filter(consultation__draft=draft, state=states.COMMENT_OPEN).exists():
        yield _gap("comments_open")
    if Amendment.objects.filter(draft=draft, state__in=states.UNSETTLED).exists():
        yield _gap("amendments_unsettled")
    for row in Clause.objects.filter(draft=draft).order_by("position"):
        if _untranslated(row):
            yield _gap("untranslated", row.uid)
    for uid in rules_changes.same_uid_other_meaning(base, new):
        yield _gap("meaning_under_same_uid", uid)


def _untranslated(row: Clause) -> bool:
    """What a clause says it says in every language, and somebody looked at each. A silent row says nothing."""
    if rules_clause.is_silent(row.form):
        return False
    return any(state != states.CHECKED for state in row.translation.values())


def _form_gaps(content: rules_content.Content) -> Iterator[Gap]:
    for layout in content["forms"]:
        document = rules_content.compile_form(content, layout["name"], "0")
        findings, missing = _tried(canonical.canonical(document).decode())
        for one in findings:
            code = "circle" if one.code in CIRCLES else "form_broken"
            yield _gap(code, _uid_of(document, one.name), f"{layout['name']}: {one.sentence()}")
        for step in missing:
            yield _gap("unreachable", "", f"{layout['name']}: {step}")


@lru_cache(maxsize=128)
def _tried(document: str) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What the linter finds in a form, and the next steps that no answers lead to; both are of the form alone."""
    form = json.loads(document)
    findings, _xform = lint_document(form)
    # A prose that is missing in a language has its own sentence above.
    told = tuple(one for one in findings if (one.code, one.cell) != ("language", "label") or "." in one.name)
    return told, () if findings else outcomes.unreachable(form)


def _uid_of(document: Mapping[str, Any], name: str) -> str:
    """The clause of a row, or the first that offers a choice `list.value`."""
    listed = f" {name.partition('.')[0]}" if "." in name else "\0"
    return next(
        (
            str(row.get("uid", ""))
            for row in document["survey"]
            if row.get("name") == name or str(row.get("type", "")).endswith(listed)
        ),
        "",
    )


def _gap(code: str, uid: str = "", detail: str = "") -> Gap:
    return Gap(code, SENTENCES[code], uid, detail)
