"""The journal of erasures: who was erased and which holds stand, in a file that outlives the store.

A backup of before an erasure holds the person again, and knows nothing of it. So that a restore can make up for it, the
journal lies beside the store, in a second place that the operator names (`HIMAYA_ERASED`), and in each later backup.
It is one signed statement (kernel/statements.py): no line can be added, changed or taken out. Ids, days and codes;
without a store it tells how many were erased on which day, and nothing of whom.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from himaya.cases.models import Erasure, LegalHold
from himaya.cases.models_retention import DONE
from himaya.cases.policy_retention import RESTORE
from himaya.kernel import clock, signed_note, statements
from himaya.kernel.belongings import ALL
from himaya.kernel.errors import Fault
from himaya.kernel.models import AuditCheckpoint
from himaya.kernel.signed_note import NotANote, PublicKey

KIND, FILE, LOCK = "journal-of-erasures", "erased.journal", ".erased.lock"
BEHIND = timedelta(hours=1)
_HEAD = f"{KIND} 1"
_MADE = "%Y-%m-%dT%H:%M:%SZ"
_ERASED, _PLACED, _LIFTED = "erased", "hold", "hold-lifted"


class NotKept(Fault):
    """The journal cannot be written, or what lies in its place is not ours: no certificate is signed until it is."""

    sentence = (
        "The journal of erasures cannot be kept: a file in its place is not signed with this store's key, or its disk "
        "does not answer. Nothing is lost, and no certificate is signed meanwhile. `himaya doctor` says which file."
    )


@dataclass(frozen=True)
class Erased:
    """One erasure that was done."""

    erasure: UUID
    person: UUID
    case: UUID
    scope: str
    on: date


@dataclass(frozen=True)
class Placed:
    """One legal hold as it was placed."""

    hold: UUID
    person: UUID
    ground: str
    until: date
    on: date
    account: UUID


@dataclass(frozen=True)
class Lifted:
    """One legal hold as it was lifted."""

    hold: UUID
    person: UUID
    reason: str
    on: date
    account: UUID


Entry = Erased | Placed | Lifted


@dataclass(frozen=True)
class Journal:
    """What a journal says: when it was last added to, how long the audit then was (and its root), and its entries."""

    made: datetime
    sealed: int
    root: str
    entries: frozenset[Entry]

    def erased(self) -> list[Erased]:
        """In the order in which it was done."""
        found = [one for one in self.entries if isinstance(one, Erased)]
        return sorted(found, key=lambda one: (one.on, one.scope == ALL, one.erasure))

    def lifted(self) -> list[Lifted]:
        """Holds that were lifted."""
        return sorted((one for one in self.entries if isinstance(one, Lifted)), key=lambda one: (one.on, one.hold))

    def standing(self) -> list[Placed]:
        """Holds that were placed and not lifted."""
        ended = {one.hold for one in self.lifted()}
        placed = (one for one in self.entries if isinstance(one, Placed) and one.hold not in ended)
        return sorted(placed, key=lambda one: (one.on, one.hold))

    def continues(self, older: "Journal") -> bool:
        """True when every erasure that the other knows stands here too."""
        return set(older.erased()) <= set(self.erased())


def read(text: str, keys_known: list[PublicKey]) -> Journal:
    """What a text says as a journal. Raises NotANote when it is none, or signed by nobody of these."""
    body, _, _signature = text.partition("\n\n")
    lines = body.splitlines()[1:]
    if lines[:1] != [_HEAD] or not statements.is_signed(text, keys_known):
        raise NotANote("this is not a journal of erasures that these keys have signed")
    try:
        made = datetime.strptime(lines[1], f"made {_MADE}").replace(tzinfo=UTC)
        _word, sealed, root = lines[2].split(" ")
        return Journal(made, int(sealed), root, frozenset(_entry(line) for line in lines[3:]))
    except (IndexError, ValueError) as fault:
        raise NotANote("this journal of erasures was made by another version of Himaya") from fault


def _entry(line: str) -> Entry:
    match line.split(" "):
        case [word, erasure, person, case, scope, on] if word == _ERASED:
            return Erased(UUID(erasure), UUID(person), UUID(case), scope, date.fromisoformat(on))
        case [word, hold, person, ground, until, on, account] if word == _PLACED:
            days = date.fromisoformat(until), date.fromisoformat(on)
            return Placed(UUID(hold), UUID(person), ground, *days, UUID(account))
        case [word, hold, person, reason, on, account] if word == _LIFTED:
            return Lifted(UUID(hold), UUID(person), reason, date.fromisoformat(on), UUID(account))
    raise ValueError


def _line(one: Entry) -> str:
    match one:
        case Erased():
            return f"{_ERASED} {one.erasure} {one.person} {one.case} {one.scope} {one.on}"
        case Placed():
            return f"{_PLACED} {one.hold} {one.person} {one.ground} {one.until} {one.on} {one.account}"
        case Lifted():
            return f"{_LIFTED} {one.hold} {one.person} {one.reason} {one.on} {one.account}"


def places() -> list[Path]:
    """Where the journal is kept: in the data directory, and where the operator said."""
    second = [Path(settings.HIMAYA_ERASED)] if settings.HIMAYA_ERASED else []
    return [Path(settings.HIMAYA_HOME) / FILE, *second]


def known() -> Journal | None:
    """All that the places know together; None when none of them has a journal. Raises NotKept."""
    found = []
    for file in places():
        try:
            if file.exists():
                found.append(read(file.read_text("utf-8"), [statements.public_key()]))
        except (OSError, ValueError) as fault:
            raise NotKept from fault
    if not found:
        return None
    newest = max(found, key=lambda one: (one.made, one.sealed))
    entries = frozenset[Entry]().union(*(one.entries for one in found))
    return Journal(newest.made, newest.sealed, newest.root, entries)


def keep(*, behind: timedelta = BEHIND) -> None:
    """Bring the journal up to date with the store in each of its places. What it knew stays. Raises NotKept.

    An empty one says that nobody was erased. How long the audit is it need not know at once: `behind` says how late.
    """
    try:
        with _alone():
            before = known()
            entries = _without_what_is_gone({*(before.entries if before else ()), *_of_store()})
            if before is None or entries != before.entries or _is_behind(before, behind):
                _write(places(), _signed(entries))
                return
            for file in places():
                if not file.exists() or read(file.read_text("utf-8"), [statements.public_key()]).entries != entries:
                    _write([file], _signed(entries))
    except OSError as fault:
        raise NotKept from fault


def _is_behind(before: Journal, behind: timedelta) -> bool:
    last = _last_checkpoint()
    return last is not None and last.root.hex() != before.root and abs(clock.now() - before.made) >= behind


def _last_checkpoint() -> signed_note.Checkpoint | None:
    last = AuditCheckpoint.objects.order_by("-first").only("note").first()
    return signed_note.read(last.note) if last is not None else None


def take(text: str) -> None:
    """Put a journal that was read elsewhere into the data directory, as it stands."""
    with _alone():
        _write(places()[:1], text)


def _of_store() -> Iterator[Entry]:
    for row in Erasure.objects.filter(state=DONE):
        if row.asked_as == RESTORE:
            # Known by its first day: it is the same erasure.
            yield Erased(row.pk, row.person_id, row.case_id, row.scope, row.asked_on)
        elif row.decided_on is not None:
            yield Erased(row.pk, row.person_id, row.case_id, row.scope, row.decided_on)
    for hold in LegalHold.objects.all():
        yield Placed(hold.pk, hold.person_id, hold.ground, hold.until, hold.set_on, hold.set_by)
        if hold.lifted_on is not None and hold.lifted_by is not None:
            yield Lifted(hold.pk, hold.person_id, hold.lift_reason, hold.lifted_on, hold.lifted_by)


def _without_what_is_gone(entries: Iterable[Entry]) -> frozenset[Entry]:
    """Of a person who was erased as a whole nothing is said but that."""
    kept = frozenset(entries)
    gone = {one.person for one in kept if isinstance(one, Erased) and one.scope == ALL}
    return frozenset(one for one in kept if isinstance(one, Erased) or one.person not in gone)


def _signed(entries: Iterable[Entry]) -> str:
    said = _last_checkpoint()
    audit = f"audit {said.size} {said.root.hex()}" if said is not None else "audit 0 -"
    made = f"made {clock.now().astimezone(UTC):{_MADE}}"
    return statements.sign([_HEAD, made, audit, *sorted(_line(one) for one in entries)])


def _write(files: Iterable[Path], text: str) -> None:
    """Whole or not at all, in one place after the other."""
    for file in files:
        new = file.with_name(f"{file.name}.new")
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)


@contextmanager
def _alone() -> Iterator[None]:
    with (Path(settings.HIMAYA_HOME) / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
