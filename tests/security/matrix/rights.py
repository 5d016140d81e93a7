"""The pages under /rights/: for the desk that holds the case. For every other desk there is no such case."""

from dataclasses import replace

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    HALF,
    OTHERS,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
)

TO_RIGHTS = Goes("/rights/")


def held(url: str, method: str, own: Answer, *, right: str = "", **data: str) -> Row:
    """The desk that holds the case; the receiver of its referral is not that desk."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    needs = {"case_id": CASE, **({"right": right} if right else {})}
    return Row(url, method, expect, needs, data)


ROWS: list[Row] = [
    held("rights:of_case", "GET", 200),
    closed("rights:of_case", case_id=CASE),
    held("rights:facts", "GET", 200),
    held("rights:facts", "POST", 422, age="old"),
    held("rights:facts", "POST", TO_RIGHTS, age="adult", nationality="unknown"),
    held("rights:one", "GET", 200, right="wages"),
    # Whoever holds the file learns that there is no such right, and not that there is no such file.
    replace(held("rights:one", "GET", 404, right="no-such-right"), known_to=("working@own",)),
    held("rights:one", "POST", 422, right="wages", verb="set_day"),
    # The same of a verb: only the file that is there is asked for its country's rights.
    replace(held("rights:one", "POST", 404, right="wages", verb="promise"), known_to=("working@own",)),
    held("rights:one", "POST", 409, right="wages", verb="appeal", on="2026-11-24"),
    held("rights:one", "POST", TO_RIGHTS, right="wages", verb="ask", where="lawyers", on="2026-11-24"),
    held("rights:copy", "GET", 200),
    held("rights:copy", "POST", 422, wish="taken"),
    held("rights:copy", "POST", TO_RIGHTS, wish="offered"),
    held("rights:readers", "GET", 200),
    closed("rights:readers", case_id=CASE),
]
