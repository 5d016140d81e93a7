"""The only ways to hold steps of care and letters: for whoever opens the compartment, each reading audited."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from himaya.cases.models import Compartment
from himaya.health import access, rules_letters
from himaya.health.models import CareStep, ClinicianLetter
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

ACTION = "health.read"


@dataclass(frozen=True)
class Line:
    """One line of stepped care inside its block."""

    row: CareStep
    done: str
    step: int
    reason: str
    words: str


@dataclass(frozen=True)
class Course:
    """Every line, the oldest first; the step of the last one, since when it is that step, and when somebody looked."""

    lines: tuple[Line, ...] = ()
    step: int | None = None
    since: date | None = None
    looked: date | None = None


@dataclass(frozen=True)
class InWords:
    """One letter inside its block. One that was not wanted says nothing."""

    row: ClinicianLetter
    purpose: str = ""
    reader: str = ""
    terms: tuple[str, ...] = ()
    own: str = ""
    named: bool = False
    language: str = "fr"
    days: int = 0
    # From its release on: by what it is checked.
    number: str = ""
    verifier: str = ""


@contextmanager
def reading(actor: Actor, compartment: Compartment) -> Iterator[Access]:
    """One audit event about a compartment that the actor was just shown to open; it names the person."""
    about = ("compartment", compartment.pk)
    with Access(actor, access.PURPOSE, action=ACTION, about=about, concerns=compartment.case.person_id) as reader:
        yield reader


@contextmanager
def open_course(actor: Actor, compartment: Compartment) -> Iterator[Course]:
    """The steps of care of a compartment that the caller holds or was shown."""
    with reading(actor, compartment) as reader:
        rows = list(CareStep.objects.filter(compartment=compartment).select_related("desk").order_by("place"))
        reader.open(*rows)
        yield _course(rows)


@contextmanager
def open_letters(actor: Actor, compartment: Compartment) -> Iterator[tuple[InWords, ...]]:
    """The letters of a compartment that the caller holds or was shown, the newest first."""
    with reading(actor, compartment) as reader:
        rows = list(ClinicianLetter.objects.filter(compartment=compartment).select_related("desk").order_by("-place"))
        reader.open(*rows)
        yield tuple(in_words(row) for row in rows)


@contextmanager
def open_letter(actor: Actor, compartment: Compartment, letter_id: UUID) -> Iterator[InWords]:
    """One letter of it. Raises NotFound."""
    row = ClinicianLetter.objects.filter(compartment=compartment, pk=letter_id).select_related("desk").first()
    if row is None:
        raise NotFound
    with reading(actor, compartment) as reader:
        reader.open(row)
        yield in_words(row)


def lock_letter(actor: Actor, case_id: UUID, letter_id: UUID) -> ClinicianLetter:
    """Hold one letter for a change, its case first, inside a unit. Raises NotFound."""
    compartment = access.lock_health(actor, case_id)
    rows = ClinicianLetter.objects.select_for_update(of=("self",))
    found = rows.filter(compartment=compartment, pk=letter_id).first()
    if found is None:
        raise NotFound
    # Not joined: the store shows the case itself to the desk that holds it, which may be another.
    found.compartment = compartment
    return found


def state(row: ClinicianLetter, today: date) -> str:
    """Where a letter stands today."""
    return rules_letters.state(
        released_on=row.released_on,
        valid_until=row.valid_until,
        revoked_on=row.revoked_on,
        put_away_on=row.put_away_on,
        today=today,
    )


def in_words(row: ClinicianLetter) -> InWords:
    """What an opened letter says."""
    said: dict[str, Any] = dict(row.said or {})
    if not said:
        return InWords(row)
    return InWords(
        row,
        purpose=said["purpose"],
        reader=said["reader"],
        terms=tuple(said["terms"]),
        own=said["own"],
        named=said["named"],
        language=said["language"],
        days=said["days"],
        number=said.get("number", ""),
        verifier=said.get("verifier", ""),
    )


def _course(rows: list[CareStep]) -> Course:
    lines = tuple(Line(row, **{name: row.said[name] for name in ("done", "step", "reason", "words")}) for row in rows)
    if not lines:
        return Course()
    last, since = lines[-1], lines[-1].row.written_on
    for line in reversed(lines):
        if line.step != last.step:
            break
        since = line.row.written_on
    return Course(lines, last.step, since, last.row.written_on)
