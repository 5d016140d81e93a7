"""What was said in an interview of how to reach the person, offered to the page of contact, which decides."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from himaya.interviews import access as interviews
from himaya.kernel.actor import Actor
from himaya.persons import ways
from himaya.persons import words as words_ways
from himaya.safety import rules
from himaya.safety.access import Contact

# A way as it was said, and the one that the form begins with.
BEGINS: Mapping[str, str] = {
    ways.PHONE: "call",
    ways.MESSAGE: "message",
    ways.PERSON: "through",
    ways.PLACE: "place",
    **dict.fromkeys(ways.NOBODY, rules.NEVER),
}


@dataclass(frozen=True)
class Heard:
    """What the page shows of it: the day, the ways in words and as the form has them, hours, what to say."""

    on: date
    in_words: tuple[str, ...]
    ways: tuple[str, ...]
    hours: str
    say: str


def begins(said: Iterable[str]) -> tuple[str, ...]:
    """The ways of the form for those that were said. Never outweighs every other; “they call” only stands alone.

    >>> begins(["phone", "message"]), begins(["never", "phone"]), begins(["calls_us", "place"]), begins(["calls_us"])
    (('call', 'message'), ('never',), ('place',), ('never',))
    """
    named = tuple(said)
    if ways.NEVER in named:
        return (rules.NEVER,)
    reach = tuple(BEGINS[one] for one in named if one in BEGINS and one not in ways.NOBODY)
    return reach or ((rules.NEVER,) if ways.CALLS_US in named else ())


@contextmanager
def open_heard(actor: Actor, opened: Contact) -> Iterator[Heard | None]:
    """None where nothing was said, or nothing since the rules that count, or for whoever reads no interview."""
    since = opened.now.agreed_on if opened.now is not None else None
    if not interviews.may_know(actor, opened.case):
        yield None
        return
    with interviews.open_said_of_contact(actor, opened.case, since=since) as said:
        found = _shown(said) if said is not None else None
        known = (
            opened.now is not None and found is not None and set(opened.now.content.get("ways", ())) == {*found.ways}
        )
        yield None if known else found


def taken(heard: Heard, begun: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with what was said in them; what stood there beside it stays, for whoever records it to read."""
    beside = [one for one in (str(begun.get("words", "")), heard.hours) if one]
    return {
        **begun,
        "ways": [*heard.ways],
        "say": heard.say or begun.get("say", ""),
        "words": " · ".join(dict.fromkeys(beside)),
    }


def _shown(said: interviews.SaidOfContact) -> Heard:
    return Heard(
        said.on, tuple(str(words_ways.WAYS[one]) for one in said.ways), begins(said.ways), said.hours, said.words
    )
