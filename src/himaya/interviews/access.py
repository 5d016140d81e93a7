"""The only ways to hold an interview: `lock` for a change, `open_*` for its words, which logs the reading."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from himaya.cases import access as cases
from himaya.cases import policy as case_policy
from himaya.cases.models import Case
from himaya.cases.rules_grants import STORY
from himaya.instruments import queries as instruments
from himaya.instruments import short_path, verify
from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.interviews import policy, queries, rules, states, words
from himaya.interviews.models import (
    Draft,
    DraftKey,
    EarlierDraft,
    Event,
    Fact,
    Interpreter,
    Interview,
    Moment,
    Note,
    Preparation,
    Sitting,
    Telling,
)
from himaya.kernel import clock, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted
from himaya.persons import ways

PURPOSE, REACHES = "give_service", "contact_person"


@dataclass(frozen=True, slots=True)
class FactInWords:
    """A fact inside its block. `sat`: the number of its interview in the case. `amends` is the number that it
    supplements or corrects; `stands` is false for one that a correction replaced: it is shown, nothing rests on it."""

    interview: UUID
    sat: int
    number: int
    topic: str
    kind: str
    event: str
    text: str
    interpretation: str
    verbatim: str
    change: str
    amends: int | None
    stands: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class EventInWords:
    """Something that happened: its kind, values of the standard, words, and what she ties it to instead of a date."""

    number: int
    kind: str
    values: tuple[str, ...]
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything of an interview but its form."""

    interview: Interview
    facts: tuple[FactInWords, ...]
    events: tuple[EventInWords, ...]
    order: tuple[tuple[int, ...], ...]
    placings: dict[int, tuple[str, int]]
    notes: tuple[tuple[Note, dict[str, Any]], ...]
    moments: tuple[tuple[Moment, dict[str, Any]], ...]
    sittings: tuple[tuple[Sitting, str], ...]
    interpreters: tuple[tuple[Interpreter, dict[str, Any]], ...]


def may_know(actor: Actor, case: Case) -> bool:
    """Whether the actor may know of the interviews of a case that they were shown."""
    with suppress(NotFound, NotPermitted):
        policy.check_works(actor)
        known_case(actor, case.pk)
        return True
    return False


@dataclass(frozen=True)
class SaidOfContact:
    """How the person may be reached, as they said it in an interview: codes of `persons.ways`, hours, what to say."""

    on: date
    ways: tuple[str, ...]
    hours: str
    words: str


def known_case(actor: Actor, case_id: UUID) -> Case:
    """A case whose interviews the actor may know, closed. Raises NotFound for everybody else."""
    policy.check_works(actor)
    rows = Case.objects.filter(case_policy.visible_cases(actor), pk=case_id)
    case = rows.select_related("desk__institution").first()
    if case is None or not cases.view_of(actor, case).shows(STORY):
        raise NotFound
    return case


def known(actor: Actor, interview_id: UUID) -> Interview:
    """An interview that the actor may know, closed. Raises NotFound."""
    policy.check_works(actor)
    # In one look: what is absent and what is another's must cost the same.
    visible = Case.objects.filter(case_policy.visible_cases(actor), pk=OuterRef("case_id"))
    rows = Interview.objects.filter(Exists(visible), pk=interview_id)
    row = rows.select_related("case__desk__institution", "version").first()
    if row is None or not cases.view_of(actor, row.case).shows(STORY):
        raise NotFound
    return row


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold a case of the actor's desk, inside a unit. Raises NotFound, NotPermitted (let in only), NotNow (closed)."""
    _hold(case_id)
    case = known_case(actor, case_id)
    policy.check_holds(actor, case)
    if case.state != "open":
        raise NotNow(words.FILE_CLOSED, code="file_closed")
    return case


def lock(actor: Actor, interview_id: UUID, *, over: bool = False) -> Interview:
    """Hold an interview and its case, for somebody who may lead at the desk that holds it. `over` is for what only ends
    something, and is done on a closed file too. Raises NotFound, NotPermitted, NotNow (the file is closed)."""
    _hold(known(actor, interview_id).case_id)
    with wall.beyond(wall.EVERYTHING):
        list(Interview.objects.select_for_update().filter(pk=interview_id).values_list("pk"))
    # Judged after the waiting: what was closed a moment ago is closed.
    row = known(actor, interview_id)
    policy.check_leads(actor)
    policy.check_holds(actor, row.case)
    if row.case.state != "open" and not over:
        raise NotNow(words.FILE_CLOSED, code="file_closed")
    return row


def lock_to_write(actor: Actor, interview_id: UUID) -> Interview:
    """Hold an interview in which something new of the person is written: begun, not closed, and their yes stands.

    While a sitting goes on, by whoever leads it or is qualified to. Raises NotFound, NotPermitted, NotNow.
    """
    row = lock(actor, interview_id)
    check_writes(actor, row)
    check_takes_new(row)
    return row


def check_takes_new(row: Interview) -> None:
    """Raises NotNow where nothing new is written: the file or the interview closed or not begun, the yes taken back."""
    if row.case.state != "open":
        raise NotNow(words.FILE_CLOSED, code="file_closed")
    if row.state in (states.PREPARING, states.CLOSED):
        raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
    if queries.last_words(row).get("interview") in ("no", "withdrawn"):
        raise NotNow(words.TAKEN_BACK, code="taken_back")


def takes_new(row: Interview) -> bool:
    """The same as an answer, for the page that offers it."""
    with suppress(NotNow):
        check_takes_new(row)
        return True
    return False


def check_writes(actor: Actor, row: Interview) -> None:
    """Raises NotPermitted for whoever would write in a running sitting of somebody else without the qualification."""
    sitting = queries.running(row)
    if sitting is not None and sitting.led_by != actor.account_id:
        policy.check_qualified(actor)


def _hold(case_id: UUID) -> None:
    with wall.beyond(wall.EVERYTHING):
        list(Case.objects.select_for_update().filter(pk=case_id).values_list("pk"))


def about(row: Interview) -> dict[str, Any]:
    """What an audit row about an interview names."""
    return {"object_type": "interview", "object_id": row.pk, "subjects": [row.person_id]}


@contextmanager
def open_facts(actor: Actor, case: Case) -> Iterator[tuple[FactInWords, ...]]:
    """Every fact of every interview of a case, in order, for whoever reasons over them; one audit event per block.

    Raises NotFound for whoever may not know of interviews.
    """
    known_case(actor, case.pk)
    with Access(actor, PURPOSE, action="interview.facts_read", about=("case", case.pk)) as access:
        yield facts_under(access, case.pk)


def facts_under(
    access: Access, case_id: UUID, *, only: Collection[tuple[int, int]] | None = None
) -> tuple[FactInWords, ...]:
    """The same under an access that is open already, of a case that the actor was shown.

    `only`: those facts, by the number of the interview and their own; the others stay closed.
    """
    rows = list(_rows().filter(case=case_id).order_by("interview__number", "number"))
    wanted = [one for one in rows if only is None or (one.interview.number, one.number) in only]
    if wanted:
        access.open(*wanted)
    return _facts(rows, wanted)


@contextmanager
def open_forms(actor: Actor, case: Case) -> Iterator[tuple[tuple[Version, dict[str, Any]], ...]]:
    """What was verified of every finished form of a case, with its version; one audit event per block, none where no
    form was finished. Raises NotFound for whoever may not know of interviews."""
    known_case(actor, case.pk)
    # Each with its own version: the interview's is that of the form filled in now, perhaps one for a child since.
    rows = Draft.objects.filter(case=case, finished_at__isnull=False, version__isnull=False)
    found = list(rows.select_related("version").order_by("interview__number", "finished_at"))
    if not found:
        yield ()
        return
    with Access(actor, PURPOSE, action="interview.draft_read", about=("case", case.pk)) as access:
        access.open(*found)
        yield tuple((one.version, dict(one.values or {})) for one in found if one.version)


@contextmanager
def open_said_of_contact(actor: Actor, case: Case, *, since: date | None) -> Iterator[SaidOfContact | None]:
    """What the last finished form says of how the person may be reached, and nothing else of it; one audit event.

    None, and no event, where no form was finished, or none since the day `since`. Raises NotFound for whoever may not
    know of interviews.
    """
    known_case(actor, case.pk)
    rows = Draft.objects.filter(case=case, finished_at__isnull=False, version__isnull=False)
    last = rows.order_by("-finished_at").first()
    on = last.finished_at.astimezone(clock.here()).date() if last is not None and last.finished_at else None
    if last is None or on is None or (since is not None and on < since):
        yield None
        return
    with Access(actor, REACHES, action="interview.draft_read", about=("case", case.pk)) as access:
        access.open(last)
        values = dict(last.values or {})
        said = SaidOfContact(
            on,
            tuple(one for one in str(values.get("safe_contact") or "").split() if one in ways.WAYS),
            str(values.get("safe_hours") or ""),
            str(values.get("safe_words") or ""),
        )
        yield said if said.ways else None


@contextmanager
def open_interview(actor: Actor, row: Interview, *, purpose: str, action: str = "interview.read") -> Iterator[Opened]:
    """Everything of an interview but its form, for a purpose; one audit event per block."""
    with Access(actor, purpose, action=action, about=("interview", row.pk)) as access:
        yield opened_under(access, row)


def opened_under(access: Access, row: Interview) -> Opened:
    """The same under an access that is open already, of an interview that the actor was shown."""
    facts = list(_rows().filter(interview=row).order_by("number"))
    events = list(Event.objects.filter(interview=row).order_by("number"))
    notes = list(Note.objects.filter(interview=row).order_by("number"))
    moments = list(Moment.objects.filter(interview=row).order_by("number"))
    sittings = list(Sitting.objects.filter(interview=row).order_by("number"))
    interpreters = list(Interpreter.objects.filter(interview=row).order_by("number"))
    access.open(*facts, *events, *notes, *moments, *sittings, *interpreters)
    placings = _placings(notes)
    return Opened(
        interview=row,
        facts=_facts(facts, facts),
        events=tuple(_event(one) for one in events),
        order=tuple(tuple(step) for step in rules.ordered([one.number for one in events], placings)),
        placings=placings,
        notes=tuple((one, dict(one.content or {})) for one in notes),
        moments=tuple((one, dict(one.words or {})) for one in moments),
        sittings=tuple((one, str(one.conditions or "")) for one in sittings),
        interpreters=tuple((one, dict(one.details or {})) for one in interpreters),
    )


def not_asked_under(access: Access, row: Interview) -> int:
    """How many questions the short path left out of the form as it stands, under an access that is open already."""
    draft = Draft.objects.filter(interview=row, aside_at__isnull=True).select_related("version").first()
    if draft is None or draft.version is None:
        return 0
    access.open(draft)
    given = verify.verify(instruments.compiled(draft.version), str(draft.xml or "").encode()).given
    return sum(len(one.rows) for one in short_path.not_asked(from_document(draft.version.source), given))


def resting_topics(actor: Actor, row: Interview, day: date) -> tuple[str, ...]:
    """Topics that met distress on this day and are left for it; nothing is opened where there was none."""
    rows = queries.distress_on(row, day)
    if not rows:
        return ()
    with Access(actor, PURPOSE, action="interview.read", about=("interview", row.pk)) as access:
        access.open(*rows)
        return tuple(sorted({topic for one in rows if (topic := str((one.words or {}).get("topic", "")))}))


@contextmanager
def open_preparation(actor: Actor, row: Preparation, *, action: str = "interview.read") -> Iterator[dict[str, Any]]:
    """The answers to the gates; one audit event per block."""
    whole = Preparation.objects.get(pk=row.pk)
    with Access(actor, PURPOSE, action=action, about=("interview", row.interview_id)) as access:
        access.open(whole)
        yield dict(whole.gates or {})


@contextmanager
def open_draft(actor: Actor, row: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    """The form as it stands, and what was verified once it was finished; one audit event per block."""
    whole = Draft.objects.get(pk=row.pk)
    with Access(actor, PURPOSE, action="interview.draft_read", about=("interview", row.interview_id)) as access:
        access.open(whole)
        yield str(whole.xml or ""), dict(whole.values or {})


@contextmanager
def open_to_fill(actor: Actor, row: Draft) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The form as it stands, the secret of what its browser may have to keep, and those of the forms put aside before,
    whose words may wait there still; one audit event per block."""
    whole, key = Draft.objects.get(pk=row.pk), DraftKey.objects.get(draft=row.pk)
    aside = list(DraftKey.objects.filter(interview=row.interview_id).exclude(pk=key.pk).order_by("draft__aside_at"))
    with Access(actor, PURPOSE, action="interview.draft_read", about=("interview", row.interview_id)) as access:
        access.open(whole, key, *aside)
        yield str(whole.xml or ""), str(key.secret), tuple(str(one.secret) for one in aside)


@contextmanager
def open_unsent(actor: Actor, row: Interview) -> Iterator[tuple[str, ...]]:
    """The secrets alone, for words that a browser had not sent: of the form that is filled in, then of those put aside
    since; one audit event per block. Raises NotFound where no form was begun."""
    keys = list(DraftKey.objects.filter(interview=row).order_by(F("draft__aside_at").desc(nulls_first=True)))
    if not keys:
        raise NotFound
    with Access(actor, PURPOSE, action="interview.unsent_opened", about=("interview", row.pk)) as access:
        access.open(*keys)
        yield tuple(str(one.secret) for one in keys)


@contextmanager
def open_earlier(actor: Actor, row: Interview) -> Iterator[tuple[tuple[EarlierDraft, str], ...]]:
    """The forms that somebody's own words went over, the newest first, each beside the draft that tells its version;
    nothing is opened where none is."""
    found = EarlierDraft.objects.filter(interview=row).select_related("draft__version")
    rows = list(found.defer("draft__xml", "draft__values").order_by("-number"))
    if not rows:
        yield ()
        return
    with Access(actor, PURPOSE, action="interview.draft_read", about=("interview", row.pk)) as access:
        access.open(*rows)
        yield tuple((one, str(one.xml or "")) for one in rows)


@contextmanager
def open_tellings(actor: Actor, case: Case) -> Iterator[tuple[tuple[Telling, dict[str, Any]], ...]]:
    """What was told before and by whom, of a case that the actor was shown; nothing is opened where nothing was."""
    rows = list(Telling.objects.filter(case=case).select_related("desk").order_by("-number"))
    if not rows:
        yield ()
        return
    with Access(actor, PURPOSE, action="interview.tellings_read", about=("case", case.pk)) as access:
        access.open(*rows)
        yield tuple((one, dict(one.words or {})) for one in rows)


def _rows() -> QuerySet[Fact]:
    return Fact.objects.select_related("event", "interview").defer("event__content")


def _facts(rows: list[Fact], wanted: list[Fact]) -> tuple[FactInWords, ...]:
    by_interview: dict[UUID, list[Fact]] = {}
    for one in rows:
        by_interview.setdefault(one.interview_id, []).append(one)
    found: list[FactInWords] = []
    for lines in by_interview.values():
        numbers = {one.pk: one.number for one in lines}
        amended = {one.pk: numbers.get(one.amends_id) if one.amends_id else None for one in lines}
        stands = rules.current((one.number, one.change, amended[one.pk]) for one in lines)
        found += [_fact(one, amended[one.pk], stands=one.number in stands) for one in lines if one in wanted]
    return tuple(found)


def _fact(row: Fact, amends: int | None, *, stands: bool) -> FactInWords:
    return FactInWords(
        interview=row.interview_id,
        sat=row.interview.number,
        number=row.number,
        topic=row.topic,
        kind=row.kind,
        event=row.event.kind if row.event is not None else "",
        text=str(row.text or ""),
        interpretation=str(row.interpretation or ""),
        verbatim=row.verbatim,
        change=row.change,
        amends=amends,
        stands=stands,
        at=row.at,
    )


def _event(row: Event) -> EventInWords:
    content = row.content or {}
    return EventInWords(
        row.number,
        row.kind,
        tuple(content.get("values", [])),
        str(content.get("words", "")),
        str(content.get("anchor", "")),
    )


def _placings(notes: list[Note]) -> dict[int, tuple[str, int]]:
    """The last word on each event: before, after or with which other."""
    found: dict[int, tuple[str, int]] = {}
    for one in notes:
        if one.kind == rules.PLACING:
            content = one.content or {}
            event, other = int(content["event"]), int(content.get("of") or 0)
            if found.get(other, ("", 0))[1] == event:
                # What was said of the same two before gives way, whichever of them it was said of.
                del found[other]
            found[event] = (str(content["how"]), other)
    return {event: placing for event, placing in found.items() if placing[0] != rules.NOT_SAID}


def check(row: Interview, verb: str) -> None:
    """Raises NotNow where the interview is not in a state for this verb."""
    if row.state not in states.TRANSITIONS[verb][0]:
        raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
