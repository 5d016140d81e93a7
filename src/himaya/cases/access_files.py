"""The only ways to hold a file of a case: its words or its content, each for a purpose that is written down."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from himaya.cases import access, policy
from himaya.cases.models import Case, CaseFile
from himaya.cases.words_files import GONE
from himaya.kernel import blobs
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid

SEALED = ("description", "secret")


@dataclass(frozen=True)
class OpenedFile:
    """One file, as it was kept. `pieces` may be read once, also after the block: that it is read is written down."""

    row: CaseFile
    pieces: Iterator[bytes] = field(repr=False)


def files_of(case: Case) -> list[CaseFile]:
    """The files of a case that the actor may hold, in their order, without their words."""
    return list(CaseFile.objects.filter(case=case).defer(*SEALED).order_by("number"))


def case_of(actor: Actor, case_id: UUID) -> Case:
    """A case of the actor's desk, without its person. Raises NotFound."""
    found = Case.objects.select_related("desk__institution").filter(policy.held_cases(actor), pk=case_id).first()
    if found is None:
        raise NotFound
    return found


def file_of(actor: Actor, file_id: UUID) -> CaseFile:
    """A file of a case of the actor's desk, closed. Raises NotFound."""
    mine = Case.objects.filter(policy.held_cases(actor)).values("pk")
    found = CaseFile.objects.select_related("case").filter(case__in=mine, pk=file_id).first()
    if found is None:
        raise NotFound
    return found


@contextmanager
def open_words(actor: Actor, case_id: UUID, *, purpose: str) -> Iterator[Mapping[UUID, str]]:
    """What was written of the files of a case, by file; one audit event. Raises NotFound, NotValid."""
    _check_content(purpose)
    case = case_of(actor, case_id)
    rows = list(CaseFile.objects.filter(case=case, removed_on__isnull=True).defer("secret"))
    with Access(actor, purpose, action="files.listed", about=("case", case.pk)) as reader:
        reader.open(*rows)
        yield {row.pk: str(row.description or "") for row in rows}


@contextmanager
def open_file(actor: Actor, file_id: UUID, *, purpose: str) -> Iterator[OpenedFile]:
    """One file, for a purpose; one audit event, committed before its key is unwrapped.

    It is read to its end first, so that of a damaged one not a byte is given out. Raises NotFound, NotValid, NotNow
    (removed), Damaged.
    """
    _check_content(purpose)
    row = file_of(actor, file_id)
    if row.removed_on is not None:
        raise NotNow(GONE, code="file_removed")
    with Access(actor, purpose, action="file.read", about=("case_attachment", row.pk)) as reader:
        reader.open(row)
        key = b64decode(row.secret["key"])
        blobs.check(row.blob, key)
        yield OpenedFile(row, blobs.pieces(row.blob, key))


def _check_content(purpose: str) -> None:
    access.check_purpose(purpose)
    if purpose == access.NO_CONTENT:
        raise NotValid(code="purpose_unknown")
