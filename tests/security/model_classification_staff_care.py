"""The columns of care for those who work here: days and a number that a desk set, nothing of anybody protected."""

from tests.security.model_classification import CLOCK, COUNT, DAY, DESK, NUMBER, STATE, WORKER

STAFF_CARE: dict[str, dict[str, str]] = {
    "desk_care": {
        "desk_id": DESK,
        "cap": COUNT,
        "counted_on": DAY,
        "weighed_on": DAY,
        "enough": STATE,
        "next_supervision_on": DAY,
    },
    "above_cap": {"id": NUMBER, "desk_id": DESK, "account_id": WORKER},
    "own_care": {
        "account_id": WORKER,
        "answered_at": CLOCK,
        "put_off_at": CLOCK,
        "supervised_on": DAY,
        "next_supervision_on": DAY,
    },
}
