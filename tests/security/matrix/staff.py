"""Accounts: their administrator gives roles, a lead or an officer lets somebody back in, nobody else comes here."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    COLLEAGUE,
    ENROL,
    EVERYBODY,
    HALF,
    LOST,
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


def helped(
    url: str, method: str, answer: Answer, *, operator: Answer | None = None, needs: dict[str, str] = ONE, **data: str
) -> Row:
    """Those who help the holder of an account: for a lead or an officer of another institution it does not exist."""
    for_them = {OPERATOR: answer if operator is None else operator, LEAD: 404, OFFICER: 404}
    expect = {**COME_IN, **for_them, **dict.fromkeys(HERE, answer)}
    return Row(url, method, expect, needs, data, known_to=OPERATOR)


def given(url: str, method: str, answer: Answer, **data: str | list[str]) -> Row:
    """Only the administrator: everybody else is told so before anything is looked up."""
    return Row(url, method, {**COME_IN, OPERATOR: answer}, ONE, data)


ROWS: list[Row] = [
    Row("staff:accounts", "GET", {**COME_IN, OPERATOR: 200, LEAD: 200, OFFICER: 200}),
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
]
