"""Every column of the room `legal`: what an institution says of itself, and who signed for it. About no person."""

from tests.security.model_classification import CODED, DAY, DESK, ID, OPERATION, PUBLIC, STATE, WORKER

LEGAL: dict[str, dict[str, str]] = {
    "register_entry": {
        "id": ID,
        "institution_id": DESK,
        "part": CODED,
        "about": CODED,
        "text": PUBLIC,
        "number": PUBLIC,
        "dated": DAY,
        "abroad": STATE,
        "state": STATE,
        "proposed_by": WORKER,
        "proposed_on": DAY,
        "decided_by": WORKER,
        "decided_on": DAY,
    },
    "legal_override": {
        "id": ID,
        "institution_id": DESK,
        "signed_by": OPERATION,
        "reason": OPERATION,
        "signed_on": DAY,
        "until": DAY,
        "ended_on": DAY,
    },
}
