"""Awareness: the secretariat and the focal point of the institution that holds it; the others see what was shown."""

from tests.security.matrix.rows import AWARENESS_LINE, OPEN_ACTIVITY, SHOWN_ACTIVITY, SPEAKING, Row
from tests.security.matrix.training import of

OF_AWARENESS, SHOWN, UNCHECKED = (
    {"line_id": AWARENESS_LINE}, {"activity_id": SHOWN_ACTIVITY}, {"activity_id": OPEN_ACTIVITY},
)  # fmt: skip
# The secretariat and the focal point of the holder; others where the activity was shown.
HOLDERS = ("trainer", SPEAKING)

ROWS: list[Row] = [
    of(
        "training:activity_new",
        "GET",
        secretariat=200,
        member=200,
        other=403,
        stranger=403,
        authority=403,
        needs=OF_AWARENESS,
        known_to=HOLDERS,
    ),
    of(
        "training:activity_new",
        "POST",
        secretariat=422,
        member=422,
        other=403,
        stranger=403,
        authority=403,
        needs=OF_AWARENESS,
        data={"do": "plan"},
        known_to=HOLDERS,
    ),
    of(
        "training:activity",
        "GET",
        secretariat=200,
        member=200,
        other=200,
        stranger=200,
        trainer=200,
        authority=200,
        needs=SHOWN,
    ),
    of("training:activity", "GET", secretariat=200, member=200, other=404, trainer=404, needs=UNCHECKED),
    of(
        "training:activity",
        "POST",
        secretariat=422,
        member=422,
        other=403,
        stranger=403,
        authority=403,
        needs=SHOWN,
        data={"do": "end"},
        known_to=HOLDERS,
    ),
    of("training:activity_check", "GET", secretariat=200, member=200, other=404, trainer=404, needs=UNCHECKED),
    of(
        "training:activity_check",
        "POST",
        secretariat=422,
        member=422,
        other=404,
        trainer=404,
        needs=UNCHECKED,
        data={"do": "check"},
    ),
]
