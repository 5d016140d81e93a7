"""The columns of stepped care and of a clinician's letters: in clear desks and days; the rest is sealed."""

from tests.security.model_classification import COUNT, DAY, DESK, ID, LINK, SEALED, WORKER

_ROW = {
    "id": ID,
    "revision": COUNT,
    "compartment_id": LINK,
    "subject_id": LINK,
    "instance_id": ID,
    "place": COUNT,
    "desk_id": DESK,
    "written_by": WORKER,
}
CARE: dict[str, dict[str, str]] = {
    "care_step": {**_ROW, "written_on": DAY, "said": SEALED},
    "clinician_letter": {
        **_ROW,
        "drafted_on": DAY,
        "released_on": DAY,
        "released_by": WORKER,
        "valid_until": DAY,
        "revoked_on": DAY,
        "revoked_by": WORKER,
        "put_away_on": DAY,
        "put_away_by": WORKER,
        "said": SEALED,
        "risk": SEALED,
    },
}
