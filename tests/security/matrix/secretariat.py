"""The secretariat sees counts, and nobody else does."""

from tests.security.matrix.rows import ANONYMOUS, ENROL, EVERYBODY, HALF, SIGN_IN, Row, closed

ROWS: list[Row] = [
    Row("secretariat:counts", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, "secretariat": 200, EVERYBODY: 403}).seen_by(
        "secretariat"
    ),
    closed("secretariat:counts"),
    Row(
        "secretariat:endings",
        "GET",
        {ANONYMOUS: SIGN_IN, HALF: ENROL, "secretariat": 200, "desk_lead": 200, EVERYBODY: 403},
    ).seen_by("secretariat"),
    closed("secretariat:endings"),
]
