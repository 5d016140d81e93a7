"""The letters of this room for whoever checks one."""

from himaya.attestations.models import Attestation
from himaya.attestations.standing import Standing
from himaya.kernel import wall


def by_mark(mark: str) -> Standing | None:
    """The letter that number and phrase lead to, seen from any desk: its two days, and nothing of its file."""
    with wall.beyond(wall.EVERYTHING):
        row = Attestation.objects.filter(mark=mark).only("valid_until", "taken_back_on").first()
    return None if row is None else Standing(row.valid_until, row.taken_back_on)
