"""The columns of one-time links and of cases that are handed over."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, ID, KEY, LINK, SEALED, STATE, WORKER

REFERRALS: dict[str, dict[str, str]] = {
    "partner_link": {
        "id": ID,
        "referral_id": LINK,
        "mark": KEY,
        "salt": KEY,
        # Under a key that the store never had: it comes from the link and a code.
        "packet": KEY,
        "made_by": WORKER,
        "made_at": CLOCK,
        "expires_at": CLOCK,
        "tries": COUNT,
        "opened_at": CLOCK,
        "browser": KEY,
        "ended_at": CLOCK,
        "ended": STATE,
    },
    "case_handover": {
        "id": ID,
        "case_id": LINK,
        "from_desk_id": DESK,
        "to_desk_id": DESK,
        "reason": CODED,
        "data_classes": CODED,
        "state": STATE,
        "offered_by": WORKER,
        "offered_at": CLOCK,
        "expires_at": CLOCK,
        "ended_at": CLOCK,
        "decline_reason": CODED,
    },
    "case_arrival": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "from_desk_id": DESK,
        "arrived_on": DAY,
        "first_contact_at": CLOCK,
        "story": SEALED,
    },
}
