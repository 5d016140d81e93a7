"""The columns of what is kept apart of a case: in clear that a desk keeps something, never what."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, ID, LINK, SEALED, WORKER

APART: dict[str, dict[str, str]] = {
    "compartment": {
        "id": ID,
        "case_id": LINK,
        "kind": CODED,
        "desk_id": DESK,
        "subject_id": LINK,
        "begun_by": WORKER,
        "begun_on": DAY,
    },
    "compartment_grant": {
        "id": ID,
        "compartment_id": LINK,
        "desk_id": DESK,
        "account_id": WORKER,
        "institution_id": DESK,
        "reason": CODED,
        "granted_by": WORKER,
        "granted_at": CLOCK,
        "expires_at": CLOCK,
        "revoked_by": WORKER,
        "revoked_at": CLOCK,
    },
    "compartment_note": {
        "id": ID,
        "revision": COUNT,
        "compartment_id": LINK,
        "subject_id": LINK,
        "instance_id": ID,
        "number": COUNT,
        "corrects_id": LINK,
        "desk_id": DESK,
        "written_by": WORKER,
        "written_on": DAY,
        "text": SEALED,
    },
}
