"""Every column of consultations: what institutions say of a text, for all who sit at the table (ADR 4)."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, ID, LINK, STATE
from tests.security.model_classification_tables import OFFICIAL

CHECKED = "what an institution says of a text and why; refused when it looks like data of one person"
TYPED = (
    "the typed part of a clause, of which an institution writes rules; refused when it looks like data of one person"
)
UID = "the stable identifier of a clause"

CONSULTING: dict[str, dict[str, str]] = {
    "consultation": {
        "id": ID,
        "draft_id": LINK,
        "number": COUNT,
        "opens_on": DAY,
        "closes_on": DAY,
        "state": STATE,
        "closed_on": DAY,
    },
    "consultation_stance": {
        "id": ID,
        "consultation_id": LINK,
        "institution_id": DESK,
        "stance": CODED,
        "reason": CHECKED,
        "how": CODED,
        "delegate_id": OFFICIAL,
        "said_at": CLOCK,
        "received_on": DAY,
    },
    "consultation_comment": {
        "id": ID,
        "consultation_id": LINK,
        "institution_id": DESK,
        "uid": UID,
        "text": CHECKED,
        "follows_id": LINK,
        "visibility": CODED,
        "how": CODED,
        "delegate_id": OFFICIAL,
        "made_at": CLOCK,
        "state": STATE,
        "answer": CHECKED,
        "answered_at": CLOCK,
    },
    "amendment": {
        "id": ID,
        "draft_id": LINK,
        "consultation_id": LINK,
        "number": COUNT,
        "institution_id": DESK,
        "op": CODED,
        "uid": UID,
        "after": UID,
        "kind": CODED,
        "texts": CHECKED,
        "form": TYPED,
        "before": CHECKED,
        "changes_meaning": STATE,
        "reason": CHECKED,
        "clause_revision": COUNT,
        "how": CODED,
        "delegate_id": OFFICIAL,
        "made_at": CLOCK,
        "state": STATE,
        "proposal": CODED,
        "proposal_reason": CHECKED,
        "proposal_texts": CHECKED,
        "answer": CHECKED,
        "settled_texts": CHECKED,
        "settled_uid": UID,
        "settled_at": CLOCK,
    },
}
