"""The canary: proves that the keys open the store, without opening what anybody said (ADR 15)."""

from himaya.kernel import subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Damaged, NotFound
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.ops.models import Canary

PURPOSE = "verify_backup"
SONG = "The keys open this store."


def ensure(*, by: Actor) -> None:
    """Make the canary where there is none: at `init`, or at the first backup of an older store."""
    if Canary.objects.exists():
        return
    with unit(by=by) as u:
        subject = subjects.create("canary", key_kinds=[subjects.NOTE])
        canary = Canary(subject_id=subject.id)
        seal(canary, song=SONG)
        canary.save()
        u.log("canary.made", object_type="canary", object_id=canary.pk, subjects=[subject.id])


def check(*, by: Actor) -> None:
    """Open the canary, as an audited reading like any other. Raises NotFound, KeyMissing or Damaged."""
    canary = Canary.objects.first()
    if canary is None:
        raise NotFound
    with Access(by, PURPOSE, action="canary.read") as access:
        access.open(canary)
        if canary.song != SONG:
            raise Damaged
