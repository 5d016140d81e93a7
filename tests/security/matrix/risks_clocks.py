"""The pages under /risks/ of when to look again and of measures: the desk that holds the case; nobody else's."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    HALF,
    OTHERS,
    RISK_EVENT,
    RISK_MEASURE,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
    for_workers,
)

BACK = Goes("/risks/cases/")
DUE = "2026-12-01"


def held(url: str, method: str, answer: Answer, **data: str) -> Row:
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": answer, "working": 404}
    return Row(f"risks:{url}", method, expect, {"case_id": CASE}, data)


ROWS: list[Row] = [
    for_workers("risks:overdue", "GET", 200).seen_by("inspection-nord"),
    closed("risks:overdue"),
    held("clocks", "GET", 200),
    held("clocks", "POST", 422, do="note", kind="party"),
    held("clocks", "POST", 422, do="note", kind="hearing", day="soon"),
    held("clocks", "POST", BACK, do="note", kind="hearing", day=DUE),
    held("clocks", "POST", 404, do="strange"),
    held("clocks", "POST", 404, do="end", event="nothing", how="mistake"),
    held("clocks", "POST", 422, do="end", event=RISK_EVENT, how="whim"),
    held("clocks", "POST", BACK, do="end", event=RISK_EVENT, how="mistake"),
    held("measures", "GET", 200),
    held("measures", "POST", 422, do="plan", code="walls"),
    held("measures", "POST", 404, do="done", measure="nothing"),
    held("measures", "POST", 422, do="move", measure=RISK_MEASURE, due_on="soon"),
    held("measures", "POST", BACK, do="move", measure=RISK_MEASURE, due_on=DUE, reason="not_safe"),
    held("measures", "POST", 422, do="drop", measure=RISK_MEASURE, reason="whim"),
    held("measures", "POST", BACK, do="drop", measure=RISK_MEASURE, reason="not_needed"),
    held("measures", "POST", BACK, do="done", measure=RISK_MEASURE),
]
