"""The page under /crisis/: for the desk that holds the case, in every role that works with people there."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    CHILD_FILE,
    ENROL,
    HALF,
    OTHERS,
    SIGN_IN,
    Answer,
    Goes,
    Row,
)

BACK = Goes("/crisis/cases/")
LOOK = {"way": "with_them", "within": "24"}
DONE = {"do": "record", "acts": "stay", "stays": "worker", "told": "told"}


def held(method: str, own: Answer, *, of: str = CASE, **data: str) -> Row:
    """The desk that holds the case; for every other desk there is no such case."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    # Of a young file the first days are read too: whether an assault was told.
    return Row("crisis:of_case", method, expect, {"case_id": of}, data, readings=2 if of == CASE else 1)


ROWS: list[Row] = [
    held("GET", 200),
    held("GET", 200, of=CHILD_FILE),
    held("POST", 422, do="begin"),
    held("POST", 409, of=CHILD_FILE, do="look_again", **LOOK),
    held("POST", BACK, of=CHILD_FILE, do="begin", **LOOK),
    held("POST", 409, do="begin", **LOOK),
    held("POST", BACK, do="look_again", plan="yes", **LOOK),
    held("POST", 422, do="record"),
    held("POST", BACK, **DONE),
    held("POST", 422, do="end", way="not_reached", within="24"),
    held("POST", BACK, do="end", **LOOK),
    held("POST", 404, do="strange"),
]
