"""What is known of one clause of one version: its words, its form, and what became of it since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import rules_content, states, words_drafts
from himaya.coordination.models import Decision, EditionForm
from himaya.coordination.queries import releases
from himaya.instruments import queries
from himaya.instruments.models import InForce, Version
from himaya.instruments.source import Choice, Row, from_document
from himaya.kernel import languages
from himaya.kernel.errors import NotFound

UNKNOWN = _("There is no such question here. Look at the form again, or at the forms in force.")
DIRECTIONS = {"fr": "ltr", "ar": "rtl", "en": "ltr"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The clause in one language."""

    language: str
    direction: str
    text: str
    hint: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a version. `wordings` has the page's language first; `kind` is a word."""

    version: Version
    uid: str
    kind: str | Promise
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What became of it. `in_force` since a day, or not; `now` is the version in force where that is another one.

    `still_asked`: that one asks the same clause; else `replaced_by` is the uid that took its place, or ''.
    """

    in_force: date | None
    now: Version | None
    still_asked: bool
    replaced_by: str


def version_of(version_id: int) -> Version:
    """Raises NotFound."""
    found = Version.objects.filter(pk=version_id).first()
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def clause_of(version: Version, uid: str, why: releases.Why | None) -> Clause:
    """The clause in the words of this version; where it is off the screens, in those adopted. Raises NotFound."""
    form = from_document(version.source)
    row = next((one for one in form.survey if one.uid == uid), None) if uid else None
    if row is not None:
        wordings = tuple(_wordings(row, form.choices.get(row.list_name, ())))
    elif why is not None:
        wordings = tuple(_adopted(why.texts))
    else:
        raise NotFound(UNKNOWN)
    return Clause(version, uid, words_drafts.CLAUSE_KINDS.get(_kind(version, uid, why), ""), wordings)


def _kind(version: Version, uid: str, why: releases.Why | None) -> str:
    if why is not None:
        return why.kind
    clause = rules_content.clause_of(rules_content.from_documents([version.source]), uid)
    return str(clause["kind"]) if clause else ""


def _wordings(row: Row, choices: tuple[Choice, ...]) -> Iterator[Wording]:
    for code in _ordered():
        offered = tuple(choice.label.get(code, choice.value) for choice in choices)
        if row.label.get(code):
            yield Wording(code, DIRECTIONS[code], row.label[code], row.hint.get(code, ""), offered)


def _adopted(texts: Mapping[str, str]) -> Iterator[Wording]:
    for code in _ordered():
        if texts.get(code):
            yield Wording(code, DIRECTIONS[code], texts[code], "", ())


def _ordered() -> list[str]:
    """The page's language, then the others."""
    return sorted(languages.CODES, key=lambda code: code != languages.current())


def since(version: Version, uid: str) -> Since:
    """Whether this version is in force, and what the one in force does with the clause."""
    forced = InForce.objects.select_related("version").filter(name=version.name).first()
    if forced is None or forced.version_id == version.pk:
        return Since(forced.since if forced else None, None, still_asked=False, replaced_by="")
    still = any(row.get("uid") == uid for row in forced.version.source["survey"])
    return Since(None, forced.version, still, "" if still else _successor(forced.version, uid))


def _successor(now: Version, uid: str) -> str:
    form = _edition_form(now)
    content: Mapping[str, Any] = form.edition.content if form is not None else rules_content.empty()
    asked = {row.get("uid") for row in now.source["survey"]}
    return next((one["uid"] for one in content["clauses"] if one["replaces"] == uid and one["uid"] in asked), "")


def _edition_form(version: Version) -> EditionForm | None:
    rows = EditionForm.objects.filter(version=version).select_related("edition__decision__table")
    return rows.order_by("-edition__number").first()


def adopted_in(version: Version, why: releases.Why | None) -> Decision | None:
    """The decision that adopted the words, also of a version that is only tried so far; None for a model.

    A form that was adopted as it was shipped has no edition: its document names the version.
    """
    if why is not None:
        return why.adopted.decision
    form = _edition_form(version)
    if form is not None:
        return form.edition.decision
    rows = Decision.objects.filter(document__version=version, state__in=states.BINDING).select_related("table")
    return rows.order_by("concluded_at").first() if version.adoption else None


def is_tried(version: Version, desk_id: str) -> bool:
    """True where this desk tries the version."""
    return queries.is_tried(version.pk, desk_id)
