"""The columns of an attempt to go: where, why and what was feared is sealed; states, days and codes are not."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DESK, ID, LINK, SEALED, STATE, WORKER

RETURNS: dict[str, dict[str, str]] = {
    "voluntary_return": {
        "id": ID,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "instance_id": ID,
        "state": STATE,
        "desk_id": DESK,
        "opened_at": CLOCK,
        "opened_by": WORKER,
        "review_on": CLOCK,
        "travel_on": CLOCK,
        "reception_due_at": CLOCK,
        "ended_on": CLOCK,
        "end_reason": CODED,
    },
    "return_line": {
        "id": ID,
        "revision": COUNT,
        "voluntary_return_id": LINK,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "instance_id": ID,
        "kind": CODED,
        "code": CODED,
        "due_on": CLOCK,
        "at": CLOCK,
        "desk_id": DESK,
        "role": CODED,
        "written_by": WORKER,
        "words": SEALED,
    },
}
