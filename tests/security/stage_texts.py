"""Texts behind the matrix: a document without draft, a draft that nobody saw, one before the table, an edition."""

from datetime import timedelta

from himaya.coordination import states
from himaya.coordination.models import Cycle
from himaya.kernel import clock
from tests.rooms.coordination import texting
from tests.security.matrix import rows


def set_up(cycle: Cycle) -> dict[str, str]:
    """The things that rows may name, each put straight into the store."""
    quiet = texting.draft(texting.document(cycle))
    tabled = texting.draft(texting.document(cycle), state=states.DRAFT_TABLED)
    held = {
        "uid": "Q-01",
        "institution": "labour",
        "text": "Sauf le délai",
        "review_on": str(clock.today() + timedelta(days=90)),
    }
    edition = texting.edition(texting.document(cycle), reservations=[held])
    fresh = texting.document(cycle)
    made = {rows.UNWRITTEN: fresh, rows.QUIET_DRAFT: quiet, rows.TABLED_DRAFT: tabled, rows.EDITION: edition}
    return {name: str(thing.pk) for name, thing in made.items()}
