"""The columns of letters: codes, desks and days in clear; the number and the answers on risk sealed."""

from tests.security.model_classification import CODED, COUNT, DAY, DESK, ID, KEY, LINK, SEALED, WORKER

ATTESTATIONS: dict[str, dict[str, str]] = {
    "attestation": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "place": COUNT,
        "text": CODED,
        "languages": CODED,
        "issued_on": DAY,
        "valid_until": DAY,
        "kept": CODED,
        "kept_at_id": DESK,
        "desk_id": DESK,
        "made_by": WORKER,
        "mark": KEY,
        "taken_back_on": DAY,
        "taken_back_by": WORKER,
        "reason": CODED,
        "number": SEALED,
        "risk": SEALED,
    },
}
