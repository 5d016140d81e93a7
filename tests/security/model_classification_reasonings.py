"""The columns of a reasoning: kind, moment and desk in clear, all that was said sealed. And of the law."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, ID, LINK, PUBLIC, SEALED, STATE, WORKER

REASONINGS: dict[str, dict[str, str]] = {
    "reason_line": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "kind": CODED,
        "at": CLOCK,
        "desk_id": DESK,
        "added_by": WORKER,
        "codes": SEALED,
        "words": SEALED,
    },
}
LAW: dict[str, dict[str, str]] = {
    "legal_reading": {
        "id": ID,
        "row": CODED,
        "mark": CODED,
        "source": PUBLIC,
        "read_on": DAY,
        "article": PUBLIC,
        "summary_fr": PUBLIC,
        "summary_ar": PUBLIC,
        "summary_en": PUBLIC,
        "penalty": STATE,
        "state": STATE,
        "proposed_by": WORKER,
        "proposed_at_id": DESK,
        "proposed_on": DAY,
        "decided_by": WORKER,
        "decided_at_id": DESK,
        "decided_on": DAY,
    },
}
