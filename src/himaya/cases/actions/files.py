"""The verbs of a file of a case: added, removed, and all of a person's destroyed."""

import errno
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from himaya.adapters import clamd, scans
from himaya.cases import access, access_files, policy, words_files
from himaya.cases import rules_files as rules
from himaya.cases.models import Case, CaseFile
from himaya.kernel import belongings, blobs, clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid, Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit

OBJECT = "case_attachment"
BOUNDS = scans.Bounds(rules.MOST_BYTES, rules.MOST_PAGES, rules.MOST_SECONDS)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Source(Protocol):
    """What was sent, read as often as needed."""

    def pieces(self) -> Iterator[bytes]: ...


def add(*, case_id: UUID, source: Source, named: str, description: str, instance_id: UUID, by: Actor) -> CaseFile:
    """Keep a PDF or a picture with an open case, written anew and sealed under the person's key.

    `named` is the ending of the name that it came under. The same form sent again keeps one file. What takes time is
    done before the case is held; then it is looked at again. Raises NotFound, NotNow (closed, full), NotValid.
    """
    policy.check_hand_over(by)
    _check_open(access_files.case_of(by, case_id))
    words = _described(description)
    blob, key = new_id(), blobs.new_key()
    with _refusals(), blobs.writing(blob, key) as out:
        kept = _Kept(out.write)
        clamd.check(source.pieces(), at=settings.HIMAYA_CLAMD)
        kind = scans.clean_stream(source.pieces(), kept.more, bounds=BOUNDS, named=named)
    try:
        with unit(by=by) as u:
            case = access.lock_case(by, case_id)
            if (done := _already(case, instance_id)) is not None:
                blobs.discard(blob)
                return done
            _check_open(case)
            row = CaseFile(
                person_id=case.person_id,
                case=case,
                instance_id=instance_id,
                number=_next_number(case),
                blob=blob,
                kind=kind,
                size=kept.size,
                added_by=policy.account_of(by),
                added_on=clock.today(),
            )
            secret = {"key": b64encode(key).decode(), "sha256": kept.digest.hexdigest()}
            seal(row, description=words or None, secret=secret)
            row.save(force_insert=True)
            u.log("file.added", object_type=OBJECT, object_id=row.pk, code=kind, subjects=[case.person_id])
            return row
    except Refusal:
        blobs.discard(blob)
        raise


def remove(*, file_id: UUID, reason: str, by: Actor) -> None:
    """Remove a file, with the reason: its words and its key go at once, its bytes follow; its line stays.

    What is under a legal hold, or needed by something that is not settled, stays: one person destroys no evidence.
    Raises NotFound, NotNow when that stands against it or somebody was faster, NotValid without a reason.
    """
    policy.check_hand_over(by)
    with unit(by=by) as u:
        found = access_files.file_of(by, file_id)
        access.lock_case(by, found.case_id)
        if reason not in rules.REASONS:
            raise NotValid(_("Choose why it is removed. It stays in the line of the file."), code="reason")
        row = CaseFile.objects.get(pk=file_id)
        if row.removed_on is not None:
            raise NotNow(_("A colleague removed this file already. Nothing else was changed."), code="file_removed")
        _check_not_needed(row.person_id)
        _empty(u, row, reason)
        u.log("file.removed", object_type=OBJECT, object_id=row.pk, code=reason, subjects=[row.person_id])


def destroy_all(*, person_id: UUID, by: Actor) -> int:
    """Destroy every file of a person: words and keys inside the caller's unit, bytes after it. Returns how many.

    Files go also when an identity alone is erased: a picture of a passport is an identity, whatever its key is called.
    """
    with unit(by=by) as u:
        # Each case is held as an upload holds it: of an upload at this moment, either all is destroyed or none is kept.
        list(Case.objects.select_for_update().filter(person_id=person_id).order_by("pk").values_list("pk"))
        rows = list(CaseFile.objects.filter(person_id=person_id, removed_on__isnull=True).order_by("pk"))
        for row in rows:
            _empty(u, row, rules.ERASED)
        if rows:
            u.log("files.destroyed", object_type="person", object_id=person_id, subjects=[person_id])
        return len(rows)


def delete_bytes(*, blob: UUID, by: Actor) -> None:
    """Delete the bytes of a removed file. For the worker. Raises BeingPacked while a backup is made."""
    if not CaseFile.objects.filter(blob=blob, removed_on__isnull=True).exists():
        blobs.delete([blob])


def sweep(*, by: Actor) -> int:
    """Delete bytes that no file names: what a killed upload left a day ago, or what could not be deleted then."""
    kept = CaseFile.objects.filter(removed_on__isnull=True).values_list("blob", flat=True)
    return blobs.sweep(kept.iterator())


def _empty(u: Unit, row: CaseFile, reason: str) -> None:
    row.removed_on, row.removed_reason = clock.today(), reason
    seal(row)
    row.save()
    u.tell("file.emptied", blob=str(row.blob))


def _check_not_needed(person_id: UUID) -> None:
    """Also what is not open to the actor: a demand about a file of the person at another desk."""
    with wall.beyond(wall.EVERYTHING):
        held, needed = belongings.on_hold(person_id), belongings.against(person_id)
    if held is not None:
        raise NotNow(held, code="on_hold")
    if needed is not None:
        raise NotNow(needed, code="not_settled")


def _already(case: Case, instance_id: UUID) -> CaseFile | None:
    """The case is held, so of two that send the same form at once the second finds what the first kept."""
    with wall.beyond(wall.EVERYTHING):
        kept = CaseFile.objects.filter(instance_id=instance_id).first()
    if kept is not None and kept.case_id != case.pk:
        raise NotFound
    return kept


def _check_open(case: Case) -> None:
    if case.state != "open":
        raise NotNow(_("This file is closed. Open a new one from the first line."), code="case_closed")
    if CaseFile.objects.filter(case=case, removed_on__isnull=True).count() >= rules.MOST_FILES:
        raise NotNow(_("This case has as many files as it can hold. Remove what is not needed."), code="files_full")


def _next_number(case: Case) -> int:
    last = CaseFile.objects.filter(case=case).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _described(description: str) -> str:
    words = " ".join(description.replace("\0", "").split())
    if len(words) > rules.LONGEST_DESCRIPTION:
        raise NotValid(_("This is too long. Keep one short line, without the story."), code="description")
    return words


class _Kept:
    """Counts and hashes what is kept, on its way to where it is kept."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write, self.size, self.digest = write, 0, sha256()

    def more(self, piece: bytes) -> None:
        self._write(piece)
        self.size += len(piece)
        self.digest.update(piece)


@contextmanager
def _refusals() -> Iterator[None]:
    """What cannot be kept, as a sentence."""
    try:
        yield
    except scans.ScanRefused as refused:
        raise NotValid(words_files.REFUSED[refused.code], code=f"file_{refused.code}") from refused
    except clamd.Infected as found:
        raise NotValid(words_files.REFUSED["infected"], code="file_infected") from found
    except clamd.ScannerAway as away:
        raise NotNow(words_files.REFUSED["scanner_away"], code="scanner_away") from away
    except OSError as fault:
        if fault.errno not in NO_ROOM:
            raise
        raise NotNow(words_files.REFUSED["no_room"], code="no_room") from fault
