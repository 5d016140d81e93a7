"""The pages under /safety/: of a case, for the desk that holds it."""

from dataclasses import replace

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
    closed,
)

BACK = Goes("/safety/cases/")
AGREED = {"ways": "call", "messages": "no", "every": "20:00-08:00", "word": "Canary jasmin"}
RISK = {"finds": "no", "harm": "no"}


def held(name: str, method: str, own: Answer, **data: str | list[str]) -> Row:
    """The desk that holds the case; for every other desk there is no such case."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row(f"safety:{name}", method, expect, {"case_id": CASE}, data)


ROWS: list[Row] = [
    held("contact", "GET", 200),
    held("contact", "POST", 422, **{**AGREED, "every": "evening"}),
    held("contact", "POST", 422, **{**AGREED, "ways": ["never", "call"]}),
    held("contact", "POST", 409, **AGREED, after="7"),
    held("contact", "POST", BACK, **AGREED, after="0"),
    held("plan", "GET", 200),
    held("plan", "POST", 404, do="strange"),
    held("plan", "POST", 422, do="revise", language="fr"),
    held("plan", "POST", 409, do="write", language="fr", staff="Canary call"),
    held("plan", "POST", BACK, do="revise", language="fr", staff="Canary call", after="1"),
    held("plan", "POST", 422, do="end", reason="whim"),
    held("plan", "POST", 409, do="end", reason="their_wish"),
    held("plan", "POST", BACK, do="end", reason="their_wish", after="1"),
    held("copy", "GET", 200),
    held("copy", "POST", 422, do="advise", finds="no"),
    held("copy", "POST", 200, do="advise", **RISK),
    held("copy", "POST", 422, do="answer", **RISK, wish="pigeon"),
    held("copy", "POST", 409, do="answer", **RISK, wish="by_heart"),
    held("copy", "POST", BACK, do="answer", **RISK, wish="by_heart", version="1"),
    held("copy", "POST", BACK, do="no", version="1"),
    closed("safety:sheet", "GET", case_id=CASE),
    # Read to see what was answered of a copy, and again for the page that says so.
    replace(held("sheet", "POST", 409, version="1"), readings=2),
    # Judged and printed in one reading.
    replace(held("sheet", "POST", 200, version="1"), needs={"case_id": CHILD_FILE}),
]
