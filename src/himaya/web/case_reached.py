"""What stands before every way to reach a person: the rules agreed with them, and a number kept back at bad hours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from himaya.institutions.rules import WEEKDAYS
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.safety import access, queries, rules, words
from himaya.safety.access import Reached
from himaya.safety.actions import contact_rules
from himaya.services.words import WEEKDAYS as NAMES
from himaya.web.case_wishes import Wishes

URGENT = "urgent_danger"


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of hours at which nobody may: the days alike, and the spans."""

    days: str
    spans: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The rules in words, inside the block that opened them. `hides`: what leads to the person waits behind one step.

    `anew`: none were agreed here, and the file came from elsewhere. What was agreed there is neither known nor told.
    """

    reached: Reached | None
    ways: tuple[Promise, ...]
    hours: tuple[Hours, ...]
    messages: Promise | str
    from_when: datetime | None
    hides: bool
    purpose: str
    anew: bool = False


@contextmanager
def beside(
    actor: Actor,
    case_id: UUID | None,
    *,
    purpose: str,
    urgent: bool = False,
    passed: bool = False,
    holds: bool = False,
) -> Iterator[Shown | None]:
    """The rules of a file whose page shows a way to reach the person; None where it shows none, or none were agreed.

    `passed`: somebody asked for the number all the same. It is written down, before it is shown. `holds`: the page of
    the file itself, which says where rules of contact are to be agreed anew.
    """
    if case_id is None:
        yield None
        return
    with access.open_beside(actor, case_id, purpose=purpose) as reached:
        at_once = urgent or purpose == URGENT
        if reached is None:
            yield _anew(actor, case_id, purpose, at_once=at_once, passed=passed) if holds else None
            return
        if passed and _hides(reached, urgent=at_once):
            contact_rules.step_past(case_id=case_id, purpose=purpose, by=actor)
        yield shown(reached, hides=_hides(reached, urgent=at_once, passed=passed), purpose=purpose)


def shown(reached: Reached, *, hides: bool = False, purpose: str = "") -> Shown:
    """The rules in words."""
    said = reached.content
    return Shown(
        reached,
        tuple(words.WAYS[one] for one in said.get("ways", ()) if one in words.WAYS),
        tuple(_hours(reached.quiet)),
        words.MESSAGES.get(str(said.get("messages", "")), ""),
        reached.from_when,
        hides,
        purpose,
    )


def kept_back(wishes: Wishes | None, found: Shown | None) -> Wishes | None:
    """The wishes without what leads to the person, where nobody may reach out now. That nobody may is never hidden."""
    if wishes is None or found is None or not found.hides or wishes.masked or wishes.nobody:
        return wishes
    return Wishes(masked=False, hidden=True)


def _anew(actor: Actor, case_id: UUID, purpose: str, *, at_once: bool, passed: bool) -> Shown | None:
    if not queries.came_from_elsewhere(case_id):
        return None
    if passed and not at_once:
        contact_rules.step_past(case_id=case_id, purpose=purpose, by=actor)
    return Shown(None, (), (), "", None, not (at_once or passed), purpose, anew=True)


def _hides(reached: Reached, *, urgent: bool, passed: bool = False) -> bool:
    now = clock.now().astimezone(clock.here())
    return rules.hides_number(reached.quiet, now, never=reached.never, urgent=urgent, passed=passed)


def _hours(quiet: rules.Quiet) -> Iterator[Hours]:
    """Days that have the same hours stand in one line."""
    alike: dict[tuple[str, ...], list[Any]] = {}
    for day in WEEKDAYS:
        if spans := tuple(quiet.get(day, ())):
            alike.setdefault(spans, []).append(NAMES[day])
    for spans, days in alike.items():
        yield Hours(" · ".join(map(str, days)) if len(days) < len(WEEKDAYS) else "", ", ".join(spans))
