"""Every column of releases, their gates, suspensions and reports of harm: desks and institutions, never a person."""

from tests.security.model_classification import CLOCK, CODED, CONTENT, COUNT, DAY, DESK, ID, LINK, STATE, WORKER
from tests.security.model_classification_coordination import CHECKED, OFFICIAL

FROZEN = "what was seen at a gate: uids, versions, counts of open records, ids; shown with small counts hidden"
PROPOSED = "the reason of an office for what it does with a text; refused when it looks like data of one person"

RELEASES: dict[str, dict[str, str]] = {
    "release": {
        "id": ID,
        "document_id": LINK,
        "edition_id": LINK,
        "number": COUNT,
        "rolls_back_id": LINK,
        "state": STATE,
        "gate": STATE,
        "reason": PROPOSED,
        "opened_by": WORKER,
        "opened_at": CLOCK,
        "pilot_from": CLOCK,
        "pilot_until": CLOCK,
        "effective_at": CLOCK,
        "live_at": CLOCK,
        "ended_at": CLOCK,
    },
    "release_step": {
        "id": ID,
        "release_id": LINK,
        "gate": CODED,
        "part": CODED,
        "passed_at": CLOCK,
        "account": WORKER,
        "name": CODED,
        "institution_id": DESK,
        "delegate_id": OFFICIAL,
        "how": CODED,
        "note": PROPOSED,
        "detail": FROZEN,
    },
    "release_pilot_desk": {
        "id": ID,
        "release_id": LINK,
        "desk_id": DESK,
        "finding": CHECKED,
        "harmful": STATE,
        "found_on": DAY,
    },
    "harm_report": {
        "id": ID,
        "number": COUNT,
        "version_id": LINK,
        "uid": CONTENT,
        "institution_id": DESK,
        "desk_id": DESK,
        "kind": CODED,
        "text": CHECKED,
        "noticed_on": DAY,
        "state": STATE,
        "answer": PROPOSED,
        "settled_on": DAY,
    },
    "suspension": {
        "id": ID,
        "release_id": LINK,
        "uid": CONTENT,
        "reason": PROPOSED,
        "harm_id": LINK,
        "asked_by": WORKER,
        "asked_at": CLOCK,
        "confirmed_by": WORKER,
        "confirmed_at": CLOCK,
        "state": STATE,
        "stand_ins": LINK,
        "settled_at_table_id": LINK,
        "settled_at": CLOCK,
        "answer": PROPOSED,
    },
}
