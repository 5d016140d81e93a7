"""The pages under /relations/: of a case for the desk that holds it; a register apart for those of its body."""

from dataclasses import replace

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    CHILD_FILE,
    ENROL,
    EVENT_LINKED,
    HALF,
    LINKED_FILE,
    OTHERS,
    SIGN_IN,
    SUSPECT_ACCESS,
    SUSPECT_LINE,
    TO_LET_IN,
    UNLINKED_FILE,
    WORKING,
    Answer,
    Goes,
    Row,
)

UNTIL = "2026-12-01"
BACK, REGISTER = Goes("/relations/cases/"), Goes("/relations/suspects/")


def held(method: str, own: Answer, *, of: str = CASE, **data: str) -> Row:
    """The desk that holds the case; for every other desk there is no such case."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row("relations:of_case", method, expect, {"case_id": of}, data)


def apart(method: str, lead: Answer, let_in: Answer = 404, **data: str) -> Row:
    """No such page but for a lead of its body, and for whoever was let in there: `foreign` sits with the police."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 404, WORKING: 404}
    expect |= {"desk_lead@foreign": lead, "case_manager@foreign": let_in}
    return Row("relations:suspects", method, expect, {}, data)


ROWS: list[Row] = [
    held("GET", 200),
    held("POST", 422, do="link", reference="K7MR-2QXD", tie="co_victim"),
    held("POST", 409, do="link", reference=LINKED_FILE, tie="co_victim"),
    held("POST", BACK, do="link", reference=UNLINKED_FILE, tie="partners", event=EVENT_LINKED),
    held("POST", 422, do="unlink", event=EVENT_LINKED, reason="whim"),
    held("POST", BACK, do="unlink", event=EVENT_LINKED, reason="safety"),
    held("POST", 422, do="leave", reason="whim"),
    held("POST", BACK, do="leave", reason="safety"),
    held("POST", 404, do="strange"),
    held("POST", 409, do="note_carer", kind="parent", implicated="unknown", words=""),
    held("POST", BACK, of=CHILD_FILE, do="note_carer", kind="parent", implicated="unknown", words=""),
    # Of a line that is not there, to a desk that knows of the case.
    replace(held("POST", 404, do="end_carer", number="1", reason="changed"), known_to=("working@own",)),
    held("POST", 422, of=CHILD_FILE, do="end_carer", number="1", reason="whim"),
    held("POST", BACK, of=CHILD_FILE, do="end_carer", number="1", reason="changed"),
    apart("GET", 200, 200).seen_by("police-nord"),
    apart("POST", 404, do="strange"),
    apart("POST", 422, do="ask", law="no-such-law"),
    apart("POST", 409, do="confirm"),
    apart("POST", 422, do="let_in", whom=TO_LET_IN, until="2020-01-01"),
    apart("POST", REGISTER, do="let_in", whom=TO_LET_IN, until=UNTIL),
    apart("POST", 404, do="end_access", access="nobody"),
    apart("POST", REGISTER, do="end_access", access=SUSPECT_ACCESS),
    # A lead opens no line by being one: who was let in writes and strikes out.
    apart("POST", 422, 422, do="write", who="", role="other"),
    apart("POST", 404, REGISTER, do="write", who="Canary boss", role="other"),
    apart("POST", 404, 404, do="strike", line="nothing"),
    apart("POST", 404, REGISTER, do="strike", line=SUSPECT_LINE),
    apart("POST", 422, do="end"),
    apart("POST", REGISTER, do="end", kept_until=UNTIL),
]
