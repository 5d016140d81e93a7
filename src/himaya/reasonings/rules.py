"""From facts that were placed to what is argued and what is missing. Pure: it argues, and never concludes.

Source: Penal Code 448-1 (act, means, purpose; under 18 no means; the effect on will, freedom and dignity), mark C, and
Palermo Protocol 3, as domain/legal.md sections 1.1 and 3 give them; forms and distinctions: domain/exploitation.md.
Doubt about age means child (do-no-harm 6), and an age that nobody asked is a doubt. Nothing here is a level, a score or
a decision: each element has what speaks for it, what speaks against it, and what leaves it open.

| of an element, by its codes                      | what is said of it                    |
|--------------------------------------------------|---------------------------------------|
| one code that a fact supports and none denies    | what is known speaks for it           |
| each supported code is also denied               | what is known points both ways        |
| facts that leave it open, none that supports     | what is known leaves it open          |
| facts against and nothing else                   | what is known speaks against it       |
| no fact                                          | nothing yet speaks for it             |
| means, unless the person is known to be an adult | not needed, whatever the facts say    |
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from himaya.cases.rules_assessing import is_known_adult
from himaya.instruments import definition

ACT, MEANS, PURPOSE = "act", "means", "purpose"
ELEMENTS = (ACT, MEANS, PURPOSE)
# A place under the purpose for what was meant and has not happened: the intention suffices.
INTENDED = "intended"
ACTS, WAYS = definition.ACTS, definition.MEANS
FOR, AGAINST, UNCLEAR = "for", "against", "unclear"
STANCES = (FOR, AGAINST, UNCLEAR)
BOTH_WAYS, NOTHING, NOT_NEEDED = "both_ways", "nothing", "not_needed"
STANDINGS = (FOR, BOTH_WAYS, UNCLEAR, AGAINST, NOTHING, NOT_NEEDED)
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = (YES, NO, UNKNOWN)
# The three facts of the qualifier of 448-1.
QUALIFIER = ("will_overridden", "freedom_to_change_lost", "dignity_injured")
SMUGGLING, LABOUR, PROSTITUTION, VIOLENCE, OTHER = (
    "smuggling",
    "labour_breach",
    "prostitution_offence",
    "domestic_violence",
    "other",
)
ALTERNATIVES = (SMUGGLING, LABOUR, PROSTITUTION, VIOLENCE, OTHER)
WHOLE, PART, NOT_IT = "explains", "explains_in_part", "does_not_explain"
REACHES = (WHOLE, PART, NOT_IT, UNCLEAR)
# Looked at apart: one may be true without the other, and both may be.
FLAGS = ("smuggling", "trafficking")
ADULT, CHILD, MAYBE_CHILD = "adult", "child", "maybe_child"
# Why an article is shown: what it is about. Which article it is, the content says.
DEFINITION, OF_CHILD, OF_QUALIFIER, OF_FORM, OFFENCE, AGGRAVATION, NON_PUNISHMENT, OF_ALTERNATIVE = (
    "definition",
    "child",
    "qualifier",
    "form",
    "offence",
    "aggravation",
    "non_punishment",
    "alternative",
)
WHYS = (DEFINITION, OF_CHILD, OF_QUALIFIER, OF_FORM, OFFENCE, AGGRAVATION, NON_PUNISHMENT, OF_ALTERNATIVE)
# Forms in which the person is often treated as the offender first.
BLAMED = ("CRIME", "SEX_PROST", "BEGGING")
# Only a row that was read in an official text stands in the chain; a second source is advice (domain/legal.md).
STANDS, ADVISES = "C", "C2"


@dataclass(frozen=True, slots=True)
class Placed:
    """One fact under one element: `code` is an act, a way or a form. `intended`: of a purpose, what was still meant."""

    element: str
    code: str
    stance: str
    intended: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What was written down so far. `unplaced` counts facts that stand under no element."""

    age: str
    placed: tuple[Placed, ...] = ()
    qualifier: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    alternatives: Mapping[str, str] = field(default_factory=dict)
    unplaced: int = 0

    @property
    def child(self) -> bool:
        """Unless the person is known to be an adult: doubt about age means child."""
        return not is_known_adult(self.age)


@dataclass(frozen=True, slots=True)
class Element:
    """What is said of one element, and its codes by what speaks for or against them."""

    element: str
    standing: str
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()
    leaves_open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: what it is about, why, and of which code where it is one."""

    about: str
    why: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """What can be argued: elements, what holds whatever the facts, what is missing, and how much is not known."""

    elements: tuple[Element, ...]
    notes: tuple[str, ...]
    missing: tuple[Gap, ...]
    unknown: int
    leans_on: tuple[tuple[str, str], ...]

    def of(self, element: str) -> Element:
        """One of the three elements."""
        return next(one for one in self.elements if one.element == element)


def argue(known: Known) -> Argument:
    """Read what was placed. The same facts always give the same reading, whatever their order."""
    elements = tuple(_element(one, known) for one in ELEMENTS)
    missing = (*_of_age(known), *_of_elements(elements), *_of_qualifier(known), *_of_forms(known), *_of_rest(known))
    unclear = sum(one.stance == UNCLEAR for one in known.placed)
    unknown = unclear + sum(known.qualifier.get(one, UNKNOWN) == UNKNOWN for one in QUALIFIER)
    return Argument(elements, tuple(_notes(known, elements)), missing, unknown, tuple(_leans_on(known, elements)))


def _element(element: str, known: Known) -> Element:
    placed = [one for one in known.placed if one.element == element]
    sides = [_codes(placed, stance) for stance in STANCES]
    standing = _standing(*sides) if element != MEANS or not known.child else NOT_NEEDED
    return Element(element, standing, *sides)


def _codes(placed: Iterable[Placed], stance: str) -> tuple[str, ...]:
    return tuple(sorted({one.code for one in placed if one.stance == stance}))


def _standing(supported: tuple[str, ...], denied: tuple[str, ...], left_open: tuple[str, ...]) -> str:
    if set(supported) - set(denied):
        return FOR
    if supported:
        return BOTH_WAYS
    if left_open:
        return UNCLEAR
    return AGAINST if denied else NOTHING


def _notes(known: Known, elements: tuple[Element, ...]) -> Iterator[str]:
    """What the law says whatever the facts: each has its sentence in words."""
    _act, means, purpose = elements
    if known.child:
        yield "means_fall_away"
        if known.age != CHILD:
            yield "doubt_means_child"
    elif means.standing == FOR:
        yield "consent_irrelevant"
    if purpose.standing == FOR and only_intended(known):
        yield "intention_suffices"


def only_intended(known: Known) -> bool:
    """True where every fact that supports a purpose is about what was meant, and nothing of it has happened yet."""
    told = [one.intended for one in known.placed if one.element == PURPOSE and one.stance == FOR]
    return bool(told) and all(told)


def _of_age(known: Known) -> Iterator[Gap]:
    if known.age not in (ADULT, CHILD, MAYBE_CHILD):
        yield Gap("age", UNKNOWN)


def _of_elements(elements: Iterable[Element]) -> Iterator[Gap]:
    for one in elements:
        if one.standing not in (FOR, NOT_NEEDED):
            yield Gap(one.element, one.standing)


def _of_qualifier(known: Known) -> Iterator[Gap]:
    """Its effect is asked of what has happened; of what was only meant, one gap says that it cannot be known yet."""
    if only_intended(known) and not any(known.qualifier.get(one, UNKNOWN) != UNKNOWN for one in QUALIFIER):
        yield Gap("qualifier", "not_begun")
        return
    for code in QUALIFIER:
        said = known.qualifier.get(code, UNKNOWN)
        if said != YES:
            yield Gap("qualifier", said, code)


def _of_forms(known: Known) -> Iterator[Gap]:
    """A form is argued in words, and rests on a fact about it."""
    supported = set(_codes((one for one in known.placed if one.element == PURPOSE), FOR))
    for code in sorted(supported - set(known.forms)):
        yield Gap("form", "not_argued", code)
    for code in sorted(code for code, stance in known.forms.items() if stance == FOR and code not in supported):
        yield Gap("form", "no_fact", code)


def _of_rest(known: Known) -> Iterator[Gap]:
    for code in ALTERNATIVES:
        if code != OTHER and code not in known.alternatives:
            yield Gap("alternative", "not_considered", code)
    for code, reach in sorted(known.alternatives.items()):
        if reach == UNCLEAR:
            yield Gap("alternative", UNCLEAR, code)
    if known.unplaced:
        yield Gap("facts", "unplaced")


def _leans_on(known: Known, elements: tuple[Element, ...]) -> Iterator[tuple[str, str]]:
    """Why an article is shown, and of which form or alternative: the content knows which articles those are."""
    act, means, purpose = elements
    if any(one.speaks_for for one in elements):
        yield DEFINITION, ""
        if known.child:
            yield OF_CHILD, ""
    if any(known.qualifier.get(one, UNKNOWN) != UNKNOWN for one in QUALIFIER):
        yield OF_QUALIFIER, ""
    argued = {code for code, stance in known.forms.items() if stance == FOR} | set(purpose.speaks_for)
    for code in sorted(argued):
        yield OF_FORM, code
    if act.standing == FOR and purpose.standing == FOR and means.standing in (FOR, NOT_NEEDED):
        yield OFFENCE, ""
        if known.child:
            yield AGGRAVATION, ""
    if argued & set(BLAMED) or known.alternatives.get(PROSTITUTION, NOT_IT) != NOT_IT:
        yield NON_PUNISHMENT, ""
    for code in sorted(known.alternatives):
        if code != OTHER and known.alternatives[code] != NOT_IT:
            yield OF_ALTERNATIVE, code
