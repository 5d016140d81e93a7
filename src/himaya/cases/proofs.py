"""The proof of a withdrawal: the day, how many desks were told, how many have read so. Signed, and names nobody.

Lines of codes, days and numbers (kernel/statements.py), as a certificate of erasure: whoever finds the paper learns
that somebody took an agreement back somewhere. Which desks they are is printed beside only where the person wishes it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from himaya.cases import rules_consents as rules
from himaya.cases.models import Consent, WithdrawalNotice
from himaya.kernel import clock, statements
from himaya.kernel.signed_note import PublicKey
from himaya.kernel.statements import Read

KIND = "statement-of-withdrawal"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the paper says, and the signed lines below it."""

    day: date
    desks: tuple[tuple[str, date | None], ...]
    note: str

    @property
    def told(self) -> int:
        return len(self.desks)

    @property
    def acknowledged(self) -> int:
        return sum(1 for _name, on in self.desks if on is not None)


def of(row: Consent) -> Proof:
    """The proof of all that was taken back on the day of this line. The caller holds the case. Raises KeyMissing."""
    day = row.at.astimezone(clock.here()).date()
    begins = datetime.combine(day, time(), clock.here())
    ends = datetime.combine(day + timedelta(days=1), time(), clock.here())
    taken = Consent.objects.filter(case=row.case_id, word=rules.WITHDRAWN, at__gte=begins, at__lt=ends)
    desks = _desks(row, begins, ends)
    lines = [
        f"{KIND} {row.pk}",
        f"taken-back {day.isoformat()}",
        f"recipients-told {len(desks)}",
        f"recipients-acknowledged {sum(1 for _name, on in desks if on is not None)}",
        f"classes-of-data {len({name for one in taken for name in one.data_classes})}",
        f"made {clock.today().isoformat()}",
    ]
    return Proof(day, desks, statements.sign(lines))


def _desks(row: Consent, begins: datetime, ends: datetime) -> tuple[tuple[str, date | None], ...]:
    """Each desk that was told that day, and when it had read all of it."""
    told = WithdrawalNotice.objects.filter(case=row.case_id, told_at__gte=begins, told_at__lt=ends)
    found: dict[str, list[datetime | None]] = {}
    for one in told.select_related("desk", "institution").order_by("told_at", "pk"):
        found.setdefault(one.to_name, []).append(one.acknowledged_at)
    return tuple((name, _last(moments)) for name, moments in found.items())


def _last(moments: list[datetime | None]) -> date | None:
    read = [one for one in moments if one is not None]
    return max(read).astimezone(clock.here()).date() if len(read) == len(moments) else None


def read(note: str, keys_known: list[PublicKey]) -> Read | None:
    """What a text says as a proof; None when it is none."""
    return statements.read(KIND, note, keys_known)
