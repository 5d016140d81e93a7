"""What the answers of the first line suggest doing next. Pure: no store, no clock, no framework.

Source: domain/first-line.md, "Triage (proposed for adoption and pilot, unvalidated)". There are no points and no
percentage: a step, the lines that led to it, and what stayed open. Three readings of that text are made here:

- "Any two others" counts the signs of lines 2-5 and 7-18 that do not decide alone: 3 (without assault), 4, 7, 9, 14,
  15, 18.
- Age *left out* is a doubt, and doubt about age means child: any sign then gives "now". It does not open the child
  circuit by itself, because leaving a question out must not take an adult's consent away: the page asks for line 6.
  Age *refused* or *not known* by the person in front of the worker is "maybe a child".
- An adult who is afraid to go back tonight (a line of the child form) is treated as fear, line 16.

What was heard stays heard: pass the answers as they were given, also those whose question closed afterwards because
line 1 or line 6 changed, so that learning that a person is a child never lowers the advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reading(StrEnum):
    """What triage hears in an answer. YES is a sign, whatever the words of the choice."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


class NextStep(StrEnum):
    """From the most to the least urgent. Never a level of a person."""

    NOW = "now"
    OFFER = "offer"
    NOT_ENOUGH = "not_enough"


class Age(StrEnum):
    CHILD = "child"
    MAYBE_CHILD = "maybe_child"
    ADULT = "adult"
    UNKNOWN = "unknown"


OPEN = (Reading.UNKNOWN, Reading.REFUSED, Reading.NOT_ASKED)
# The order in which one reading outweighs another on the same line.
WEIGHT = (Reading.YES, *OPEN, Reading.NO)
URGENT = frozenset({"2", "5"})
SERIOUS = frozenset({"8", "10", "11", "12", "13", "16", "17", "afraid_to_go_back"})
OTHERS = frozenset({"3", "4", "7", "9", "14", "15", "18", "child_on_site"})
SIGNS = URGENT | SERIOUS | OTHERS
ENOUGH_OTHERS = 2

# The codes of lines 3 and 6 in content/instruments/first-line/lines.yaml.
RECENT_ASSAULT = frozenset({"assault", "assault_pregnancy"})
PREGNANCY = frozenset({"pregnancy", "assault_pregnancy", "injury_pregnancy"})
AGES = {
    "child": Age.CHILD,
    "maybe": Age.MAYBE_CHILD,
    "adult": Age.ADULT,
    "unknown": Age.MAYBE_CHILD,
    "refused": Age.MAYBE_CHILD,
}
SITE_AGES = {
    Reading.YES: Age.CHILD,
    Reading.NO: Age.ADULT,
    Reading.UNKNOWN: Age.MAYBE_CHILD,
    Reading.REFUSED: Age.MAYBE_CHILD,
}
NO_REMOVAL = frozenset({"police", "border"})


@dataclass(frozen=True, slots=True)
class Facts:
    """One screening. `readings` holds the lines of the form: "2" to "18", "afraid_to_go_back", "child_on_site"."""

    actor: str
    readings: Mapping[str, Reading]
    age: Age
    recent_assault: bool = False
    worried: bool = False
    asks_for_help: bool = False
    pregnancy: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """The step, the lines that led to it (`because`), all signs, what stayed open; flags choose the words to show."""

    step: NextStep
    because: tuple[str, ...]
    signs: tuple[str, ...]
    unknown: tuple[str, ...]
    serious_unknown: tuple[str, ...]
    child: bool
    age_unknown: bool
    recent_assault: bool
    words_of_death: bool
    pregnancy: bool
    no_removal: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """What triage heard in one clause of the form.

    `apart`: the answer belongs to a compartment, or could expose whoever gave it, or nobody said that it could not: it
    may lead to a step, and is told to no other desk.
    """

    uid: str
    key: str
    act: str
    value: str
    reading: Reading
    apart: bool = False


def next_step(facts: Facts) -> Advice:
    """The next step these facts suggest."""
    signs = tuple(key for key, reading in facts.readings.items() if key in SIGNS and reading is Reading.YES)
    unknown = tuple(key for key, reading in facts.readings.items() if key in SIGNS and reading in OPEN)
    step, because = _step(facts, signs)
    age_unknown = facts.age is Age.UNKNOWN
    return Advice(
        step=step,
        because=because,
        signs=signs,
        unknown=(*unknown, "age") if age_unknown and "child_on_site" not in unknown else unknown,
        serious_unknown=tuple(key for key in unknown if key in SERIOUS or key in URGENT),
        child=facts.age in (Age.CHILD, Age.MAYBE_CHILD),
        age_unknown=age_unknown,
        recent_assault=facts.recent_assault,
        words_of_death="5" in signs,
        pregnancy=facts.pregnancy,
        no_removal=facts.actor in NO_REMOVAL,
    )


def _step(facts: Facts, signs: tuple[str, ...]) -> tuple[NextStep, tuple[str, ...]]:
    if signs and facts.age is not Age.ADULT:
        return NextStep.NOW, signs
    urgent = tuple(key for key in signs if key in URGENT or (key == "3" and facts.recent_assault))
    if urgent or facts.recent_assault:
        return NextStep.NOW, urgent or ("3",)
    deciding = tuple(key for key in signs if key in SERIOUS)
    if not deciding and len(signs) >= ENOUGH_OTHERS:
        deciding = signs
    said = (("worried", facts.worried), ("asks", facts.asks_for_help))
    because = (*deciding, *(key for key, holds in said if holds))
    return (NextStep.OFFER, because) if because else (NextStep.NOT_ENOUGH, ())


def noted(
    rows: Iterable[Mapping[str, Any]],
    choices: Mapping[str, Iterable[Mapping[str, Any]]],
    answers: Mapping[str, str],
) -> tuple[Noted, ...]:
    """What was heard, clause by clause, in the order of the form.

    `rows` and `choices` are those of the resolved source of an instrument (`document["survey"]`,
    `document["choices"]`); `answers` maps the name of a question to the code of the choice made. A row without
    `triage` is not heard; a question left empty is not asked; a code that is not in the list is unknown, never no.
    """
    return tuple(_heard(row, choices, answers) for row in rows if row.get("triage"))


def _heard(
    row: Mapping[str, Any], choices: Mapping[str, Iterable[Mapping[str, Any]]], answers: Mapping[str, str]
) -> Noted:
    value = answers.get(row["name"]) or ""
    reading = Reading.UNKNOWN if value else Reading.NOT_ASKED
    for choice in choices[str(row["type"]).split()[1]]:
        if choice["value"] == value:
            reading = Reading(choice["reads"])
    apart = bool(row.get("exposes", True)) or row.get("compartment") != "story"
    return Noted(str(row["uid"]), str(row["triage"]), str(row["act"]), value, reading, apart)


def facts_from(
    actor: str,
    rows: Iterable[Mapping[str, Any]],
    choices: Mapping[str, Iterable[Mapping[str, Any]]],
    answers: Mapping[str, str],
) -> Facts:
    """The facts in the answers to one first-line form; the other arguments are those of `noted`.

    `actor` is the audience of the form. Where a profession fills in the form of another audience (a police officer the
    child form), replace `actor` in the facts by the profession before `next_step`: it decides about `no_removal`.
    """
    heard = noted(rows, choices, answers)
    age = _age(heard)
    health = {clause.value for clause in heard if clause.key == "3"}
    yes = {clause.key for clause in heard if clause.reading is Reading.YES}
    return Facts(
        actor=actor,
        readings=_readings(heard, spare=actor != "child" and age in (Age.CHILD, Age.MAYBE_CHILD)),
        age=age,
        recent_assault=bool(health & RECENT_ASSAULT),
        worried="worried" in yes,
        asks_for_help="asks" in yes,
        pregnancy=bool(health & PREGNANCY),
    )


def _age(heard: Iterable[Noted]) -> Age:
    for clause in heard:
        if clause.key == "age":
            return AGES.get(clause.value, Age.UNKNOWN)
        if clause.key == "child_on_site":
            return SITE_AGES.get(clause.reading, Age.UNKNOWN)
    return Age.UNKNOWN


def _readings(heard: Iterable[Noted], *, spare: bool) -> dict[str, Reading]:
    """Line -> reading. Where several clauses share a line, one sign is enough and one open answer keeps it open.

    `spare`: questions on facts are not put to a child, so those left out are not counted as missing.
    """
    found: dict[str, Reading] = {}
    for clause in heard:
        left_out = clause.reading is Reading.NOT_ASKED
        if clause.key not in SIGNS or (spare and left_out and clause.act == "asked"):
            continue
        found[clause.key] = min(found.get(clause.key, Reading.NO), clause.reading, key=WEIGHT.index)
    return found
