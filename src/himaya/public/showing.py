"""Published rows as a page shows them: in the page's language, or in one in which they were written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from himaya.kernel import days, languages

Row = Mapping[str, Any]
LONGEST_LABEL = 140


@dataclass(frozen=True)
class Text:
    """A text and its language; '' where it is not known."""

    text: str
    lang: str = ""


def text_of(written: Iterable[Row]) -> Text:
    """A text in the page's language, else in the first in which it was written: French, Arabic, English."""
    known = {row["lang"]: row["text"] for row in written}
    mine = languages.current()
    lang = mine if mine in known else next(iter(known), "")
    return Text(known.get(lang, ""), lang)


def by_language(written: Iterable[Row]) -> dict[str, str | None]:
    """The same for whoever reads JSON: every language, null where it was not written."""
    known = {row["lang"]: row["text"] for row in written}
    return {code: known.get(code) for code in languages.CODES}


def day(iso: str | None) -> str:
    """A day in words; '' for none."""
    return days.in_words(date.fromisoformat(iso), languages.current()) if iso else ""


@dataclass(frozen=True)
class Held:
    """What an institution holds back. `text` is '' where its words are not printed here."""

    institution: str
    clause: str
    label: Text
    text: str
    review_on: str


@dataclass(frozen=True)
class Adopted:
    """One adopted text. `state` is `in_force`, `waiting` or `suspended`."""

    title: Text
    row: Row
    cycle: Text
    decided_on: str
    confirmed_on: str
    since: str
    suspended: str
    state: str
    languages: list[str]
    hash: str
    held: list[Held]


def adopted(rows: Iterable[Row]) -> Iterator[Adopted]:
    """Every adopted text for the page."""
    for row in rows:
        decision = row["decision"]
        yield Adopted(
            title=text_of(row["titles"]),
            row=row,
            cycle=text_of(decision["cycle"]),
            decided_on=day(decision["on"]),
            confirmed_on=day(decision["confirmed_on"]),
            since=day(row["in_force_since"]),
            suspended=day(row["suspended_since"]),
            state=_state(row),
            languages=row["languages"],
            hash=row["sha256"][:12],
            held=[_held(one) for one in row["reservations"]],
        )


def _state(row: Row) -> str:
    if row["suspended_since"]:
        return "suspended"
    return "in_force" if row["in_force_since"] else "waiting"


def _held(row: Row) -> Held:
    label = text_of(row["label"])
    short = label.text if len(label.text) <= LONGEST_LABEL else label.text[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
    return Held(
        institution=languages.pick(row["institution"]),
        clause=row["clause"],
        label=Text(short, label.lang),
        text=row["text"] or "",
        review_on=day(row["review_on"]),
    )


TONES = {"addressed": "wait", "answered": "calm", "in_progress": "calm", "reported_done": "wait"} | dict.fromkeys(
    ("verified", "closed"), "ok"
)


@dataclass(frozen=True)
class Recommended:
    """One recommendation, its codes in words."""

    row: Row
    text: Text
    lead: str
    source: str
    state: str
    tone: str
    response: str
    grade: str
    addressed: str
    due: str
    verified: str


def recommended(rows: Iterable[Row], words: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Iterator[Recommended]:
    """Recommendations for the page. The words of their codes came with them."""
    for row in rows:
        yield Recommended(
            row=row,
            text=text_of(row["texts"]),
            lead=languages.pick(row["lead"]),
            source=_word(words, "sources", row["source"]),
            state=_word(words, "states", row["state"]),
            tone=TONES.get(row["state"], ""),
            response=_word(words, "responses", row["response"]),
            grade=_word(words, "grades", row["grade"]),
            addressed=day(row["addressed_on"]),
            due=day(row["due_on"]),
            verified=day(row["verified_on"]),
        )


def _word(words: Mapping[str, Mapping[str, Mapping[str, str]]], of: str, code: str) -> str:
    return languages.pick(words.get(of, {}).get(code, {})) if code else ""
