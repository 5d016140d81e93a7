"""What `himaya doctor` looks at in the audit: whether it is being sealed. `himaya audit verify` reads all of it."""

from datetime import timedelta

from django.conf import settings

from himaya.kernel import sealing, signed_note, signers
from himaya.kernel.audit_rows import EVENTS
from himaya.kernel.checkpoints import marks_of
from himaya.kernel.clock import now
from himaya.kernel.errors import KeyMissing
from himaya.kernel.keyfile import CannotOpen
from himaya.kernel.models import AuditEvent
from himaya.ops.finding import Finding, look, well, wrong

LATE, STUCK = timedelta(minutes=10), timedelta(hours=1)


def audit() -> Finding:
    """Whether new rows get their seal, by a key that is known here."""
    try:
        last, ours = sealing.newest(), signers.ours()
    except sealing.SealBroken:
        do = "Keep a copy of the store as it is, `himaya audit verify`, then docs/how-to/install.md, The audit."
        return wrong("audit", "a checkpoint was altered or put in, and nothing is sealed on it any more", do)
    except KeyMissing:
        return wrong(
            "audit", "audit.key is missing or holds no key: nothing is sealed", "docs/how-to/install.md, The audit."
        )
    except CannotOpen as reason:
        return wrong("audit", "the seals cannot be compared", str(reason))
    if last is not None and not signed_note.signed_by(last.note, ours):
        do = "If audit.key was lost: its public line, as audit-former.pub, beside the keys. Else `himaya audit verify`."
        return look("audit", "the last seal is by a key that is not known here", do)
    top = marks_of(signed_note.read(last.note)).tops[EVENTS.letter] if last is not None else 0
    waiting = AuditEvent.objects.filter(id__gt=top).order_by("id").values_list("at", flat=True).first()
    if waiting is None:
        return well("audit", "sealed to its last row")
    minutes = max(0, int((now() - waiting).total_seconds()) // 60)
    seen, do = (
        f"what came {minutes} minutes ago is not sealed yet",
        "See whether the worker runs (`himaya serve`), and its log.",
    )
    # An exercise that nobody serves just now has nobody who seals.
    if settings.DEMO or now() - waiting <= LATE:
        return well("audit", seen)
    return (wrong if now() - waiting > STUCK else look)("audit", seen, do)
