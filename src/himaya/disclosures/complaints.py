"""content/complaints.yaml, read strictly and once per nation: where somebody complains outside of who helps them."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import content_root, pack_folder, read_file
from himaya.institutions.content_rows import MARKS, UNVERIFIED, LocalText
from himaya.kernel.models import Stamp

FILE = "complaints.yaml"


@dataclass(frozen=True, slots=True)
class Channel:
    """One body that takes complaints. `number` is empty where nobody checked one."""

    id: str
    names: LocalText
    how: LocalText
    number: str
    audio: str
    source: str
    mark: str

    @property
    def to_be_verified(self) -> bool:
        return self.mark in UNVERIFIED


def load(pack: str = "") -> tuple[Channel, ...]:
    """The list of a nation's pack, or the one for all. Raises ContentError, also for an empty list."""
    own = pack_folder(pack) / FILE if pack else None
    top = read_file(own if own is not None and own.is_file() else content_root() / FILE)
    found = tuple(
        Channel(
            id=row.text("id"),
            names=row.local("names"),
            how=row.local("how"),
            number=row.text("number", ""),
            audio=row.text("audio"),
            source=row.text("source"),
            mark=row.one_of("mark", MARKS),
        )
        for row in top.rows("channels")
    )
    if not found:
        raise top.gap("the list is empty: a person must be able to complain outside of who helps them")
    return found


def channels() -> tuple[Channel, ...]:
    """Those of this nation."""
    return _of(Stamp.objects.filter(pk=1).values_list("pack", flat=True).first() or "")


@lru_cache(maxsize=4)
def _of(pack: str) -> tuple[Channel, ...]:
    return load(pack)
