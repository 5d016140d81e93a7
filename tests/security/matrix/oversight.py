"""Who saw a file: the officer of the institution that holds it, and of the data authority. Nobody else."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    EMERGENCY,
    ENROL,
    ERASURE,
    EVERYBODY,
    HALF,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
)

OFFICER = "data_protection_officer"
COME_IN = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}
ELSEWHERE = {f"{OFFICER}@receiver": 404, f"{OFFICER}@foreign": 404}
OF_A_FILE = {**COME_IN, f"{OFFICER}@own": 200, f"{OFFICER}@sister": 200, **ELSEWHERE}
ASKED = {**COME_IN, f"{OFFICER}@own": Goes("/oversight/files/"), f"{OFFICER}@sister": Goes("/oversight/files/")}
FILE = {"case_id": CASE}
# Leads and case managers are told of emergencies too: each of the files that they lead, which a manager opens.
TOLD = {OFFICER: 200, "desk_lead": 200, "case_manager": 200}
UNKNOWN = {"desk_lead": 404, "case_manager": 404}


def told(method: str, answer: Answer, *, url: str = "oversight:emergency", **data: str) -> Row:
    """An emergency at the own desk: its lead, and the officers who watch over that institution."""
    seen = {"desk_lead@own": answer, f"{OFFICER}@own": answer, f"{OFFICER}@sister": answer}
    return Row(url, method, {**COME_IN, **UNKNOWN, **ELSEWHERE, **seen}, {"emergency_id": EMERGENCY}, data)


ONE_ERASURE = {"erasure_id": ERASURE}


def watched(url: str, method: str, answer: Answer, *, needs: dict[str, str] = FILE, **data: str) -> Row:
    """What the officers of the own institution may do with something of it; for another's it does not exist."""
    own = {f"{OFFICER}@own": answer, f"{OFFICER}@sister": answer}
    return Row(url, method, {**COME_IN, **own, **ELSEWHERE}, needs, data)


ROWS: list[Row] = [
    Row("oversight:find", "GET", {**COME_IN, OFFICER: 200}).seen_by("protection-donnees"),
    Row("oversight:find", "POST", {**ASKED, **ELSEWHERE}, data={"reference": CASE}),
    Row("oversight:alarms", "GET", {**COME_IN, OFFICER: 200}).seen_by("protection-donnees"),
    Row("oversight:alarms", "POST", {**COME_IN, OFFICER: 404}, data={"reference": "absent", "sure": "yes"}),
    Row("oversight:readers", "GET", OF_A_FILE, needs=FILE),
    closed("oversight:readers", case_id=CASE),
    Row("oversight:paper", "GET", OF_A_FILE, needs=FILE),
    closed("oversight:paper", case_id=CASE),
    Row("oversight:keeping", "GET", {**COME_IN, OFFICER: 200}).seen_by("protection-donnees"),
    closed("oversight:keeping"),
    watched("oversight:keeping_file", "GET", 200),
    watched("oversight:keeping_file", "POST", 422, do="strange"),
    watched("oversight:keeping_file", "POST", 422, do="exclude_me"),
    watched("oversight:keeping_file", "POST", 404, do="let_back"),
    # A referral of the file still runs.
    watched("oversight:keeping_file", "POST", 409, do="ask", scope="all", ground="person_asked"),
    watched(
        "oversight:keeping_file", "POST", Goes("/oversight/files/"), do="place", hold="dispute", until="2027-02-01"
    ),
    watched("oversight:keeping_file", "POST", 409, do="lift", reason="order_ended"),
    watched("oversight:erasure", "GET", 200, needs=ONE_ERASURE),
    watched("oversight:erasure", "POST", 422, needs=ONE_ERASURE, do="confirm"),
    watched("oversight:erasure", "POST", Goes("/oversight/erasures/"), needs=ONE_ERASURE, do="confirm", sure="yes"),
    watched(
        "oversight:erasure",
        "POST",
        Goes("/oversight/erasures/"),
        needs=ONE_ERASURE,
        do="decline",
        reason="still_needed",
    ),
    watched("oversight:erasure_certificate", "GET", 409, needs=ONE_ERASURE),
    closed("oversight:erasure_certificate", erasure_id=ERASURE),
    Row("oversight:verify", "GET", {**COME_IN, OFFICER: 200}).seen_by("protection-donnees"),
    Row("oversight:verify", "POST", {**COME_IN, OFFICER: 422}, data={"lines": "no certificate"}),
    Row("oversight:emergencies", "GET", {**COME_IN, **TOLD}).seen_by("inspection-sud"),
    closed("oversight:emergencies"),
    told("GET", 200),
    told("POST", 422, outcome=""),
    told("POST", Goes("/oversight/emergencies/"), outcome="justified"),
    closed("oversight:end_emergency", "GET", emergency_id=EMERGENCY),
    told("POST", Goes("/oversight/emergencies/"), url="oversight:end_emergency"),
]
