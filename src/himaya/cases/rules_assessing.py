"""What follows from a filled form beside its next step: was it followed, which step a case keeps, whose age is whose.

Pure. Sources: design/coordination.md section 7, points 7 and 11 (a new assessment beside the old one; how often the
suggested outcome is overridden) and design/do-no-harm.md 6 (doubt about age means child).
"""

from collections.abc import Collection

from himaya.cases import states
from himaya.instruments.triage import Age, NextStep

CHILDREN = (str(Age.CHILD), str(Age.MAYBE_CHILD))


def overridden(step: str, *, route: str, urgencies: Collection[str]) -> bool:
    """True when a hand-over did not do what the form suggested; about the form, never about the worker.

    - `not_enough`: any hand-over goes beyond it, because the form found nothing to hand over for.
    - `offer`: overridden by the route of urgent danger only. How soon the person wants a service is theirs to say.
    - `now`: overridden when nothing was done now: no route of danger, no child circuit, no wish that is urgent.

    >>> overridden("offer", route="consent", urgencies=["urgent"]), overridden("now", route="consent", urgencies=[])
    (False, True)
    """
    if step == NextStep.NOT_ENOUGH:
        return True
    if step == NextStep.OFFER:
        return route == states.DANGER
    return route not in (states.DANGER, states.CHILD) and states.URGENT not in urgencies


def more_urgent(one: str, other: str) -> str:
    """The more urgent of two next steps. A new assessment never lowers the step of a case by itself.

    >>> more_urgent("offer", "now"), more_urgent("", "offer"), more_urgent("offer", "not_enough")
    ('now', 'offer', 'offer')
    """
    known = [step for step in NextStep if step in (one, other)]
    return str(known[0]) if known else one or other


def age_group(route: str, heard: str) -> str:
    """The age group of a case that is opened: as heard; in the child circuit doubt means child."""
    if route == states.CHILD and heard in (Age.UNKNOWN, Age.ADULT):
        return str(Age.MAYBE_CHILD)
    return heard


def age_group_again(route: str, heard: str, *, before: str) -> str:
    """The age group of a case that is assessed again: as when it was opened, and nothing known is forgotten.

    An age that was not asked this time stays what it was; "adult" after "child" is a contradiction, so a doubt.

    >>> age_group_again("consent", "unknown", before="adult"), age_group_again("consent", "adult", before="child")
    ('adult', 'maybe_child')
    """
    if heard == Age.UNKNOWN:
        return before
    if heard == Age.ADULT and before == Age.CHILD:
        return str(Age.MAYBE_CHILD)
    return age_group(route, heard)
