"""The columns of the risks: what was said is sealed; ids, desks, domains, occasions, numbers and days in clear."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, ID, LINK, SEALED

_ROW = {"id": ID, "revision": COUNT, "person_id": LINK, "case_id": LINK, "instance_id": ID, "number": COUNT}
_LINE = {name: kind for name, kind in _ROW.items() if name != "number"} | {
    "ended_on": DAY,
    "ended_by": LINK,
    "words": SEALED,
}
_WRITTEN = {"domain": CODED, "at": CLOCK, "desk_id": DESK, "written_by": LINK}

RISKS: dict[str, dict[str, str]] = {
    "risk_assessment": {
        **_ROW,
        "occasion": CODED,
        "version_id": LINK,
        "desk_id": DESK,
        "begun_by": LINK,
        "begun_on": DAY,
        "finished_at": CLOCK,
        "abandoned_on": DAY,
        "due_on": DAY,
        "nearer_on": DAY,
        "levels": SEALED,
        "levels_apart": SEALED,
    },
    "risk_line": {**_ROW, **_WRITTEN, "assessment_id": LINK, "answers": SEALED, "words": SEALED},
    "risk_own_rating": {**_ROW, **_WRITTEN, "level": SEALED, "words": SEALED},
    "risk_first_look": {"case_id": LINK, "look_by": DAY},
    "risk_event": {
        **_LINE,
        "kind": CODED,
        "day": DAY,
        "desk_id": DESK,
        "noted_by": LINK,
        "noted_at": CLOCK,
        "answered_by_id": LINK,
        "how": CODED,
    },
    "risk_measure": {
        **_LINE,
        "code": CODED,
        "domain": CODED,
        "owner_id": DESK,
        "desk_id": DESK,
        "planned_by": LINK,
        "planned_on": DAY,
        "due_on": DAY,
        "state": CODED,
        "reason": CODED,
    },
    "risk_discussion": {**_ROW, **_WRITTEN, "rating_id": LINK, "said": SEALED, "words": SEALED},
}
