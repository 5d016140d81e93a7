"""The columns of rights and of copies to keep: codes, desks and days in clear, facts and words sealed."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, GROUP, ID, LINK, SEALED, WORKER

RIGHTS: dict[str, dict[str, str]] = {
    "right_facts": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "noted_on": DAY,
        "noted_by": WORKER,
        "desk_id": DESK,
        "answers": SEALED,
    },
    "right_step": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "right": CODED,
        "at": CLOCK,
        "word": CODED,
        "state": CODED,
        "on": DAY,
        "language": GROUP,
        "where_id": DESK,
        "reason": CODED,
        "due_on": DAY,
        "due_for": CODED,
        "due_source": CODED,
        "desk_id": DESK,
        "done_by": WORKER,
        "words": SEALED,
    },
    "held_copy": {
        "id": ID,
        "case_id": LINK,
        "number": COUNT,
        "on": DAY,
        "word": CODED,
        "language": GROUP,
        "left_at_id": DESK,
        "desk_id": DESK,
        "offered_by": WORKER,
    },
}
