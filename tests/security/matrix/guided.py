"""The guided path of the demo. The stage is not seeded as the demo is, so nobody finds it here."""

from tests.security.matrix.rows import ANONYMOUS, ENROL, EVERYBODY, HALF, Answer, Row, closed

OUT_OF_REACH: dict[str, Answer] = {EVERYBODY: 404, HALF: ENROL}

ROWS: list[Row] = [
    Row("guided:path", "GET", OUT_OF_REACH).seen_by(ANONYMOUS),
    closed("guided:path"),
    Row("guided:step", "POST", OUT_OF_REACH, {"name": "begin"}),
    Row("guided:step", "POST", OUT_OF_REACH, {"name": "absent"}),
    closed("guided:step", "GET", name="begin"),
]
