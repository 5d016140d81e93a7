"""Which rights may concern somebody, from what is known of them. Pure.

Source: domain/assistance.md section 2. A fact that is not known never takes a right away (it "may apply: ask"), and
whether the person wants a case before a court is no fact here: help does not depend on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

YES, NO, UNKNOWN = "yes", "no", "unknown"
READINGS = (YES, NO, UNKNOWN)
ADULT, CHILD, MAYBE_CHILD = "adult", "child", "maybe_child"
AGES = (ADULT, CHILD, MAYBE_CHILD)
NATIONAL, FOREIGN, STATELESS = "national", "foreign", "stateless"
NATIONALITIES = (NATIONAL, FOREIGN, STATELESS)
ANY, PRESUMED, IDENTIFIED = "any", "presumed", "identified"
STATUSES = (ANY, PRESUMED, IDENTIFIED)
FLAGS = ("child_along", "pregnant", "injured", "unpaid_wages", "fears_return", "papers_held")
# What a row of the content may rest on. Not in it, and never to be: a complaint, a testimony, cooperation.
CONDITIONS = (*FLAGS, CHILD)
APPLIES, MAY_APPLY = "applies", "may_apply"
_BOTH = {YES: APPLIES, UNKNOWN: MAY_APPLY}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody; everything begins as not known. `proceedings` is read by no rule about rights."""

    age: str = UNKNOWN
    nationality: str = UNKNOWN
    status: str = UNKNOWN
    proceedings: str = UNKNOWN
    flags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom a right concerns: empty means everybody; `when_any`, whoever one of these is true of."""

    ages: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    status: str = ANY
    when_any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applicable:
    """A right by its code, and whether it applies or may apply."""

    right: str
    how: str


def applicable(facts: Facts, concerns: Mapping[str, Concern]) -> list[Applicable]:
    """The rights that apply, or may, in the order of the content. Only a known "no" leaves one out."""
    found = ((code, reading(facts, concern)) for code, concern in concerns.items())
    return [Applicable(code, _BOTH[how]) for code, how in found if how != NO]


def reading(facts: Facts, concern: Concern) -> str:
    """Yes, no, or not known: "no" where one part is no, "yes" where all are yes."""
    parts = (
        _age(facts.age, concern.ages),
        _one_of(facts.nationality, concern.nationalities, NATIONALITIES),
        _status(facts.status, concern.status),
        _any(_flag(facts, code) for code in concern.when_any) if concern.when_any else YES,
    )
    return NO if NO in parts else UNKNOWN if UNKNOWN in parts else YES


def age_of(noted: str, of_case: str) -> str:
    """The age that the rights are read with: what was noted for them, unless the case, of today, protects more.

    Doubt about age means child (do-no-harm 6): adult here and child there is a doubt, and keeps the rights of both.
    """
    young = of_case in (CHILD, MAYBE_CHILD)
    if noted == ADULT and young:
        return MAYBE_CHILD
    if noted == UNKNOWN and young:
        return of_case
    return noted or (of_case if of_case in AGES else UNKNOWN)


def _one_of(known: str, wanted: tuple[str, ...], all_of: tuple[str, ...]) -> str:
    if not wanted:
        return YES
    if known not in all_of:
        return UNKNOWN
    return YES if known in wanted else NO


def _age(age: str, ages: tuple[str, ...]) -> str:
    """Doubt about age means child (do-no-harm 6), and takes nothing away that adults have."""
    if age == MAYBE_CHILD and ages:
        return YES if {CHILD, MAYBE_CHILD} & set(ages) else UNKNOWN
    return _one_of(age, ages, AGES)


def _status(known: str, wanted: str) -> str:
    if wanted == ANY or known in (IDENTIFIED, wanted):
        return YES
    return UNKNOWN


def _flag(facts: Facts, code: str) -> str:
    if code == CHILD:
        return _age(facts.age, (CHILD,))
    return facts.flags.get(code, UNKNOWN)


def _any(readings: Iterable[str]) -> str:
    found = list(readings)
    return YES if YES in found else UNKNOWN if UNKNOWN in found else NO
