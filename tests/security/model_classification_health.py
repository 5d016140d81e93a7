"""The columns of what a clinician keeps: that something was kept, where and when; which of it is sealed."""

from tests.security.model_classification import CONTENT, COUNT, DAY, DESK, ID, KEY, LINK, SEALED, WORKER

HEALTH: dict[str, dict[str, str]] = {
    "health_entry": {
        "id": ID,
        "revision": COUNT,
        "compartment_id": LINK,
        "subject_id": LINK,
        "instance_id": ID,
        "number": COUNT,
        "desk_id": DESK,
        "written_by": WORKER,
        "written_on": DAY,
        "content": SEALED,
    },
    # A published scale as its file stands: about nobody.
    "scale_load": {
        "id": ID,
        "institution_id": DESK,
        "file": CONTENT,
        "sha256": KEY,
        "document": CONTENT,
        "scoring": CONTENT,
        "evidence": CONTENT,
        "allowed_by": CONTENT,
        "reference": CONTENT,
        "allowed_on": DAY,
        "loaded_by": WORKER,
        "loaded_on": DAY,
        "confirmed_by": WORKER,
        "confirmed_on": DAY,
        "withdrawn_by": WORKER,
        "withdrawn_on": DAY,
    },
}
