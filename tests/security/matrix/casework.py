"""Casework: one's own desk, and a referral's two desks. Everything else does not exist."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    HALF,
    NEXT_VERSION,
    OTHERS,
    REFERRAL,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
    for_workers,
)

TO_REFERRAL, TO_CASE = Goes("/casework/referrals/"), Goes("/casework/cases/")
OF_CASE, OF_REFERRAL = {"case_id": CASE}, {"referral_id": REFERRAL}
NAME = "Zahra Canary"


def of_case(url: str, method: str, own: Answer, **data: str) -> Row:
    """Only the desk that holds the case; the receiver of its referral is not that desk."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row(url, method, expect, OF_CASE, data)


def assessed(method: str, own: Answer, *, name: str = "first-line-labour", **data: str) -> Row:
    """A case that is assessed again, under one of its forms; only by the desk that holds it."""
    return Row("casework:assess", method, of_case("", method, own).expect, {**OF_CASE, "name": name}, data)


def of_referral(url: str, method: str, *, own: Answer, receiver: Answer, verb: str = "", **data: str) -> Row:
    """The two desks of the referral, each its own answer."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
    expect |= {"working@own": own, "working@receiver": receiver}
    return Row(url, method, expect, {**OF_REFERRAL, **({"verb": verb} if verb else {})}, data)


def verb(name: str, *, own: Answer, receiver: Answer, **data: str) -> Row:
    return of_referral("casework:answer", "POST", own=own, receiver=receiver, verb=name, **data)


ROWS: list[Row] = [
    for_workers("casework:inbox", "GET", 200),
    closed("casework:inbox"),
    for_workers("casework:places", "POST", 422, data={"free": "many"}),
    closed("casework:places", "GET"),
    for_workers("casework:sent", "GET", 200),
    closed("casework:sent"),
    for_workers("casework:cases", "GET", 200),
    closed("casework:cases"),
    for_workers("casework:my_cases", "GET", 200),
    closed("casework:my_cases"),
    for_workers("casework:search", "GET", 200),
    for_workers("casework:search", "POST", 200, data={"name": NAME}),
    for_workers("casework:search", "POST", 422, data={"name": ""}),
    for_workers("casework:search", "POST", 404, data={"reference": "AAAA-AAAA"}),
    of_referral("casework:referral", "GET", own=200, receiver=200),
    of_referral("casework:referral", "POST", own=200, receiver=200, purpose="give_service"),
    of_referral("casework:referral", "POST", own=422, receiver=422, purpose="curiosity"),
    of_referral("casework:send_on", "GET", own=200, receiver=404),
    closed("casework:send_on", **OF_REFERRAL),
    closed("casework:answer", "GET", verb="accept", **OF_REFERRAL),
    verb("accept", own=403, receiver=TO_REFERRAL),
    verb("ask", own=403, receiver=TO_REFERRAL, question="When?"),
    verb("ask", own=422, receiver=422, question=""),
    verb("answer", own=409, receiver=403, text="Now"),
    verb("redirect", own=403, receiver=TO_REFERRAL, to_desk="hostel", redirect_reason="closer_desk"),
    verb("accept_in_part", own=403, receiver=TO_REFERRAL, services_taken="social_support"),
    verb("decline", own=403, receiver=TO_REFERRAL, reason="no_place"),
    verb("no_service", own=403, receiver=TO_REFERRAL, gap="service_absent_region"),
    verb("report_back", own=403, receiver=409, delivered="no", next_action="none"),
    verb("withdraw", own=TO_REFERRAL, receiver=TO_REFERRAL, asked="yes"),
    verb("absent", own=404, receiver=404),
    of_case("casework:case", "GET", 200),
    of_case("casework:case", "POST", 200, show="identity", purpose="give_service"),
    of_case("casework:case", "POST", 200, show="answers", purpose="give_service"),
    of_case("casework:case", "POST", 422, show="identity", purpose="curiosity"),
    of_case("casework:identity", "GET", 200),
    of_case("casework:identity", "POST", 200, open="yes"),
    of_case("casework:identity", "POST", TO_CASE, save="yes", full_name="Zahra Canary"),
    of_case("casework:identity", "POST", 422, save="yes", full_name="Z" * 400),
    assessed("GET", 200),
    assessed("GET", TO_CASE, name="first-line-police"),
    assessed("POST", 200, version=NEXT_VERSION, go="next", q01="yes"),
    assessed("POST", 422, version=NEXT_VERSION, go="next", q01="strange"),
    assessed("POST", 409, go="keep", q01="yes"),
    assessed("POST", TO_CASE, version=NEXT_VERSION, go="keep", q01="yes", q02="yes"),
    of_case("casework:send", "GET", 200),
    of_case("casework:send", "POST", 422, step="need"),
    of_case(
        "casework:send",
        "POST",
        200,
        step="need",
        service="legal_aid",
        region="north",
        language="ary",
        urgency="ordinary",
    ),
]
