"""The steps of `himaya keys drill`, run in the drill's own process and home."""

import sys
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command

from himaya.institutions.models import Institution
from himaya.kernel import keys, recovery, sealed, subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import KeyMissing
from himaya.kernel.keyfile import CannotOpen
from himaya.kernel.unit import unit
from himaya.ops import ceremony, store
from himaya.persons.models import Person

CANARY = "A canary, not a person"
KEEPERS = 3


class Disproved(Exception):
    """A step of the drill did not show what it has to show."""


class Stage:
    """Says what each step proved, and how long it took."""

    def __init__(self) -> None:
        self.number, self.begun, self.since = 0, time.monotonic(), time.monotonic()

    def done(self, proved: str) -> None:
        now = time.monotonic()
        self.number += 1
        sys.stdout.write(f"{self.number}. {proved} ({now - self.since:.2f} s)\n")
        sys.stdout.flush()
        self.since = now


def drill(folder: Path) -> None:
    """The steps. Raises Disproved at the first that does not hold."""
    stage, place = Stage(), Path(settings.HIMAYA_KEYS)
    keys.create(place)
    keys.add_epoch(place)
    store.prepare_home()
    store.check_keys()
    person = _seal_canary()
    if _read_canary(person) != CANARY:
        raise Disproved("The canary cannot be read although every key is there.")
    stage.done("An invented store holds one sealed canary, and its keys open it: there is something to lose")

    sheets: list[str] = []
    copy = ceremony.hold(
        keys.contents(place), keepers=KEEPERS, sealed_home=False, output=folder / "copy", table=_keepers(sheets)
    )
    stage.done(f"{KEEPERS} keepers typed their sheets back, and each pair opened the copy: the paper is right")

    before = keys.contents(place)
    for file in place.iterdir():
        file.unlink()
    place.rmdir()
    keys.forget()
    if _read_canary(person) is not None:
        raise Disproved("The canary opens although the keys are gone: something else holds them.")
    stage.done("The keys are deleted, and the canary does not open: without keys the data is worthless")

    if _restored(copy.parent, [sheets[2], sheets[2]]):
        raise Disproved("One keeper alone restored the keys.")
    stage.done("One keeper with the copy, typing twice, restores nothing: nobody can do it alone")

    _restored(copy.parent, [sheets[2], sheets[0]], into=place)
    keys.forget()
    if keys.contents(place) != before:
        raise Disproved("The restored keys are not those that were lost.")
    store.check_keys()
    stage.done("Keepers 3 and 1 restored every key, byte for byte: one keeper may be lost")

    if _read_canary(person) != CANARY:
        raise Disproved("The canary does not open with the restored keys.")
    stage.done("The canary opens again: what was sealed before the loss can be read after it")
    sys.stdout.write(f"The drill held, in {time.monotonic() - stage.begun:.1f} s. The real store was not touched.\n")


def _seal_canary() -> UUID:
    for room in ("kernel", "institutions", "persons"):
        call_command("migrate", room, verbosity=0)
    with unit(by=SYSTEM):
        Institution.objects.create(id="drill", kind="invented", mark="?")
        subject = subjects.create("person", key_kinds=[subjects.IDENTITY])
        person = Person(id=subject.pk, institution_id="drill")
        sealed.seal(person, full_name=CANARY)
        person.save(force_insert=True)
    return person.pk


def _read_canary(person_id: UUID) -> str | None:
    """What the canary says, or None when no key opens it."""
    person = Person.objects.get(pk=person_id)
    try:
        with Access(SYSTEM, "drill") as access:
            access.open(person)
            return str(person.full_name)
    except KeyMissing:
        return None


def _keepers(sheets: list[str]) -> ceremony.Table:
    """Keepers who copy what they see, exactly."""
    seen: list[str] = []

    def ask(prompt: str) -> str:
        if not prompt.startswith("Type"):
            return ""
        rows = [line for line in seen[-1].splitlines() if ": " in line and line.startswith("      ")]
        sheets.append(" ".join(word for row in rows for word in row.split() if not word.endswith(":")))
        return sheets[-1]

    return ceremony.Table(say=seen.append, ask=ask, empty=lambda: None)


def _restored(folder: Path, typed: list[str], *, into: Path | None = None) -> bool:
    """True when two keepers who type this get the keys; they leave when it is refused."""
    waiting = iter(typed)

    def ask(_: str) -> str:
        try:
            return next(waiting)
        except StopIteration as nobody:
            raise EOFError from nobody

    try:
        files = ceremony.gather(ceremony.read(folder), ceremony.Table(say=lambda _: None, ask=ask, empty=lambda: None))
    except (EOFError, CannotOpen, recovery.Miscopied):
        return False
    if into is not None:
        ceremony.put(files, into)
    return True


def main(folder: str) -> int:
    """Run the drill; 1 when a step did not hold."""
    try:
        drill(Path(folder))
    except Disproved as reason:
        sys.stdout.write(f"The drill FAILED: {reason} Do not rely on the recovery copy; call for help.\n")
        return 1
    return 0
