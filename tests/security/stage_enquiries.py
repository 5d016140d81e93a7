"""Of enquiries in the matrix: two institutions that signed, and the own desk was told that another one asks."""

from himaya.enquiries.actions import enquiries
from himaya.enquiries.actions.enquiries import Said
from himaya.kernel.actor import SYSTEM
from tests.rooms.enquiries.asked import BY, HOLDER, kept, signed
from tests.security.matrix.rows import ENQUIRY_TOLD

NAME, BORN = "Canary Asked", "02/02/1990"


def set_up() -> dict[str, str]:
    """Nothing drains the outbox here: the worker's part is done by its verb."""
    signed()
    kept(NAME, birth=BORN)
    row = enquiries.ask(
        case_id=kept(NAME, birth=BORN, by=HOLDER).pk, said=Said((BY.institution_id,), agrees=True), by=HOLDER
    )
    (one,) = enquiries.compare(enquiry_id=row.pk, by=SYSTEM)
    return {ENQUIRY_TOLD: str(one.pk)}
