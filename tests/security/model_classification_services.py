"""The columns of the directory: what institutions make known of themselves, and counts without a person."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, ID, LINK, NUMBER, PUBLIC, STATE, WORKER

SERVICES: dict[str, dict[str, str]] = {
    "service_offer": {
        "id": NUMBER,
        "desk_id": DESK,
        "service": PUBLIC,
        "eligibility": PUBLIC,
        "languages": PUBLIC,
        "capacity_total": COUNT,
        "capacity_free": COUNT,
        "capacity_on": CLOCK,
    },
    "service_proposal": {
        "id": ID,
        "desk_id": DESK,
        "service": PUBLIC,
        "gives": PUBLIC,
        "eligibility": PUBLIC,
        "languages": PUBLIC,
        "places": COUNT,
        "state": STATE,
        "asked_by_id": WORKER,
        "asked_on": DAY,
        "decided_by_id": WORKER,
        "decided_on": DAY,
    },
    "service_vetting": {
        "id": ID,
        "desk_id": DESK,
        "on": DAY,
        "until": DAY,
        "way": CODED,
        "by_id": WORKER,
        "by_desk_id": LINK,
    },
    "service_gap": {
        "id": NUMBER,
        "month": DAY,
        "service": PUBLIC,
        "region": PUBLIC,
        "kind": CODED,
        "desk_id": DESK,
        "count": COUNT,
    },
}
