"""The columns of the ledger of agreements: who asked, about which recipient and classes of data, and the answer."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, GROUP, ID, LINK, WORKER

CONSENTS: dict[str, dict[str, str]] = {
    "consent": {
        "id": ID,
        "case_id": LINK,
        "number": COUNT,
        "at": CLOCK,
        "word": CODED,
        "basis": CODED,
        "source": CODED,
        "purpose": CODED,
        "recipient_id": DESK,
        "receiver_id": DESK,
        "data_classes": CODED,
        "until": DAY,
        "language": GROUP,
        "interpreter": CODED,
        "mode": CODED,
        "told_first": CODED,
        "not_told_reason": CODED,
        "assent": CODED,
        "guardian": CODED,
        "fears": CODED,
        "desk_id": DESK,
        "asked_by": WORKER,
    },
}
