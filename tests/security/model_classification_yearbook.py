"""The columns of the year in five tables: numbers that may be public, who reviewed them, and codes."""

from tests.security.model_classification import CODED, COUNT, DAY, DESK, ID, LINK, PUBLIC, STATE, WORKER

FIGURES = "counts of many with small ones hidden, as anybody may read them once released"
DIGEST = "a hash of counts that stand in the same store"
BOUNDS = "between which numbers a reader of the figures knows a hidden one to be; no count"

YEARBOOK: dict[str, dict[str, str]] = {
    "yearbook_draft": {
        "id": ID,
        "year": COUNT,
        "state": STATE,
        "author_id": WORKER,
        "institution_id": DESK,
        "drawn_up_on": DAY,
        "ended_on": DAY,
        "figures": FIGURES,
        "sha256": PUBLIC,
        "seen": DIGEST,
        "report": BOUNDS,
    },
    "yearbook_review": {
        "id": ID,
        "draft_id": LINK,
        "reviewer_id": WORKER,
        "institution_id": DESK,
        "role": CODED,
        "word": STATE,
        "reason": CODED,
        "on": DAY,
    },
    "yearbook_release": {
        "id": ID,
        "draft_id": LINK,
        "year": COUNT,
        "released_on": DAY,
        "released_by_id": WORKER,
        "withdrawn_on": DAY,
        "withdrawn_reason": CODED,
        "withdrawn_by_id": WORKER,
    },
}
