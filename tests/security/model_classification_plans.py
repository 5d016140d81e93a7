"""The columns of the first days and of plans: words sealed; ids, desks, codes, states and days in clear."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DAY, DESK, GROUP, ID, LINK, SEALED, STATE

_SEALED_ROW = {"id": ID, "revision": COUNT, "person_id": LINK}
_FORM = {"case_id": LINK, "instance_id": ID, "number": COUNT}

PLANS: dict[str, dict[str, str]] = {
    "first_days": {
        **_SEALED_ROW,
        **_FORM,
        "at": CLOCK,
        "desk_id": DESK,
        "role": CODED,
        "not_now": CODED,
        "answers": SEALED,
    },
    "health_offer": {"id": ID, **_FORM, "at": CLOCK, "said": CODED, "desk_id": DESK, "role": CODED},
    "plan_goal": {
        **_SEALED_ROW,
        **_FORM,
        "pillar": CODED,
        "type": CODED,
        "added_on": DAY,
        "until": DAY,
        "ended_on": DAY,
        "outcome": CODED,
        "words": SEALED,
    },
    "plan_line": {
        **_SEALED_ROW,
        **_FORM,
        "goal_id": LINK,
        "reference": ID,
        "service": CODED,
        "region": GROUP,
        "desk_id": DESK,
        "added_on": DAY,
        "due_on": DAY,
        "given_at": CLOCK,
        "state": STATE,
        "reason": CODED,
        "delivered": CODED,
        "action": SEALED,
    },
    "plan_step": {
        **_SEALED_ROW,
        "line_id": LINK,
        "number": COUNT,
        "at": CLOCK,
        "verb": CODED,
        "state": STATE,
        "code": CODED,
        "due_on": DAY,
        "desk_id": DESK,
        "role": CODED,
        "sentence": SEALED,
    },
    "plan_talk": {
        "id": ID,
        **_FORM,
        "at": CLOCK,
        "on": DAY,
        "language": GROUP,
        "interpreter": CODED,
        "answer": CODED,
        "lines": COUNT,
        "refused": COUNT,
        "desk_id": DESK,
        "role": CODED,
    },
}
