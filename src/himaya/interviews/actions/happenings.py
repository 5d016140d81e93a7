"""The verbs of what happened: added without a date, and placed before, after or with another as she puts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from himaya.interviews import access, content, rules, words
from himaya.interviews.actions import lines
from himaya.interviews.models import Event, Note
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit


@dataclass(frozen=True, slots=True)
class Happened:
    """What it was: its kind, values of the standard, words, and what she ties it to (a feast, a season, a birth)."""

    kind: str
    words: str = ""
    anchor: str = ""
    values: Sequence[str] = ()


def add(*, interview_id: UUID, happened: Happened, by: Actor) -> int:
    """One more event. Returns its number. Raises NotFound, NotPermitted, NotNow, NotValid (the code is the field)."""
    with unit(by=by) as u:
        row = access.lock_to_write(by, interview_id)
        lines.one_of(happened.kind, rules.EVENTS, field="event_kind")
        known = {one.id for one in content.words().values if one.event == happened.kind}
        if not set(happened.values) <= known:
            raise NotValid(words.CHOOSE, code="values")
        said = {
            "words": lines.checked(happened.words, field="event_words", needed=not happened.values),
            "anchor": lines.checked(happened.anchor, field="anchor", longest=rules.LONGEST_LINE, needed=False),
            "values": sorted(set(happened.values)),
        }
        made = lines.add(Event, row, by=by, sealed={"content": said}, kind=happened.kind)
        u.log("interview.event_added", **access.about(row))
        return made.number


def place(*, interview_id: UUID, event: int, how: str, other: int, by: Actor) -> None:
    """Say that an event came before, after or with another, or that she does not say. The last word on the two counts.

    Raises NotFound, NotPermitted, NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        lines.one_of(how, rules.PLACINGS, field="how")
        numbers = set(Event.objects.filter(interview=row).values_list("number", flat=True))
        if event not in numbers:
            raise NotValid(words.CHOOSE_EVENT, code="placed")
        if how != rules.NOT_SAID and other not in numbers:
            raise NotValid(words.CHOOSE_EVENT, code="other")
        if how != rules.NOT_SAID and other == event:
            raise NotValid(words.NOT_ITSELF, code="other")
        said = {"event": event, "how": how, "of": other if how != rules.NOT_SAID else 0}
        lines.add(Note, row, by=by, sealed={"content": said}, kind=rules.PLACING)
        u.log("interview.note_added", code=rules.PLACING, **access.about(row))
