"""The columns of enquiries: ids, codes and moments in clear; nothing of anybody's name is kept here."""

from tests.security.model_classification import CLOCK, CODED, DESK, ID, LINK, WORKER
from tests.security.model_classification_tables import PAPER

ENQUIRIES: dict[str, dict[str, str]] = {
    "protocol_party": {
        "id": ID,
        "institution_id": DESK,
        "reference": PAPER,
        "signed_on": CLOCK,
        "joined_by": WORKER,
        "joined_at": CLOCK,
        "left_by": WORKER,
        "left_at": CLOCK,
    },
    "enquiry": {
        "id": ID,
        "person_id": LINK,
        "case_id": LINK,
        "institution_id": DESK,
        "desk_id": DESK,
        "reference": ID,
        "parties": DESK,
        "as_child": CODED,
        "state": CODED,
        "asked_by": WORKER,
        "asked_at": CLOCK,
        "expires_at": CLOCK,
        "compared_at": CLOCK,
        "withdrawn_by": WORKER,
        "withdrawn_at": CLOCK,
    },
    "enquiry_told": {
        "id": ID,
        "enquiry_id": LINK,
        "person_id": LINK,
        "case_id": LINK,
        "institution_id": DESK,
        "from_desk_id": DESK,
        "reference": ID,
        "told_at": CLOCK,
        "expires_at": CLOCK,
        "state": CODED,
        "agreed": CODED,
        "decided_by": WORKER,
        "decided_at": CLOCK,
    },
    "enquiry_answer": {
        "id": ID,
        "enquiry_id": LINK,
        "desk_id": DESK,
        "agreed": CODED,
        "at": CLOCK,
    },
}
