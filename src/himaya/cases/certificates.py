"""The certificate of an erasure: what was destroyed and when, and until when a backup still opens it.

Lines of codes, days and numbers, signed (kernel/statements.py). No name, no desk, no reference: whoever finds the paper
learns that something was erased somewhere, and nothing of whom or what.
"""

from datetime import date

from himaya.cases.models import Erasure
from himaya.cases.models_retention import TOLD_ELSEWHERE
from himaya.cases.policy_retention import RESTORE
from himaya.kernel import statements
from himaya.kernel.belongings import IDENTITY
from himaya.kernel.signed_note import PublicKey
from himaya.kernel.statements import Read

KIND = "certificate-of-erasure"
LONGEST = statements.LONGEST


def issue(erasure: Erasure) -> str:
    """The signed certificate of an erasure that is done. Raises KeyMissing."""
    return statements.sign(_lines(erasure))


def _lines(erasure: Erasure) -> list[str]:
    lines = [
        f"{KIND} {erasure.pk}",
        f"person {erasure.person_id}",
        f"scope {erasure.scope}",
        _why(erasure),
        f"key-deleted {_day(erasure.decided_on)}",
        f"key-epoch {erasure.epoch or 'none'}",
        f"backups-and-epoch-gone-by {_day(erasure.gone_by)}",
    ]
    survives = "survives counts-without-a-person audit-numbers"
    if erasure.scope == IDENTITY:
        survives += " closed-file-without-a-name"
    if erasure.gone_on is not None:
        lines.append(f"epoch-destroyed {_day(erasure.gone_on)}")
    else:
        survives += " sealed-copies-in-backups-until-that-day"
    lines.append(survives)
    if TOLD_ELSEWHERE in erasure.counts:
        lines.append(f"told-elsewhere {erasure.counts[TOLD_ELSEWHERE]} others-if-any")
    # Always there, so that it tells nothing: a number would say that a desk kept notes apart, or that police asked.
    lines.append("erased-uncounted notes-kept-apart conflicts demands exports if-any")
    erased = sorted((what, number) for what, number in erasure.counts.items() if what != TOLD_ELSEWHERE)
    lines += [f"erased-{what} {number}" for what, number in erased]
    return lines


def _why(erasure: Erasure) -> str:
    # An erasure done once more after a restore has the number of the first, and here its day.
    word = "first-erased" if erasure.asked_as == RESTORE else "asked"
    return f"{word} {_day(erasure.asked_on)} {erasure.asked_as}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "-"


def read(note: str, keys_known: list[PublicKey]) -> Read | None:
    """What a text says as a certificate; None when it is none."""
    return statements.read(KIND, note, keys_known)
