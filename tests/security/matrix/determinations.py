"""The pages under /determinations/: the desk that holds the case, the named body's own page, the register."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    DECISION_NOTE,
    DECISION_REQUEST,
    ENROL,
    EVERYBODY,
    HALF,
    NAMING,
    OTHERS,
    SIGN_IN,
    TOLD_DECISION,
    UNDECIDED,
    Answer,
    Goes,
    Row,
    closed,
)

TO = Goes("/determinations/")
LEADS = ("desk_lead@own", "case_manager@own")
RECORDER = "decision_recorder"
NAMES = {CASE: "case_id", UNDECIDED: "case_id", TOLD_DECISION: "decision_id", DECISION_NOTE: "note_id"}
SHEET = {"asked_by": "person", "found": "Canary", "wishes": "Canary", "acts": "recruit"}


def of_desk(
    url: str,
    method: str,
    own: Answer,
    *,
    leads: Answer | None = None,
    counsel: Answer | None = None,
    of: str = CASE,
    step: str = "",
    **data: str,
) -> Row:
    """Only the desk that holds the case; `leads`: whoever may ask there, others of the desk being told so."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    if leads is not None:
        expect |= dict.fromkeys(LEADS, leads)
    if counsel is not None:
        expect["legal_counsel@own"] = counsel
    return Row(url, method, expect, {NAMES[of]: of, **({"step": step} if step else {})}, data)


def of_body(method: str, body: Answer, **data: str) -> Row:
    """Only who records the decisions of the desk that was asked; its colleagues, of police here, do not see it."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, RECORDER: 404}
    expect[f"{RECORDER}@foreign"] = body
    return Row("determinations:request", method, expect, {"request_id": DECISION_REQUEST}, data)


def register(method: str, secretariat: Answer, second: Answer, own: Answer | None = None, **data: str) -> Row:
    """Whoever enters, whoever confirms; `own`: somebody of the institution that would decide."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "secretariat": secretariat}
    for role in ("validating_authority", "legal_counsel"):
        expect[role] = second
        if own is not None:
            expect[f"{role}@foreign"] = own
    return Row("determinations:bodies", method, expect, {}, data)


DAY = "2026-11-24"
ROWS: list[Row] = [
    Row("determinations:all", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, RECORDER: 200}).seen_by(
        "parquet-centre"
    ),
    closed("determinations:all"),
    Row("determinations:advised", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "legal_counsel": 200}),
    closed("determinations:advised"),
    # Only the desk that was named reads it, and only while it waits; tests/rooms/determinations show that.
    *(
        Row(
            "determinations:advice",
            method,
            {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "legal_counsel": 404},
            {"request_id": DECISION_REQUEST},
        )
        for method in ("GET", "POST")
    ),
    of_desk("determinations:of_case", "POST", 403, leads=409, do="name_counsel", request=DECISION_REQUEST),
    of_desk("determinations:of_case", "POST", 403, leads=409, do="take_back_counsel", request=DECISION_REQUEST),
    register("GET", 200, 200).seen_by("secretariat"),
    register("POST", 404, 404, do="strange"),
    register("POST", 422, 403, do="propose", what="body:presumed", valid_from=DAY),
    register(
        "POST",
        TO,
        403,
        do="propose",
        what="review_term",
        days="30",
        text="Text",
        source="s",
        mark="C",
        valid_from=DAY,
    ),
    # Somebody of a ministry or of the commission does, so nobody of these places; tests/rooms/determinations show who.
    register("POST", 403, 403, 403, do="confirm", naming=NAMING),
    register("POST", 403, 403, do="refuse", naming=NAMING),
    register("POST", 409, 403, do="ask_to_end", naming=NAMING, end_reason="Canary"),
    register("POST", 403, 403, 403, do="end", naming=NAMING),
    register("POST", 403, 403, do="keep", naming=NAMING),
    of_body("GET", 200),
    of_body("POST", 422, status="presumed", reasons=""),
    of_body("POST", TO, status="presumed", reasons="Canary", decided_on=DAY),
    of_desk("determinations:of_case", "GET", 200),
    of_desk("determinations:of_case", "POST", 404, do="strange"),
    of_desk("determinations:of_case", "POST", 403, leads=TO, do="withdraw", request=DECISION_REQUEST),
    of_desk("determinations:of_case", "POST", 403, counsel=409, do="advise", request=DECISION_REQUEST),
    of_desk("determinations:of_case", "POST", 403, counsel=409, do="advise_against", request=DECISION_REQUEST),
    of_desk("determinations:of_case", "POST", 409, do="start"),
    of_desk("determinations:of_case", "POST", 409, do="extend", last_on="2027-01-01", reason="Canary"),
    of_desk("determinations:ask", "GET", 403, leads=200, of=UNDECIDED, step="presumed"),
    of_desk("determinations:ask", "POST", 403, leads=200, of=UNDECIDED, step="presumed", do="read", **SHEET),
    of_desk("determinations:ask", "POST", 403, leads=TO, of=UNDECIDED, step="presumed", do="send", **SHEET),
    of_desk("determinations:ask", "POST", 403, leads=409, step="presumed", do="send", **SHEET),
    of_desk("determinations:ask", "GET", 404, of=UNDECIDED, step="convicted"),
    of_desk("determinations:again", "GET", 403, leads=200, of=TOLD_DECISION),
    of_desk("determinations:again", "POST", 403, leads=TO, of=TOLD_DECISION, kind="review", do="send", **SHEET),
    of_desk("determinations:told", "GET", 200, of=TOLD_DECISION),
    of_desk("determinations:told", "POST", 422, of=TOLD_DECISION, on="soon"),
    of_desk(
        "determinations:told", "POST", TO, of=TOLD_DECISION, on=DAY, language="ar", interpreter="none", how="spoken"
    ),
    of_desk("determinations:note", "GET", 200),
    of_desk("determinations:note", "POST", 404, do="strange"),
    of_desk("determinations:note", "POST", 403, leads=422, do="draft"),
    of_desk("determinations:note", "POST", 403, leads=TO, do="draft", to_desk="police-north", covered="work"),
    of_desk("determinations:note", "POST", 403, counsel=409, do="advise", note=DECISION_NOTE),
    of_desk("determinations:note", "POST", 403, leads=TO, do="give", note=DECISION_NOTE, on=DAY),
    closed("determinations:paper", "GET", note_id=DECISION_NOTE),
    of_desk("determinations:paper", "POST", 422, of=DECISION_NOTE, language="xx"),
]
