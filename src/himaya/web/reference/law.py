"""The legal library to search: every row with its source, its mark and what leans on it. No person's data.

What a row says is content; a person with the right role writes down here what they read, and a second one confirms it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from himaya.institutions.content import LegalRow, LegalText
from himaya.institutions.content_rows import DRAFT, UNVERIFIED
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.legal import library, queries_library, states
from himaya.legal import policy_library as policy
from himaya.legal.actions import readings
from himaya.legal.library import Article
from himaya.reasonings import words
from himaya.rights import content as rights
from himaya.web.middleware import actor_of
from himaya.web.reference import leaning
from himaya.web.templatetags.words import local

# In Moroccan Arabic an article of this text is a "fasl", of any other a "madda" (domain/style.md).
PENAL_CODE = "penal-code"
LONGEST = 80
VALID: dict[str, Promise] = {
    "known": gettext_lazy("In force since a known day"),
    "unknown": gettext_lazy("No day is known"),
}
MARKS: dict[str, Promise] = {
    library.READ: gettext_lazy("Read in an official text"),
    library.SECOND: gettext_lazy("Read in a second source: advice only"),
    "G": gettext_lazy("General knowledge: to be verified"),
    library.DOUBT: gettext_lazy("Not found, or sources differ: to be verified"),
}
# The same of a row of the content, which names its source beside: only somebody who writes a reading says "official".
OF_CONTENT: dict[str, Promise] = {
    **MARKS,
    library.READ: gettext_lazy("Read in a source"),
    DRAFT: gettext_lazy("A draft, not in force"),
}
# How surely our words were read, by language, and the words of the law themselves.
OUR_WORDS: dict[str, Promise] = {
    "fr": gettext_lazy("Our French words: %(how)s"),
    "ar": gettext_lazy("Our Arabic words: %(how)s"),
}
THE_LAW: dict[str, Promise] = {
    "fr": gettext_lazy("In the words of the law, in French"),
    "ar": gettext_lazy("In the words of the law, in Arabic"),
}
READ_IN = (("fr", "Français"), ("ar", "العربية"))
NOT_COMPARED = gettext_lazy("not yet compared with the text of the law")
STATES: dict[str, Promise] = {
    states.PROPOSED: gettext_lazy("waits for a second person"),
    states.IN_FORCE: gettext_lazy("confirmed, counts today"),
    states.REPLACED: gettext_lazy("replaced by a later reading"),
    states.REFUSED: gettext_lazy("refused or taken back"),
}
FIELDS = ("mark", "languages", "source", "read_on", "penalty", "article", "summary_fr", "summary_ar", "summary_en")


@dataclass(frozen=True)
class Line:
    """One row; `fasl` when Arabic calls it so."""

    row: Any
    fasl: bool


@dataclass(frozen=True)
class Text:
    """A text of law with the rows of it that are left."""

    text: LegalText
    articles: tuple[Line, ...]


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Every row, narrowed by words, library, text, topic, verification, mark and day; what means nothing narrows
    nothing."""
    everything = queries_library.articles()
    asked = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("q", *_choices(everything))}
    for name, allowed in _choices(everything).items():
        asked[name] = asked[name] if asked[name] in allowed else ""
    kept = [one for one in everything.values() if _is_asked_for(one, asked)]
    narrowed = any(asked.values())
    shown = [(library.loaded(name), _texts(name, kept, whole=not narrowed)) for name in library.LIBRARIES]
    context = {
        "shown": [(one, texts) for one, texts in shown if texts],
        "libraries": [library.loaded(name) for name in library.LIBRARIES],
        "texts": [text for name in library.LIBRARIES for text in library.loaded(name).texts],
        "topics": library.topics(),
        "marks": OF_CONTENT.items(),
        "validities": VALID.items(),
        "asked": asked,
        "narrowed": narrowed,
        "total": len(kept),
        "open": sum(1 for one in kept if one.row.to_be_verified),
    }
    return render(request, "reference/legal.html", context)


def _choices(everything: dict[str, Article]) -> dict[str, set[str]]:
    return {
        "library": set(library.LIBRARIES),
        "text": {one.text.id for one in everything.values()},
        "topic": {one.id for one in library.topics()},
        "verified": {"yes", "no"},
        "mark": set(OF_CONTENT),
        "valid": set(VALID),
    }


def _is_asked_for(one: Article, asked: dict[str, str]) -> bool:
    row = one.row
    return all(
        (
            asked["library"] in ("", one.library),
            asked["text"] in ("", one.text.id),
            not asked["topic"] or any(row.id in topic.rows for topic in library.topics() if topic.id == asked["topic"]),
            not asked["verified"] or row.to_be_verified == (asked["verified"] == "no"),
            asked["mark"] in ("", row.mark_in(languages.current())),
            not asked["valid"] or (row.valid_from is not None) == (asked["valid"] == "known"),
            not asked["q"] or _says(one, asked["q"]),
        )
    )


def _says(one: Article, wanted: str) -> bool:
    """Every word that was typed, in any of the three languages, in its number, text, title or summary."""
    texts = (one.row.title, one.row.summary, one.text.names)
    said = " ".join((one.row.article, one.row.id, *(text.in_language(code) for text in texts for code in CODES)))
    return all(word in said.casefold() for word in wanted.casefold().split())


CODES = ("fr", "ar", "en")


def _texts(name: str, kept: list[Article], *, whole: bool) -> list[Text]:
    """The texts of a library with their rows; those without one only where nothing was asked for."""
    of_text: dict[str, list[Article]] = {}
    for one in kept:
        if one.library == name:
            of_text.setdefault(one.text.id, []).append(one)
    return [
        Text(text, tuple(Line(one.row, text.id == PENAL_CODE) for one in of_text.get(text.id, [])))
        for text in library.loaded(name).texts
        if whole or text.id in of_text
    ]


def _doubts(row: LegalRow) -> list[str]:
    """Why it drives nothing, in words: where sources differ, in what."""
    said = {
        "mark": lambda: str(OF_CONTENT[row.mark]),
        "penalty": lambda: _("Of the penalty: %(how)s") % {"how": OF_CONTENT[row.penalty_mark or ""]},
        "conflict": lambda: _("Sources differ: %(what)s") % {"what": local(row.conflict)},
    }
    return [said[why]() for why in row.doubts]


def _by_language(row: LegalRow) -> list[dict[str, Any]]:
    """How surely our words were read in each language of the law, where it is not as surely as what they say."""
    marks = {code: row.mark_in(code) for code in OUR_WORDS}
    return [
        {"code": mark, "said": OUR_WORDS[code] % {"how": _how(mark)}}
        for code, mark in marks.items()
        if mark != row.mark
    ]


def _how(mark: str) -> str:
    said = NOT_COMPARED if mark in UNVERIFIED else OF_CONTENT[mark]
    return str(said)


def _quotations(row: LegalRow) -> list[dict[str, Any]]:
    """Words of the law itself, in each language in which they were found."""
    return [
        {
            "code": code,
            "dir": "rtl" if code == "ar" else "ltr",
            "title": THE_LAW[code],
            "quoted": quoted,
            "mark": OF_CONTENT[quoted.mark],
        }
        for code, quoted in row.quotations.items()
    ]


@require_http_methods(["GET", "POST"])
def article(request: HttpRequest, row: str) -> HttpResponse:
    """One row with all that is known of it, and what leans on it; POST writes down or decides a reading."""
    found = queries_library.articles().get(row)
    if found is None:
        raise NotFound
    if request.method != "POST":
        return _page(request, row, found, QueryDict())
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.path, "account:sign_in")
    policy.check_works(actor)
    try:
        _act(request.POST, row, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="reference:article")
        wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, row, found, request.POST, wrong=wrong, status=refusal.status)
    messages.success(request, _("Written down. It counts once two people have read it."))
    return redirect("reference:article", row=row)


def _act(post: QueryDict, row: str, actor: Actor) -> None:
    do = post.get("do", "")
    if do == "propose":
        summary = tuple(post.get(f"summary_{code}", "") for code in CODES)
        readings.propose(
            row=row,
            said=readings.Said(
                mark=post.get("mark", ""),
                source=post.get("source", ""),
                read_on=_day(post.get("read_on", "")),
                article=post.get("article", ""),
                summary=(summary[0], summary[1], summary[2]),
                penalty=post.get("penalty") == "yes",
                languages=tuple(post.getlist("languages")),
            ),
            by=actor,
        )
        return
    if do not in ("confirm", "refuse"):
        raise NotFound
    # Only one of this row: its page decides no other.
    waiting = queries_library.reading_of(row, _id(post.get("reading", "")))
    if waiting is None:
        raise NotFound
    verb = readings.confirm if do == "confirm" else readings.refuse
    verb(reading_id=waiting.pk, by=actor)


def _day(typed: str) -> date:
    try:
        return days.typed(typed.strip())
    except ValueError:
        raise NotValid(_("Choose the day, the month and the year."), code="read_on") from None


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None


def _page(
    request: HttpRequest,
    row: str,
    found: Article,
    post: QueryDict,
    *,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, wrong = actor_of(request), wrong or {}
    said = queries_library.readings_of(row)
    waiting = next((one for one in said if one.state == states.PROPOSED), None)
    context: dict[str, Any] = {
        "one": found,
        "line": Line(found.row, found.text.id == PENAL_CODE),
        "mark": OF_CONTENT[found.row.mark],
        "doubts": _doubts(found.row),
        "by_language": _by_language(found.row),
        "quotations": _quotations(found.row),
        "penalty_mark": OF_CONTENT.get(found.row.penalty_mark or ""),
        "library": library.loaded(found.library),
        "topics": [one for one in library.topics() if row in one.rows],
        "forms": [one for one in library.forms().forms.values() if row in one.legal],
        "distinctions": [one for one in library.forms().distinctions.values() if row in one.legal],
        "elements": [words.WHYS[why] for why, rows in library.forms().leaning.items() if row in rows],
        "professions": leaning.professions(row),
        "rights": [one for one in rights.catalogue().rights.values() if any(it.id == row for it in one.basis)],
        "readings": [{"row": one, "state": STATES[one.state], "mark": MARKS[one.mark]} for one in said],
        "waiting": waiting,
        "confirms": waiting is not None and policy.may_confirm(actor, waiting),
        "own": waiting is not None and waiting.proposed_by == actor.account_id,
        "proposes": policy.proposes(actor) and waiting is None and not found.row.draft,
        "languages_read": READ_IN,
        "marks": [(code, MARKS[code]) for code in library.LEFT],
        "typed": {**{name: post.get(name, "") for name in FIELDS}, "languages": post.getlist("languages")},
        "today": clock.today().isoformat(),
        "wrong": wrong,
        "errors": [{"id": name if name in FIELDS else "", "sentence": said} for name, said in wrong.items()],
    }
    return render(request, "reference/article.html", context, status=status)
