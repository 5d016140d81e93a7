"""The letters of a clinician for whoever checks one: a desk is not told that it is a clinician's."""

from himaya.attestations.standing import Standing
from himaya.health.models import ClinicianLetter
from himaya.kernel import wall


def by_mark(mark: str) -> Standing | None:
    """The letter that number and phrase lead to, seen from any desk: its two days, and nothing of its compartment."""
    with wall.beyond(wall.EVERYTHING):
        row = ClinicianLetter.objects.filter(mark=mark).only("valid_until", "revoked_on").first()
    return None if row is None or row.valid_until is None else Standing(row.valid_until, row.revoked_on)
