"""What can be chosen in each form of the page, what was typed into it, and where its sentence leads."""

from typing import Any

from himaya.institutions.content import load_languages
from himaya.returns import content, rules, states, words
from himaya.returns.access import Opened
from himaya.returns.content import Sentence
from himaya.web import case_labels as labels
from himaya.web.forms import Item, Typed

# Of each form the field with its few words.
WORDS_OF = {
    "talk": "talk_words",
    "fear": "fear_words",
    "choose": "choice_words",
    "not_now": "not_now_words",
    "alone": "alone_words",
    "confirm": "service_words",
    "end": "end_words",
}
FIELDS = (
    "points", "language", "interpreter", *rules.FEARS, "way", "country", "reasons", "alternatives", "review_on",
    "plan", "service", "who_confirms", "reason",
)  # fmt: skip


def of_case(opened: Opened, typed: Typed) -> dict[str, Any]:
    """Every form of the page."""
    table, do, said, wrong = content.words(), typed.said.get("do", ""), typed.said, typed.wrong
    places = {**{name: name for name in FIELDS}, "words": WORDS_OF.get(do, "")}
    return {
        "do": do,
        "said": said,
        "wrong": wrong,
        "wrong_words": {WORDS_OF[do]: wrong["words"]} if do in WORDS_OF and "words" in wrong else {},
        "errors": typed.errors(places),
        "points": sentences(table.points),
        "fears": [
            {
                "name": one.id,
                "legend": labels.said(one.words),
                "chosen": said.get(one.id, ""),
                "error": wrong.get(one.id),
            }
            for one in table.fears.values()
        ],
        "answers": [Item(code, words.SAID[code]) for code in rules.SAID],
        "languages": [Item(row.id, labels.said(row.names)) for row in load_languages()],
        "interpreters": _items(words.INTERPRETERS),
        "choices": _items(words.CHOICES),
        "reasons": sentences(table.reasons),
        "alternatives": sentences(table.alternatives),
        "plans": _items(words.PLANS),
        "services": sentences(table.services),
        "promises": _items(words.PROMISES),
        "promise": said.get("promise") or "stands",
        "end_reasons": [Item(code, words.END_REASONS[code]) for code in states.END_REASONS],
        "chosen": {name: typed.post.getlist(name) for name in ("points", "reasons", "alternatives")},
        "chosen_language": said.get("language") or opened.case.language,
        "latest_review": rules.REVIEW_DAYS,
    }


def sentences(rows: dict[str, Sentence]) -> list[Item]:
    """Sentences of the content as things to choose."""
    return [Item(one.id, labels.said(one.words)) for one in rows.values()]


def _items(table: dict[str, Any]) -> list[Item]:
    return [Item(code, word) for code, word in table.items()]
