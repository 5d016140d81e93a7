"""What a qualification keeps: of a worker, in clear; of a person who is protected, nothing."""

from tests.security.model_classification import CLOCK, CODED, DAY, DESK, ID, LINK, STATE, WORKER

CERTIFICATE = "what a worker's certificate says of itself: who issued it, its number; nothing of a person"

QUALIFICATIONS: dict[str, dict[str, str]] = {
    "qualification": {
        "id": ID,
        "account_id": LINK,
        "institution_id": DESK,
        "kind": CODED,
        "valid_from": DAY,
        "valid_to": DAY,
        "issuer": CERTIFICATE,
        "number": CERTIFICATE,
        "certificate_on": DAY,
        "state": STATE,
        "entered_by_id": WORKER,
        "entered_at": CLOCK,
        "answered_by_id": WORKER,
        "answered_at": CLOCK,
        "confirmed_on": DAY,
        "refusal": CODED,
        "ended_by_id": WORKER,
        "ended_on": DAY,
        "ending": CODED,
        "warned_at": CLOCK,
    },
}
