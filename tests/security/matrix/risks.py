"""The pages under /risks/: the desk that holds the case; for every other desk there is no such case."""

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

BACK = Goes("/risks/cases/")
FINISHED, RUNNING = "1", "2"
ANSWERED = {"likelihood": "2", "impact": "3", "seen": "0"}


def held(
    url: str, method: str, answer: Answer, *, number: str = "", code: str = "", readings: int = 1, **data: str
) -> Row:
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": answer, "working": 404}
    needs = {"case_id": CASE, **({"number": number} if number else {}), **({"code": code} if code else {})}
    return Row(f"risks:{url}", method, expect, needs, data, readings=readings)


ROWS: list[Row] = [
    held("of_case", "GET", 200),
    closed("risks:of_case", case_id=CASE),
    held("one", "GET", 200, number=FINISHED),
    closed("risks:one", case_id=CASE, number=FINISHED),
    held("begin", "GET", 200),
    held("begin", "POST", 422),
    # One is under way.
    held("begin", "POST", 409, occasion="incident"),
    held("finish", "GET", 200, number=RUNNING, readings=2),
    held("finish", "POST", 409, number=RUNNING, readings=2, do="abandon"),
    held("finish", "POST", 409, number=RUNNING, readings=2, seen="9"),
    held("finish", "POST", BACK, number=RUNNING, seen="1"),
    held("domain", "GET", 200, number=RUNNING, code="R9"),
    held("domain", "POST", 422, number=RUNNING, code="R9", seen="0"),
    held("domain", "POST", 409, number=RUNNING, code="R1", likelihood="1", impact="1", seen="0"),
    held("domain", "POST", BACK, number=RUNNING, code="R9", **ANSWERED),
    held("own", "GET", 200, code="R2"),
    held("own", "POST", 422, code="R2"),
    held("own", "POST", BACK, code="R2", own="low"),
    held("talk", "GET", 200, code="R2"),
    held("talk", "POST", 422, code="R2", seen="1"),
    held("talk", "POST", 409, code="R9", stands="ours", seen="0"),
    held("talk", "POST", BACK, code="R2", stands="hers", seen="1"),
]
