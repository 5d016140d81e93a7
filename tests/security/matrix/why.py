"""Why a question is asked: open to everybody. Harm is noted by those who work with people at a desk."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    HALF,
    NEXT_VERSION,
    OTHERS,
    SIGN_IN,
    VERSION,
    WORKING,
    Answer,
    Goes,
    Row,
    closed,
    open_to_all,
)

ASKED = {"version_id": VERSION, "uid": "FL-08"}
TO_CLAUSE = Goes("/why/")
SAID = {"kind": "fear", "text": "La question fait peur."}


def harm(method: str, working: Answer, *, uid: str = "FL-08", **data: str) -> Row:
    """A decision recorder works with people too, without a case of their own."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, WORKING: working, OTHERS: 403}
    return Row("why:harm", method, {**expect, "decision_recorder": working}, {**ASKED, "uid": uid}, data)


ROWS: list[Row] = [
    open_to_all("why:clause", **ASKED),
    open_to_all("why:clause", version_id=NEXT_VERSION, uid="FL-08"),
    open_to_all("why:clause", answer=404, version_id=VERSION, uid="absent"),
    open_to_all("why:clause", answer=404, version_id="0", uid="FL-08"),
    closed("why:clause", **ASKED),
    harm("GET", 200),
    harm("GET", 404, uid="absent"),
    harm("POST", TO_CLAUSE, **SAID),
    harm("POST", 422, kind="fear", text=""),
    harm("POST", 404, uid="absent", **SAID),
]
