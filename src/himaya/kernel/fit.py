"""Whether the master keys are those of this store: data keys are tried, nothing that was said is opened."""

from dataclasses import dataclass

from himaya.kernel import subjects
from himaya.kernel.errors import Damaged, KeyMissing
from himaya.kernel.models import DataKey

# Of each epoch so many of the oldest and of the newest: one altered row tells nothing of the keys.
FROM_EACH_END = 8


@dataclass(frozen=True)
class Tried:
    """How many data keys were tried, and how many of each epoch did not open."""

    number: int
    shut: dict[int, int]

    @property
    def strange(self) -> bool:
        """True when these keys open nothing of what is here."""
        return bool(self.number) and sum(self.shut.values()) == self.number


def tried() -> Tried:
    """Unwrap the oldest and the newest data keys of each epoch."""
    number, shut = 0, dict[int, int]()
    for epoch in DataKey.objects.order_by("epoch").values_list("epoch", flat=True).distinct():
        rows = DataKey.objects.filter(epoch=epoch)
        some = {row.pk: row for way in ("id", "-id") for row in rows.order_by(way)[:FROM_EACH_END]}
        failed = sum(not _opens(row) for row in some.values())
        number += len(some)
        shut |= {epoch: failed} if failed else {}
    return Tried(number, shut)


def _opens(row: DataKey) -> bool:
    try:
        subjects.check_wrap(row)
    except (Damaged, KeyMissing):
        return False
    return True


def shut() -> list[subjects.Shut]:
    """Every data key of this store that does not open, after a look at each: seconds in a large store."""
    rows = DataKey.objects.order_by("id").iterator(chunk_size=5000)
    return [subjects.Shut(row.subject_id, row.kind, row.epoch) for row in rows if not _opens(row)]
