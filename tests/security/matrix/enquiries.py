"""The pages under /enquiries/: for those who work with people at a desk that helps; for police there are none."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENQUIRY_TOLD,
    ENROL,
    HALF,
    OTHERS,
    SIGN_IN,
    WORKING,
    Answer,
    Goes,
    Row,
    closed,
)

OFFICER, LEAD = "data_protection_officer", "desk_lead"
OF_CASE, TOLD, ALL, PROTOCOL = (
    Goes("/enquiries/cases/"),
    Goes("/enquiries/told/"),
    Goes("/enquiries/"),
    Goes("/enquiries/protocol/"),
)
CLOSED: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403}
# The institutions of `own` and `sister` signed; that of `receiver` did not; `foreign` is a police.
SIGNED = ("own", "sister")


def held(method: str, own: Answer, **data: str) -> Row:
    """The enquiries of a case: for the desk that holds it."""
    expect: dict[str, Answer] = {**CLOSED, f"{WORKING}@own": own, WORKING: 404}
    return Row("enquiries:of_case", method, expect, {"case_id": CASE}, data)


def told(method: str, own: Answer, **data: str) -> Row:
    """What the own desk was told: for every other one there is nothing."""
    expect: dict[str, Answer] = {**CLOSED, f"{WORKING}@own": own, WORKING: 404}
    return Row("enquiries:told", method, expect, {"told_id": ENQUIRY_TOLD}, data)


def protocol(method: str, officer: Answer, lead: Answer, working: Answer, *, unsigned: Answer, **data: str) -> Row:
    """The parties. `unsigned`: an officer, and where they differ from the others a lead, whose house did not sign."""
    expect: dict[str, Answer] = {**CLOSED, WORKING: working, LEAD: lead, OFFICER: unsigned}
    expect |= {f"{OFFICER}@{place}": officer for place in SIGNED}
    if lead != working:
        expect[f"{LEAD}@receiver"] = unsigned
    for role in (OFFICER, LEAD, WORKING):
        expect[f"{role}@foreign"] = 404
    return Row("enquiries:protocol", method, expect, {}, data)


SAID = {"do": "join", "reference": "P-1", "signed_on": "2026-11-01"}
ROWS: list[Row] = [
    Row("enquiries:waiting", "GET", {**CLOSED, WORKING: 200, f"{WORKING}@foreign": 404}).seen_by("hopital-centre"),
    closed("enquiries:waiting"),
    held("GET", 200),
    held("POST", 404, do="strange"),
    held("POST", 404, do="withdraw", enquiry="none"),
    held("POST", 422, do="ask", parties="social"),
    held("POST", OF_CASE, do="ask", parties="social", agrees="yes"),
    told("GET", 200),
    told("POST", 404, do="strange"),
    told("POST", 422, do="get_in_touch"),
    told("POST", TOLD, do="get_in_touch", agrees="yes"),
    told("POST", ALL, do="close"),
    protocol("GET", 200, 200, 200, unsigned=200).seen_by("hopitaux-donnees"),
    protocol("POST", 404, 404, 404, unsigned=404, do="strange"),
    protocol("POST", 422, 403, 403, unsigned=422, do="join"),
    protocol("POST", 409, 403, 403, unsigned=PROTOCOL, **SAID),
    protocol("POST", PROTOCOL, PROTOCOL, 403, unsigned=409, do="leave"),
]
