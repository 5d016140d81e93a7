"""The columns of the ledger of closing a file: when, by which desk, for which coded reason; what changed is sealed."""

from tests.security.model_classification import CODED, COUNT, DAY, DESK, ID, LINK, SEALED, WORKER

CLOSURES: dict[str, dict[str, str]] = {
    "case_closure": {
        "id": ID,
        "revision": COUNT,
        "person_id": LINK,
        "case_id": LINK,
        "number": COUNT,
        "word": CODED,
        "on": DAY,
        "desk_id": DESK,
        "role": CODED,
        "reason": CODED,
        "tries": COUNT,
        "left_running": COUNT,
        "written_by": WORKER,
        "outcomes": SEALED,
    },
}
