"""What follows from a filled form beside its next step: was it followed, which step a case keeps, whose age is whose.

Pure. Sources: design/coordination.md section 7, points 7 and 11 (a new assessment beside the old one; how often the
suggested outcome is overridden) and design/do-no-harm.md 6 (doubt about age means child).
"""

from collections.abc import Collection

from himaya.cases import states
from himaya.instruments.triage import Age, NextStep


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


def is_known_adult(age_group: str) -> bool:
    """True only when the file says plainly that the person is an adult; doubt, and an age nobody asked, mean child.

    The one question every room asks before it treats somebody as an adult (design/do-no-harm.md 6): a list of the
    words that mean "child" forgets the word nobody thought of, a single word that means "adult" does not.

    >>> is_known_adult("adult"), is_known_adult("maybe_child"), is_known_adult("unknown"), is_known_adult("")
    (True, False, False, False)
    """
    return age_group == Age.ADULT


def is_child(age_group: str) -> bool:
    """True for a child and where somebody doubts: then what is best for the child stands where an adult's yes would.

    An age that nobody asked is neither: nobody's yes is passed over, and what rests on the age waits until it is asked
    (design/do-no-harm.md 6 and 14).

    >>> is_child("maybe_child"), is_child("adult"), is_child("unknown"), is_child("")
    (True, False, False, False)
    """
    return age_group in (Age.CHILD, Age.MAYBE_CHILD)


def was_asked(age_group: str) -> bool:
    """True when somebody wrote whether the person is of age, or that there is a doubt.

    >>> was_asked("adult"), was_asked("maybe_child"), was_asked("unknown"), was_asked("")
    (True, True, False, False)
    """
    return is_known_adult(age_group) or is_child(age_group)


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
