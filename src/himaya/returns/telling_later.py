"""What a line of a child, of papers, of the way or of the time after it says, as short sentences."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.kernel import days, languages
from himaya.returns import content_later, states, words_later
from himaya.returns.said import Said


def _word(table: Mapping[str, Promise], code: object) -> str:
    return str(table.get(str(code), ""))


def _day(typed: object) -> str:
    return days.in_words(date.fromisoformat(str(typed)), languages.current()) if typed else ""


def _best_interest(one: Said) -> list[str]:
    said = one.words
    heard = [_word(words_later.HEARD, code) for code in said.get("heard", ())]
    return [
        _word(words_later.OUTCOMES, said.get("outcome")),
        said.get("who", ""),
        _day(said.get("on")),
        said.get("country", ""),
        _("Heard: %(who)s") % {"who": languages.listed(heard)} if heard else _("Nobody was heard"),
    ]


def _view(one: Said) -> list[str]:
    return [
        _word(words_later.STAGES, one.code),
        _word(words_later.VIEWS, one.words.get("view")),
        one.words.get("how", ""),
    ]


def _family(one: Said) -> list[str]:
    said = one.words
    asked = (
        (_("Agrees: %(said)s"), "agrees"),
        (_("Is able: %(said)s"), "able"),
        (_("Had a part: %(said)s"), "implicated"),
    )
    told = [sentence % {"said": _word(words_later.SAID, said[name])} for sentence, name in asked if name in said]
    return [_word(words_later.GOES_TO, said.get("goes_to")), *told, said.get("who", "")]


def _proceeding(one: Said) -> list[str]:
    return [
        _word(words_later.PROCEEDINGS[one.kind], one.words.get("how") or one.code),
        one.words.get("who", ""),
        _day(one.words.get("on")),
    ]


def _fitness(one: Said) -> list[str]:
    needs = [_word(words_later.NEEDS, code) for code in one.words.get("needs", ())]
    said = _word(words_later.FITNESS, one.words.get("said"))
    return [said, *needs, one.words.get("who", ""), _day(one.words.get("on"))]


def _no_word(one: Said) -> list[str]:
    table = content_later.words().no_word
    return [table[code].words.in_language(languages.current()) for code in one.words.get("done", ()) if code in table]


def _plan(one: Said) -> list[str]:
    sentence = _("%(label)s: %(said)s")
    return [
        sentence % {"label": _word(words_later.DIMENSIONS, code), "said": said}
        for code, said in one.words.items()
        if said
    ]


def _budget(one: Said) -> list[str]:
    said = one.words
    until = _("until %(day)s") % {"day": _day(said["until"])} if said.get("until") else ""
    return [
        _word(words_later.DIMENSIONS, said.get("dimension")),
        _word(words_later.LEVELS, said.get("level")),
        said.get("what", ""),
        f"{said.get('amount', '')} {said.get('currency', '')}".strip(),
        said.get("payer", ""),
        until,
    ]


def _monitored(one: Said) -> list[str]:
    again = _word(words_later.AGAIN, one.words.get("again"))
    return [
        _("Month %(number)s") % {"number": one.code} if one.code != "0" else _("Beside the plan"),
        _word(words_later.REACHED, one.words.get("reached")),
        _("Began anew: %(said)s") % {"said": again},
    ]


def _who(one: Said) -> list[str]:
    return [one.words.get("who", "")]


def _nothing(one: Said) -> list[str]:
    return []


PARTS: dict[str, Callable[[Said], list[str]]] = {
    states.BEST_INTEREST: _best_interest,
    states.CHILD_VIEW: _view,
    states.FAMILY_ASSESSED: _family,
    states.TRACING: _nothing,
    states.CONSULAR: _nothing,
    states.DOCUMENT: lambda one: [
        _word(words_later.PAPER_KINDS, one.words.get("what")),
        _word(words_later.PAPERS, one.code),
    ],
    **dict.fromkeys(words_later.PROCEEDINGS, _proceeding),
    states.FITNESS: _fitness,
    states.ESCORT: lambda one: [_word(words_later.PARTS, one.code), one.words.get("who", "")],
    states.TRANSIT: lambda one: [_word(words_later.TRANSITS, one.code), one.words.get("who", "")],
    states.MADE_READY: _nothing,
    states.ASKED_AT_GATE: _nothing,
    states.BOARDED: _nothing,
    states.RECEPTION: _who,
    states.NO_WORD: _no_word,
    states.REINTEGRATION: _plan,
    states.BUDGET: _budget,
    states.MONITORED: _monitored,
    states.ADVERSE: lambda one: [_word(words_later.ADVERSE, one.words.get("what"))],
}
