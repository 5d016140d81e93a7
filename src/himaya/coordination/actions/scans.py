"""The verbs of a scan: the stamped copy of a letter, cleaned, sealed under a key of its own, opened for a purpose."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.adapters import clamd
from himaya.adapters import scans as cleaner
from himaya.coordination import letter_state, policy, states
from himaya.coordination.models import Letter, LetterScan
from himaya.kernel import clock, subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit

# Why a scan may be opened; the page asks which.
PURPOSES: dict[str, Promise] = {
    "check_letter": _("Check the letter against the register"),
    "answer_letter": _("Answer the letter"),
    "legal_demand": _("Demand by an authority, after advice"),
}
NO_SCAN = _("This letter has no scan yet. Attach the stamped one first.")
REFUSED: dict[str, Promise] = {
    "too_large": _("This scan is too large. Ten megabytes and two hundred pages are kept: scan it again in grey."),
    "encrypted": _("This file is locked with a password. Save it without one and choose it again."),
    "not_readable": _("This file cannot be read. Scan the letter again, as a PDF or a picture."),
    "wrong_kind": _("This is neither a PDF nor a picture. Choose a scan as PDF, JPEG or PNG."),
    "infected": _(
        "The virus scanner found something in this file. Do not open it. Ask the technical administrator, and scan "
        "the paper again."
    ),
}
SCANNER_AWAY = _(
    "The virus scanner does not answer, so nothing is taken in. Try again later; if it stays so, call the technical "
    "administrator."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A scan inside its block: `pdf` or `jpeg`, and its bytes."""

    kind: str
    data: bytes


def add(*, letter_id: UUID, data: bytes, by: Actor) -> LetterScan:
    """Keep the scan of a letter, cleaned and sealed.

    Raises NotValid for a file that cannot be kept, NotNow, NotFound.
    """
    policy.check_secretariat(by)
    clean = cleaned(data)
    with unit(by=by) as u:
        letter = letter_state.held(letter_id)
        if letter.state == states.LETTER_DRAFT:
            raise NotNow(_("A draft has no stamped scan yet. Give the letter its number first."), code="letter_draft")
        if LetterScan.objects.filter(letter=letter).exists():
            raise NotNow(
                _("This letter has its scan already. Remove it first if it is the wrong one."), code="scan_there"
            )
        return keep(u, letter, clean)


def keep(u: Unit, letter: Letter, clean: cleaner.Cleaned) -> LetterScan:
    """Seal a cleaned scan under a key of its own, inside the unit of the verb that holds the letter."""
    subject = subjects.create("letter", key_kinds=[subjects.NOTE])
    row = LetterScan(
        letter=letter,
        subject=subject,
        kind=clean.kind,
        size=len(clean.data),
        sha256=sha256(clean.data).hexdigest(),
        added_on=clock.today(),
    )
    seal(row, content=b64encode(clean.data).decode())
    row.save()
    u.log("scan.added", object_type="letter", object_id=letter.pk, code=clean.kind, subjects=[subject.pk])
    return row


def remove(*, letter_id: UUID, by: Actor) -> None:
    """Destroy a scan that does not belong there, with its key. Raises NotNow without one, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        letter = letter_state.held(letter_id)
        row = LetterScan.objects.filter(letter=letter).first()
        if row is None:
            raise NotNow(NO_SCAN, code="no_scan")
        subjects.erase(row.subject_id, kinds=[subjects.NOTE], by=by)
        u.log("scan.removed", object_type="letter", object_id=letter.pk, subjects=[row.subject_id])
        row.delete()


@contextmanager
def open_scan(actor: Actor, letter_id: UUID, *, purpose: str) -> Iterator[Opened]:
    """Open the scan of a letter for a purpose; one audit event.

    Raises NotValid without a purpose, NotNow without a scan, NotFound.
    """
    policy.check_secretariat(actor)
    if not Letter.objects.filter(pk=letter_id).exists():
        raise NotFound
    row = LetterScan.objects.filter(letter=letter_id).first()
    if row is None:
        raise NotNow(NO_SCAN, code="no_scan")
    if purpose not in PURPOSES:
        raise NotValid(_("Choose why the scan is opened. It is written down."), code="purpose_unknown")
    with Access(actor, purpose, action="scan.read", about=("letter", letter_id)) as reader:
        reader.open(row)
        yield Opened(row.kind, b64decode(str(row.content)))


def cleaned(data: bytes) -> cleaner.Cleaned:
    """A scan written anew, once a virus scanner saw it as it came, where there is one.

    Raises NotValid with what to do instead, NotNow when the scanner does not answer.
    """
    try:
        clamd.check((data,), at=settings.HIMAYA_CLAMD)
        return cleaner.clean(data)
    except clamd.Infected as found:
        raise NotValid(REFUSED["infected"], code="scan_infected") from found
    except clamd.ScannerAway as away:
        raise NotNow(SCANNER_AWAY, code="scanner_away") from away
    except cleaner.ScanRefused as refused:
        code = refused.code if refused.code in REFUSED else "not_readable"
        raise NotValid(REFUSED[code], code=f"scan_{code}") from refused
