"""The verbs of a fact: added, then only supplemented or corrected; the old words stay readable."""

from dataclasses import dataclass
from uuid import UUID

from himaya.cases.actions import quiet
from himaya.interviews import access, rules, words
from himaya.interviews.actions import lines
from himaya.interviews.models import Event, Fact, Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit


@dataclass(frozen=True, slots=True)
class Written:
    """A short fact: its topic, said or observed, its words; what is made of it apart; the event that it belongs to."""

    topic: str
    kind: str
    text: str
    interpretation: str = ""
    event: int = 0
    # Words as they were said, which nobody writes down by default: why.
    verbatim: str = ""
    # A topic that rests today is left, unless the person came back to it by themselves.
    all_the_same: bool = False
    # Words that judge whether somebody is to be believed stay where the worker says so, once asked.
    as_written: bool = False


def add(*, interview_id: UUID, fact: Written, by: Actor) -> int:
    """Write a fact down. Returns its number. Raises NotFound, NotPermitted, NotNow, NotValid (code: the field)."""
    with unit(by=by) as u:
        row = access.lock_to_write(by, interview_id)
        lines.one_of(fact.topic, rules.TOPICS, field="topic")
        lines.one_of(fact.kind, rules.KINDS, field="kind")
        if fact.topic in access.resting_topics(by, row, clock.today()) and not fact.all_the_same:
            raise NotValid(words.RESTS, code="topic")
        # What the person said is theirs; what was seen, and made of it, is the worker's.
        observed = fact.text if fact.kind == rules.OBSERVED and not fact.verbatim else ""
        lines.asked_once(f"{observed}\n{fact.interpretation}", kept=fact.as_written, field="as_written")
        made = _made(row, fact, by, change=rules.NEW)
        quiet.stirred(row.case_id)
        u.log("interview.fact_added", **access.about(row))
        return made.number


def amend(*, interview_id: UUID, number: int, change: str, text: str, by: Actor, as_written: bool = False) -> int:
    """Supplement or correct a fact, also once the interview is closed. Returns the number of the new line.

    Raises NotFound, NotPermitted, NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        lines.one_of(change, (rules.SUPPLEMENT, rules.CORRECTION), field="change")
        old = Fact.objects.filter(interview=row, number=number).defer("text", "interpretation").first()
        if old is None:
            raise NotValid(words.CHOOSE_FACT, code="number")
        if old.kind == rules.OBSERVED and not old.verbatim:
            lines.asked_once(text, kept=as_written, field="amended_as_written")
        event = Event.objects.filter(pk=old.event_id or UUID(int=0)).values_list("number", flat=True).first() or 0
        made = _made(row, Written(old.topic, old.kind, text, event=event), by, change=change, amends=old)
        u.log("interview.fact_amended", code=change, **access.about(row))
        return made.number


def _made(row: Interview, fact: Written, by: Actor, *, change: str, amends: Fact | None = None) -> Fact:
    if fact.verbatim and fact.verbatim not in rules.VERBATIM:
        raise NotValid(words.VERBATIM_WHY, code="verbatim")
    text = lines.checked(fact.text, field="text")
    reading = lines.checked(fact.interpretation, field="interpretation", needed=False)
    event = None
    if fact.event:
        event = Event.objects.filter(interview=row, number=fact.event).defer("content").first()
        if event is None:
            raise NotValid(words.CHOOSE_EVENT, code="event")
    return lines.add(
        Fact,
        row,
        by=by,
        sealed={"text": text, "interpretation": reading or None},
        topic=fact.topic,
        kind=fact.kind,
        event=event,
        change=change,
        amends=amends,
        verbatim=fact.verbatim,
    )
