"""The pages under /returns/: for the desk that holds the case, where stories are kept, in roles that work there."""

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

BACK = Goes("/returns/cases/")
FEAR = {"do": "fear", "back": "no", "state": "no", "asylum": "no", "onward": "no_answer"}
PARTNER = {"who": "Canary desk", "on": "2026-11-20", "partner-reception": "safe"}
NOT_NOW = {"do": "not_now", "reasons": "danger", "alternatives": "stay_with_plan", "review_on": "2026-12-08"}


def held(name: str, method: str, own: Answer, *, of: str = CASE, readings: int = 1, **data: str) -> Row:
    """The desk that holds the case; for every other desk there is no such case."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row(f"returns:{name}", method, expect, {"case_id": of}, data, readings)


ROWS: list[Row] = [
    held("of_case", "GET", 200),
    held("of_case", "GET", 200, of=CHILD_FILE),
    held("of_case", "POST", BACK, of=CHILD_FILE, do="open"),
    held("of_case", "POST", 409, of=CHILD_FILE, do="talk", points="yours", language="fr", interpreter="none"),
    held("of_case", "POST", 409, do="open"),
    held("of_case", "POST", BACK, do="talk", points="yours", language="fr", interpreter="none"),
    held("of_case", "POST", 422, do="talk"),
    held("of_case", "POST", BACK, **FEAR),
    held("of_case", "POST", 422, do="fear", back="no"),
    held("of_case", "POST", BACK, do="choose", way="later"),
    held("of_case", "POST", 422, do="choose", way="origin"),
    held("of_case", "POST", BACK, do="change_mind"),
    # Read once to see what stands against it, and once for the page that says so.
    held("of_case", "POST", 409, do="sign", seen="1"),
    held("of_case", "POST", BACK, **NOT_NOW),
    held("of_case", "POST", 422, **{**NOT_NOW, "review_on": "2030-01-01"}),
    held("of_case", "POST", BACK, do="alone", plan="wants_one"),
    held("of_case", "POST", 422, do="alone"),
    held("of_case", "POST", BACK, do="confirm", service="met", who_confirms="Canary shelter"),
    held("of_case", "POST", 422, do="confirm", service="met"),
    held("of_case", "POST", BACK, do="end", reason="stays"),
    held("of_case", "POST", 409, do="end", reason="followed"),
    held("of_case", "POST", 422, do="end"),
    held("of_case", "POST", 404, do="strange"),
    held("weigh", "GET", 200),
    held("weigh", "POST", BACK, **{"stay-family": "safe", "origin-family": "worrying"}),
    held("weigh", "POST", 422),
    held("partner", "GET", 200),
    held("partner", "POST", BACK, **PARTNER),
    held("partner", "POST", 422, **{**PARTNER, "on": ""}),
]
