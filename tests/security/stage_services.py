"""The directory behind the matrix: one proposal of the shelter's lead that waits for a second person."""

from himaya.services.actions import proposals
from himaya.services.actions.proposals import Said
from tests import cast
from tests.security.matrix.rows import PROPOSAL


def set_up() -> dict[str, str]:
    """The proposal, by the word that rows use."""
    said = Said("legal_aid", gives=True, eligibility=("men", "boys"))
    return {PROPOSAL: str(proposals.propose(desk_id="shelter", said=said, by=cast.SHELTER_LEAD).pk)}
