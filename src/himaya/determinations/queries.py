"""Who is named today, where a person stands, what waits. Computed anew each time; nothing sealed is opened."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from himaya.cases import queries_consents
from himaya.cases import rules_consents as ledger
from himaya.cases import states as case_states
from himaya.cases.models import Case, Consent
from himaya.cases.rules_assessing import is_child
from himaya.determinations import content, policy, rules, rules_days, states
from himaya.determinations.models import Counsel, Decision, Naming, Note, Period, Request, Telling
from himaya.determinations.rules import DRAFT, Basis, Decided
from himaya.institutions import queries as institutions
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.legal import queries_library
from himaya.legal.library import Article

# The class of data by which a person agrees that a body gets the sheet, and a police or prosecution desk the note.
SHEET, NOTE = "decision_sheet", "non_punishment_note"
# And by which legal counsel of another desk reads the sheet before it goes: no body, and it decides nothing.
COUNSEL = "counsel_sheet"


_READ: ContextVar[dict[str, Any] | None] = ContextVar("what of the register was read once", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within this block register and texts are read once, however many entries are looked at. No verb runs in it."""
    kept = _READ.get()
    token = _READ.set({} if kept is None else kept)
    try:
        yield
    finally:
        _READ.reset(token)


def _once[T](name: str, read: Callable[[], T]) -> T:
    kept = _READ.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    found: T = kept[name]
    return found


def laws() -> dict[str, Article]:
    """The rows of the libraries of this nation as they stand today."""
    return _once("laws", content.laws)


def basis_of(row: Naming) -> Basis:
    """An entry as the rules read it. A row of the library has the mark of today: read since, or in doubt since."""
    law = laws().get(row.row) if row.row else None
    if law is None:
        if content.is_draft(row.row):
            return Basis(DRAFT, row.valid_from, row.valid_to)
        return Basis(row.mark, row.valid_from, row.valid_to)
    return Basis(law.row.mark, row.valid_from, row.valid_to, read=row.row in _once("read", queries_library.read_here))


def drives(row: Naming) -> bool:
    """Whether an entry in force names a body, or starts a clock, today. No text among States names a body."""
    in_force = row.state == states.IN_FORCE and not (row.part == states.BODY and content.is_abroad(row.row))
    return in_force and rules.drives(basis_of(row), clock.today(), invented=bool(settings.DEMO))


def _in_force(part: str) -> list[Naming]:
    """What counts today, and what was confirmed and begins later."""
    rows = Naming.objects.filter(part=part, state=states.IN_FORCE).select_related("desk__institution").order_by("step")
    return [row for row in rows if not _superseded(row, rows)]


def _superseded(row: Naming, rows: Iterable[Naming]) -> bool:
    """Another one of the same place has begun since."""
    same = [(one.valid_from, one.pk) for one in rows if one.step == row.step]
    return row.valid_from <= clock.today() and rules.begun_last(same, clock.today()) != row.pk


def bodies() -> dict[str, Naming]:
    """By step, the entry that names the body which decides today. Empty: nobody is named, and there is no status."""
    return dict(_once("bodies", _bodies))


def _bodies() -> dict[str, Naming]:
    with read_once():
        return {row.step: row for row in _in_force(states.BODY) if drives(row)}


def to_be_verified() -> list[Naming]:
    """Entries that were confirmed and name nobody: their text was not read at its source, or does not hold today."""
    with read_once():
        return [row for row in _in_force(states.BODY) if not drives(row)]


def term_of_review() -> Naming | None:
    """The entry that says how long a review can be asked for; None where none holds."""
    return next((row for row in _in_force(states.TERM) if drives(row)), None)


def configured_period() -> Naming | None:
    """The entry that says how long the period lasts and from when; None where none holds: then there is no clock."""
    return next((row for row in _in_force(states.PERIOD) if drives(row)), None)


def register() -> dict[str, list[Naming]]:
    """What counts or waits, by part."""
    found: dict[str, list[Naming]] = {part: [] for part in states.PARTS}
    for part, rows in found.items():
        waits = Naming.objects.filter(part=part, state=states.PROPOSED).select_related("desk__institution")
        rows += sorted([*_in_force(part), *waits], key=lambda row: (row.step, row.state, row.valid_from))
    return found


def status_of(case_id: UUID) -> str:
    """Where a person stands: by the last decision of a body, and by nothing else."""
    rows = Decision.objects.filter(case_id=case_id).values_list("number", "status", "step")
    return rules.status(Decided(number, status, step) for number, status, step in rows)


def looked_at_again(row: Request) -> Decision | None:
    """The decision that a review is about, without its reasons; None for a first one."""
    if row.about is None:
        return None
    return Decision.objects.filter(case_id=row.case_id, number=row.about).defer("reasons").first()


def pending(case_id: UUID) -> Request | None:
    """What waits for a decision, or for the word of counsel before it is sent."""
    rows = Request.objects.filter(case_id=case_id, state__in=states.WAITING).defer("sheet")
    return rows.select_related("to_desk__institution").first()


def told(decision: Decision) -> bool:
    """Whether the person was told of it."""
    return Telling.objects.filter(decision=decision).exists()


def untold(case_id: UUID) -> list[Decision]:
    """Decisions about one case of which the person was not told."""
    there = Telling.objects.filter(decision__case_id=case_id).values("decision_id")
    return list(Decision.objects.filter(case_id=case_id).exclude(pk__in=there).defer("reasons").order_by("number"))


def review_until(first_told: date | None) -> date | None:
    """The last day for a review, counted from the day on which the person was told; None where no term holds."""
    term = term_of_review()
    if term is None or term.days is None or first_told is None:
        return None
    return rules_days.last_day(first_told, term.days)


def is_open(case_id: UUID) -> bool:
    """Whether the file is open; also asked by a body, which does not see the file."""
    with wall.beyond(wall.EVERYTHING):
        return Case.objects.filter(pk=case_id, state="open").exists()


def agreed(case_id: UUID, desk_id: str, data_class: str = SHEET) -> bool:
    """Whether this may be at that desk today: the person agrees, or for a child a confirmed line says on what it rests.

    Nothing leaves where the desk that decides is the one that holds the file. A no is always the last word.
    """
    with wall.beyond(wall.EVERYTHING):
        desk, age = Case.objects.values_list("desk_id", "age_group").get(pk=case_id)
        if desk == desk_id or data_class in queries_consents.agreed_at_desk(case_id, desk_id):
            return True
        if not is_child(age):
            return False
        about = Consent.objects.filter(case_id=case_id, recipient_id=desk_id).order_by("-number")
        rows = (row for row in about if data_class in row.data_classes and row.word != ledger.ASKED)
        last = next(rows, None)
    return last is not None and last.word == ledger.WITHOUT and last.basis == case_states.CHILD


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the list of its body: whether it can still be read."""

    row: Request
    readable: bool


def received(actor: Actor) -> list[Waiting]:
    """What was asked of the actor's desk as a body, the newest first; nothing sealed."""
    rows = Request.objects.filter(policy.received(actor)).exclude(state=states.WITHDRAWN).defer("sheet")
    found = list(rows.select_related("from_desk__institution").order_by("-handed_at", "pk")[:100])
    named = bodies()
    return [Waiting(row, readable(row, named)) for row in found]


def place_of(row: Request) -> str:
    """For what a body has to be named to decide it."""
    return states.APPEAL_BODY if row.kind == states.APPEAL else row.step


def named_for(row: Request, named: Mapping[str, Naming] | None = None) -> Naming | None:
    """The entry by which the desk that was asked is named today: a newer one may have come, but not another desk."""
    entry = (bodies() if named is None else named).get(place_of(row))
    return entry if entry is not None and entry.desk_id == row.to_desk_id else None


def carried(row: Request, named: Mapping[str, Naming] | None = None) -> bool:
    """Whether what carries a request stands: the file open, the agreement, and the body named."""
    return named_for(row, named) is not None and is_open(row.case_id) and agreed(row.case_id, row.to_desk_id)


def readable(row: Request, named: Mapping[str, Naming] | None = None) -> bool:
    """Whether the body may read the sheet: handed over, the file open, the agreement standing, and the body named.

    A body that is not named any more reads what it decided itself, while a review can be asked for: no longer.
    """
    if row.state not in (states.SENT, states.DECIDED):
        return False
    if not is_open(row.case_id) or not agreed(row.case_id, row.to_desk_id):
        return False
    return named_for(row, named) is not None or _decided_lately(row)


def counsel_named(request_id: UUID) -> Counsel | None:
    """The desk whose counsel is named to read a request now."""
    rows = Counsel.objects.filter(request_id=request_id, ended_at__isnull=True)
    return rows.select_related("desk__institution").first()


def advisable(row: Request, desk_id: str) -> bool:
    """Whether counsel of another desk may read the sheet today: it waits for them, the file open, the agreement
    standing, and the desk none that has come to enforce, judge or be a State's."""
    waits = row.state == states.TO_COUNSEL and is_open(row.case_id)
    return waits and agreed(row.case_id, desk_id, COUNSEL) and institutions.keeps_stories(desk_id)


def to_advise(actor: Actor) -> list[Waiting]:
    """What counsel at the actor's desk was named to read, the oldest first; nothing sealed."""
    rows = Request.objects.filter(policy.advised(actor)).defer("sheet").select_related("from_desk__institution")
    return [Waiting(row, advisable(row, actor.desk_id)) for row in rows.order_by("sent_at", "pk")[:100]]


def _decided_lately(row: Request) -> bool:
    term = term_of_review()
    if row.state != states.DECIDED or term is None or term.days is None:
        return False
    rows = Decision.objects.filter(request=row, desk_id=row.to_desk_id).values_list("recorded_at", flat=True)
    days = [rules_days.day_of(at, clock.here()) for at in rows]
    return any(clock.today() <= rules_days.last_day(one, term.days) for one in days)


def last_period(case_id: UUID) -> Period | None:
    """The period as it stands."""
    return Period.objects.filter(case_id=case_id).defer("reason").order_by("-number").first()


def period_began(case_id: UUID) -> datetime | None:
    """When the period of a case was begun, however often it was made longer; None where there is none."""
    begun = Period.objects.filter(case_id=case_id, word=states.STARTED).order_by("-number")
    return begun.values_list("at", flat=True).first()


def period_runs(case_id: UUID) -> bool:
    """Whether a period of a case has not ended."""
    row = last_period(case_id)
    return row is not None and rules_days.nearness(row.last_on, clock.today()) != rules_days.OVER


def since(case_id: UUID, event: str) -> date | None:
    """The day of the event from which the period is counted; None while it has not happened."""
    if event == states.SINCE_ASKED:
        handed = Request.objects.filter(case_id=case_id, handed_at__isnull=False).order_by("number")
        sent = handed.values_list("handed_at", flat=True).first()
        return rules_days.day_of(sent, clock.here()) if sent is not None else None
    yes = Decision.objects.filter(case_id=case_id, status__in=states.STEPS).order_by("number")
    if event == states.SINCE_DECIDED:
        return yes.values_list("decided_on", flat=True).first()
    rows = Telling.objects.filter(decision__in=yes.values("pk")).order_by("on")
    return rows.values_list("on", flat=True).first()


def notes_of(rows: Iterable[Note]) -> dict[UUID, list[Note]]:
    """The lines of each note, the oldest first."""
    found: dict[UUID, list[Note]] = {}
    for row in sorted(rows, key=lambda one: one.number):
        found.setdefault(row.note, []).append(row)
    return found


def untold_now(decision_id: UUID) -> Decision | None:
    """For the worker: a decision, while nobody told the person of it and the file is open."""
    row = Decision.objects.filter(pk=decision_id, case__state="open").defer("reasons").first()
    return row if row is not None and not told(row) else None


def period_now(period_id: UUID) -> Period | None:
    """For the worker: a line of a period, while it is the last one of its case."""
    row = Period.objects.filter(pk=period_id, case__state="open").defer("reason").first()
    last = last_period(row.case_id) if row is not None else None
    return row if row is not None and last is not None and last.pk == row.pk else None


def periods_in_mind(case_id: UUID) -> list[Period]:
    """For the worker: a period of an open case that ends soon, of which somebody was, or should have been, reminded."""
    row = last_period(case_id)
    if row is None or not is_open(case_id):
        return []
    return [row] if rules_days.nearness(row.last_on, clock.today()) == rules_days.SOON else []


def awaits(request_id: UUID) -> str:
    """For the worker: the desk that is to decide a request, while it still waits; else nothing."""
    rows = Request.objects.filter(pk=request_id, state=states.SENT)
    return rows.values_list("to_desk_id", flat=True).first() or ""
