"""What a reasoning says, put together from its lines. Frozen: other rooms read it and add nothing to it.

Pure: lines and articles in, one `Argued` out. The rule is in `rules.py`; which rows of law are leaned on, the content
says. A row marked G or "?" is shown and never stands in the chain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from himaya.institutions.content import LocalText
from himaya.institutions.content_rows import DRAFT, TO_VERIFY, shown_mark
from himaya.legal.exploitation import Exploitation, Reference
from himaya.legal.library import Article
from himaya.reasonings import rules, states
from himaya.reasonings.rules import Argument, Known, Placed

# An article of the chain, one that only advises, one that nobody verified.
CHAIN, ADVICE, TO_BE_VERIFIED = "chain", "advice", "to_be_verified"


@dataclass(frozen=True, slots=True)
class Said:
    """One line, opened: its number, kind, moment, desk, and what it says. `back`: why it was taken back, if it was."""

    number: int
    kind: str
    at: datetime
    desk: str
    body: Mapping[str, Any]
    back: str | None = None

    def text(self, name: str) -> str:
        return str(self.body.get(name) or "")


@dataclass(frozen=True, slots=True)
class Place:
    """A fact under an element: the line that put it there, and what it says of it."""

    line: int
    element: str
    code: str
    stance: str
    intended: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One short fact, where it comes from, and every place where it stands. `fact_number`, `interview`: its number in
    which interview of the case. `corrected`: a correction replaced it there; it is read, and nothing rests on it."""

    number: int
    words: str
    source: str
    fact_number: int | None
    places: tuple[Place, ...]
    interview: int | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A code with what is said of it and the words: of the qualifier, of a form, of an alternative, of a flag."""

    code: str
    value: str
    words: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Leaned:
    """A row of law, why it is shown, and how far it may be leaned on: CHAIN, ADVICE or TO_BE_VERIFIED."""

    id: str
    why: str
    of: str
    names: LocalText
    text: LocalText | None
    article: str
    source: str
    mark: str
    stands: str
    marks: Mapping[str, str] = field(default_factory=dict)

    def shown_in(self, language: str) -> str:
        """What stands beside it in `language`: where it stands in the chain is the same in each."""
        found = shown_mark(language, self.mark, self.marks)
        return found if found == DRAFT or self.stands != TO_BE_VERIFIED else TO_VERIFY


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs ticked last, for the reading aid: for which list, and the answer to each."""

    subject: str
    answers: Mapping[str, str]
    at: datetime


@dataclass(frozen=True)
class Argued:
    """The reasoning of one case, as it can be argued today. No conclusion is a part of it, and none may be drawn from
    its length: a named body decides, with reasons of its own.

    `age` is the age group of the case; `argument` has the elements, notes, gaps and how much is not known.
    """

    age: str
    facts: tuple[Fact, ...]
    argument: Argument
    qualifier: tuple[View, ...]
    forms: tuple[View, ...]
    alternatives: tuple[View, ...]
    flags: tuple[View, ...]
    articles: tuple[Leaned, ...]
    signs: Signs | None
    lines: tuple[Said, ...] = field(repr=False)

    @property
    def begun(self) -> bool:
        """True once anything was written down."""
        return bool(self.lines)

    def leaned(self, stands: str) -> tuple[Leaned, ...]:
        """The articles of the chain, those that advise, or those to be verified."""
        return tuple(one for one in self.articles if one.stands == stands)


def put_together(age: str, lines: Iterable[Said], articles: Mapping[str, Article], content: Exploitation) -> Argued:
    """From every line of a case, the oldest first; what was taken back is read and counts for nothing."""
    said = tuple(lines)
    standing = [one for one in said if one.back is None and one.kind != states.BACK]
    facts = tuple(_facts(standing))
    last = {kind: _last(standing, kind) for kind in states.LAST_COUNTS}
    known = Known(
        age=age,
        placed=tuple(
            Placed(place.element, place.code, place.stance, place.intended)
            for one in facts
            for place in one.places
            if not one.corrected
        ),
        qualifier={one.code: one.value for one in last[states.QUALIFIER]},
        forms={one.code: one.value for one in last[states.FORM]},
        alternatives={one.code: one.value for one in last[states.ALTERNATIVE]},
        unplaced=sum(not one.places and not one.corrected for one in facts),
    )
    argument = rules.argue(known)
    ticked = [one for one in standing if one.kind == states.SIGNS]
    return Argued(
        age=age,
        facts=facts,
        argument=argument,
        qualifier=_in_order(last[states.QUALIFIER], rules.QUALIFIER),
        forms=_in_order(last[states.FORM], tuple(content.forms)),
        alternatives=_in_order(last[states.ALTERNATIVE], rules.ALTERNATIVES),
        flags=_in_order(last[states.FLAG], rules.FLAGS),
        articles=tuple(leaned(argument, articles, content)),
        signs=_signs(ticked[-1]) if ticked else None,
        lines=said,
    )


def leaned(argument: Argument, articles: Mapping[str, Article], content: Exploitation) -> Iterable[Leaned]:
    """Each row once, with the first reason for which it is shown."""
    seen: set[str] = set()
    for why, code in argument.leans_on:
        rows, references = _behind(why, code, content)
        for one in rows:
            if one in articles and one not in seen:
                seen.add(one)
                yield _article(articles[one], why, code)
        for reference in references:
            if reference.id not in seen:
                seen.add(reference.id)
                yield _reference(reference, why, code)


def _behind(why: str, code: str, content: Exploitation) -> tuple[tuple[str, ...], tuple[Reference, ...]]:
    if why == rules.OF_FORM and code in content.forms:
        return content.forms[code].legal, content.forms[code].references
    if why == rules.OF_ALTERNATIVE and code in content.distinctions:
        return content.distinctions[code].legal, content.distinctions[code].references
    return content.leaning.get(why, ()), ()


def _article(one: Article, why: str, code: str) -> Leaned:
    row = one.row
    # What an alternative leans on is no link of the chain that is argued, however surely it was read.
    surest = CHAIN if row.mark == rules.STANDS and why != rules.OF_ALTERNATIVE else ADVICE
    stands = TO_BE_VERIFIED if row.to_be_verified else surest
    return Leaned(row.id, why, code, row.title, one.text.names, row.article, row.source, row.mark, stands, row.marks)


def _reference(one: Reference, why: str, code: str) -> Leaned:
    stands = ADVICE if one.mark in (rules.STANDS, rules.ADVISES) else TO_BE_VERIFIED
    return Leaned(one.id, why, code, one.names, None, "", one.source, one.mark, stands)


def _facts(standing: list[Said]) -> Iterable[Fact]:
    for one in standing:
        if one.kind == states.FACT:
            own = [one] if one.body.get("place") else []
            later = [it for it in standing if it.kind == states.PLACE and it.body.get("of") == one.number]
            body, places = one.body, tuple(_place(it) for it in (*own, *later))
            yield Fact(
                one.number,
                one.text("words"),
                one.text("source"),
                body.get("fact_number"),
                places,
                body.get("interview"),
                bool(body.get("corrected")),
            )


def _place(line: Said) -> Place:
    where, _, code = line.text("place").partition(":")
    element = rules.PURPOSE if where == rules.INTENDED else where
    return Place(line.number, element, code, line.text("stance"), where == rules.INTENDED)


def _last(standing: list[Said], kind: str) -> list[View]:
    """The last line of each code."""
    latest = {one.text("code"): one for one in standing if one.kind == kind}
    return [View(code, one.text("value"), one.text("words"), one.number) for code, one in latest.items()]


def _in_order(views: list[View], order: tuple[str, ...]) -> tuple[View, ...]:
    places = {code: place for place, code in enumerate(order)}
    return tuple(sorted(views, key=lambda one: places.get(one.code, len(places))))


def _signs(line: Said) -> Signs:
    return Signs(line.text("subject"), dict(line.body.get("answers") or {}), line.at)
