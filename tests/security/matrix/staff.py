"""Accounts: their administrator gives roles, a lead or an officer lets somebody back in, nobody else comes here."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    COLLEAGUE,
    ENROL,
    EVERYBODY,
    HALF,
    IN_FORCE,
    INTERVIEWER,
    LOST,
    QUALIFICATION,
    RESET,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
)

OPERATOR, LEAD, OFFICER = "operator", "desk_lead", "data_protection_officer"
COME_IN = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}
HERE = tuple(f"{role}@{place}" for role in (LEAD, OFFICER) for place in ("own", "sister"))
ONE, LOST_ONE, ONE_RESET = {"account_id": COLLEAGUE}, {"account_id": LOST}, {"reset_id": RESET}
TO_QUALIFY, WAITS, COUNTS = (
    {"account_id": INTERVIEWER},
    {"qualification_id": QUALIFICATION},
    {"qualification_id": IN_FORCE},
)
PAPER = {
    "kind": "identification_interview",
    "institution": "labour",
    "issuer": "Training centre",
    "number": "C-7",
    "certificate_on": "2026-11-02",
    "first": "2026-11-24",
    "last": "2027-11-24",
}


def helped(
    url: str, method: str, answer: Answer, *, operator: Answer | None = None, needs: dict[str, str] = ONE, **data: str
) -> Row:
    """Those who help the holder of an account: for a lead or an officer of another institution it does not exist.

    Whoever is refused here sees the account itself, by the same help, at either desk of its institution.
    """
    for_them = {OPERATOR: answer if operator is None else operator, LEAD: 404, OFFICER: 404}
    expect = {**COME_IN, **for_them, **dict.fromkeys(HERE, answer)}
    return Row(url, method, expect, needs, data, known_to=(OPERATOR, *HERE))


def given(url: str, method: str, answer: Answer, **data: str | list[str]) -> Row:
    """Only the administrator: everybody else is told so before anything is looked up."""
    return Row(url, method, {**COME_IN, OPERATOR: answer}, ONE, data)


ROWS: list[Row] = [
    Row("staff:accounts", "GET", {**COME_IN, OPERATOR: 200, LEAD: 200, OFFICER: 200}).seen_by("technique"),
    closed("staff:accounts"),
    helped("staff:account", "GET", 200),
    closed("staff:account", account_id=COLLEAGUE),
    given("staff:view", "GET", 200),
    closed("staff:view", account_id=COLLEAGUE),
    closed("staff:roles", "GET", account_id=COLLEAGUE),
    given("staff:roles", "POST", 200, desk="labour-north", roles=["front_line", "desk_lead"]),
    given("staff:roles", "POST", 422, desk="labour-north", roles=["front_line", "auditor"]),
    given("staff:roles", "POST", 422, desk="absent", roles=["front_line"]),
    given("staff:roles", "POST", 409, desk="labour-north", roles=["front_line", "desk_lead"], sure="yes"),
    given(
        "staff:roles",
        "POST",
        Goes("/staff/"),
        desk="labour-north",
        roles=["front_line", "desk_lead"],
        sure="yes",
        seen=["front_line"],
    ),
    closed("staff:end_sessions", "GET", account_id=COLLEAGUE),
    helped("staff:end_sessions", "POST", Goes("/staff/")),
    closed("staff:ask_reset", "GET", account_id=COLLEAGUE),
    helped("staff:ask_reset", "POST", 422, reason="strange"),
    helped("staff:ask_reset", "POST", Goes("/staff/resets/"), reason="telephone_lost"),
    helped("staff:ask_reset", "POST", 409, needs=LOST_ONE, reason="telephone_lost"),
    helped("staff:reset", "GET", 200, needs=ONE_RESET),
    helped("staff:reset", "POST", 422, operator=403, needs=ONE_RESET, do="approve"),
    helped("staff:reset", "POST", 200, operator=403, needs=ONE_RESET, do="approve", met="yes"),
    helped("staff:reset", "POST", Goes("/staff/"), needs=ONE_RESET, do="stop"),
    helped("staff:qualify", "GET", 200),
    helped("staff:qualify", "GET", 200, needs=TO_QUALIFY),
    helped("staff:qualify", "POST", 409, **PAPER),
    helped("staff:qualify", "POST", 422, needs=TO_QUALIFY, kind="identification_interview"),
    helped("staff:qualify", "POST", 422, needs=TO_QUALIFY, **{**PAPER, "last": "2026-11-01"}),
    helped("staff:qualify", "POST", 403, operator=409, needs=TO_QUALIFY, **{**PAPER, "institution": "daw"}),
    helped("staff:qualify", "POST", Goes("/staff/qualifications/"), needs=TO_QUALIFY, **PAPER),
    helped("staff:qualification", "GET", 200, needs=WAITS),
    helped("staff:qualification", "POST", 422, operator=403, needs=WAITS, do="confirm"),
    helped("staff:qualification", "POST", Goes("/staff/"), operator=403, needs=WAITS, do="confirm", saw="yes"),
    # Another administrator entered it: that one takes their own mistake back, and none refuses a colleague's.
    helped("staff:qualification", "POST", 422, operator=403, needs=WAITS, do="refuse", reason="strange"),
    helped(
        "staff:qualification", "POST", Goes("/staff/"), operator=403, needs=WAITS, do="refuse", reason="not_recognised"
    ),
    helped("staff:qualification", "POST", 409, needs=WAITS, do="end", reason="other_work"),
    helped("staff:qualification", "POST", Goes("/staff/"), needs=COUNTS, do="end", reason="other_work"),
]
