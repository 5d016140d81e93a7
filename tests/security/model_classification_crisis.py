"""The columns of looks at a person whose life is in danger: what was said and done is sealed, all of it."""

from tests.security.model_classification import CLOCK, CODED, COUNT, DESK, ID, LINK, SEALED, STATE, WORKER

_LINE = {"id": ID, "revision": COUNT, "person_id": LINK, "case_id": LINK, "instance_id": ID}
CRISIS: dict[str, dict[str, str]] = {
    "crisis_round": {
        **_LINE,
        "number": COUNT,
        "kind": STATE,
        "at": CLOCK,
        "reached": STATE,
        "next_look_at": CLOCK,
        "desk_id": DESK,
        "role": CODED,
        "looked_by": WORKER,
        "said": SEALED,
    },
    "crisis_act": {**_LINE, "round_id": LINK, "at": CLOCK, "desk_id": DESK, "role": CODED, "done": SEALED},
}
