"""The columns of contact, plans and copies: numbers, desks, days and hours in clear, words and codes sealed."""

from tests.security.model_classification import CODED, COUNT, DAY, DESK, ID, LINK, SEALED, WORKER

SAFETY: dict[str, dict[str, str]] = {
    "contact_rules": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "quiet": CODED,
        "never": CODED,
        "instance_id": ID,
        "holds_until": DAY,
        "desk_id": DESK,
        "agreed_by": WORKER,
        "agreed_on": DAY,
        "content": SEALED,
    },
    "safety_plan": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "language": CODED,
        "desk_id": DESK,
        "written_by": WORKER,
        "written_on": DAY,
        "ended_by": WORKER,
        "ended_on": DAY,
        "reason": CODED,
        "parts": SEALED,
    },
    "safety_copy": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "plan_id": LINK,
        "desk_id": DESK,
        "asked_by": WORKER,
        "asked_on": DAY,
        "said": SEALED,
    },
}
