"""The columns of what is owed after a sharing: exceptions that two people decided, word that an agreement ended."""

from tests.security.model_classification import CLOCK, CODED, DAY, DESK, ID, LINK, STATE, WORKER

CONSENTS_WHOLE: dict[str, dict[str, str]] = {
    "sharing_exception": {
        "id": ID,
        "case_id": LINK,
        "recipient_id": DESK,
        "data_classes": CODED,
        "ground": CODED,
        "state": STATE,
        "desk_id": DESK,
        "proposed_by": WORKER,
        "proposed_at": CLOCK,
        "decided_by": WORKER,
        "decided_at": CLOCK,
        "line_id": LINK,
        "notice": CODED,
        "notice_on": DAY,
        "not_told_reason": CODED,
    },
    "withdrawal_notice": {
        "id": ID,
        "case_id": LINK,
        "referral_id": LINK,
        "desk_id": DESK,
        "line_id": LINK,
        "institution_id": DESK,
        "reference": ID,
        "told_at": CLOCK,
        "acknowledged_at": CLOCK,
        "acknowledged_by": WORKER,
    },
}
