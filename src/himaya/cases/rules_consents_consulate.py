"""When something may go to a consulate: on a fresh yes for this one use, of an adult who fears nothing from it. Pure.

Source: do-no-harm 9 (consulates are recipients, with consent per use, everywhere; asylum or fear: never; child: after
the best-interest decision); domain/assistance.md section 4, step 4. A house rule: it only closes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from himaya.cases.rules_consents import GIVEN, SAID, Line, word_on

CONSULATE = "consulate"
# The consular service of this State too: whoever is afraid of a State is afraid of its desks abroad.
CONSULAR = frozenset({CONSULATE, "consular_service"})
YES, NO = "yes", "no"
# Whoever asked for advice on asylum seeks it, as far as a consulate is concerned.
ASYLUM = frozenset({"asylum_advice"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known before something would go to a consulate. `fears` is yes, no, or empty: nobody asked.

    `fresh`: every class of data was agreed to, and nothing went there on that yes yet. `decided`: it was
    decided that going there is best for the child, who was heard, and that stands.
    """

    child: bool = False
    decided: bool = False
    agreement: bool = True
    fears: str = ""
    asylum: bool = False
    fresh: bool = True


def against(facts: Facts) -> str:
    """What stands against it, the weightiest first: fear, child, basis, ask, used; empty when nothing does."""
    if facts.asylum or facts.fears == YES:
        return "fear"
    if facts.child and not facts.decided:
        return "child"
    if not facts.agreement:
        return "basis"
    if facts.fears != NO:
        return "ask"
    return "" if facts.fresh else "used"


def fresh(lines: Iterable[Line], wanted: Iterable[str], used: Collection[int], today: date) -> bool:
    """True when the last word on every class is a yes that is in force and on which nothing went yet.

    `used` are the numbers of the lines on which something was sent.
    """
    held, classes = list(lines), sorted(set(wanted))
    return bool(classes) and all(_unused(held, name, used, today) for name in classes)


def _unused(lines: list[Line], name: str, used: Collection[int], today: date) -> bool:
    if word_on(lines, name, today) != GIVEN:
        return False
    last = max((one for one in lines if one.word in SAID and name in one.classes), key=lambda one: one.number)
    return last.number not in used
