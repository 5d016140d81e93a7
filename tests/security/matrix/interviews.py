"""The pages under /interviews/: who leads at the desk that holds the case, who reads there, and nobody else at all."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    EVERYBODY,
    HALF,
    INTERVIEW,
    LED_INTERVIEW,
    READY_INTERVIEW,
    SIGN_IN,
    UNCALLED,
    Answer,
    Goes,
    Row,
    closed,
)

TO = Goes("/interviews/")
LEADS = "interviewer@own"
READERS = ("case_manager@own", "desk_lead@own", "legal_counsel@own")
# A page with a sheet to print is of no case: whoever may know of interviews, at any desk that holds some.
PLACES = ("own", "sister", "receiver")
ROLES = ("interviewer", "case_manager", "desk_lead", "legal_counsel")


def of_one(
    part: str,
    method: str,
    leads: Answer,
    reads: Answer = 403,
    *,
    of: str = INTERVIEW,
    readings: int = 1,
    **data: str | list[str],
) -> Row:
    """Whoever leads, whoever reads, and 404 for the rest: also for colleagues without such a role."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 404, LEADS: leads}
    expect |= dict.fromkeys(READERS, reads)
    name = "case_id" if of in (CASE, UNCALLED) else "interview_id"
    return Row(f"interviews:{part}", method, expect, {name: of}, data, readings=readings)


SHEET: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 404}
SHEET |= {f"{role}@{place}": 200 for role in ROLES for place in PLACES}
FACT = {"do": "add", "topic": "C", "kind": "said", "text": "Canary fact"}
# Whoever leads here holds the certificate no more: they open no interview and answer no gate.
ROWS: list[Row] = [
    of_one("of_case", "GET", 200, 200, of=CASE),
    of_one("of_case", "POST", 403, 403, of=CASE),
    of_one("of_case", "POST", 403, 403, of=UNCALLED),
    of_one("tell", "GET", 200, 200, of=CASE),
    of_one("tell", "POST", 422, 422, of=CASE, body="x", words="Canary papers"),
    of_one("tell", "POST", TO, TO, of=CASE, body="ngo", words="Canary papers"),
    Row("interviews:sheet", "GET", SHEET, {"form": "adult"}).seen_by("asso-accueil", form="child"),
    closed("interviews:sheet", form="adult"),
    of_one("interview", "GET", 200, 200),
    closed("interviews:interview", interview_id=INTERVIEW),
    of_one("prepare", "GET", 200, 200, of=READY_INTERVIEW),
    of_one("prepare", "POST", 422, 403, of=READY_INTERVIEW, alone_what="Canary", alone="maybe"),
    of_one("prepare", "POST", 422, 403, alone_what="Canary", alone="yes"),
    closed("interviews:postpone", "GET", interview_id=READY_INTERVIEW),
    of_one("postpone", "POST", 422, 403, of=READY_INTERVIEW, next_on="2020-01-01"),
    of_one("postpone", "POST", TO, 403, of=READY_INTERVIEW),
    of_one("interpreter", "GET", 200, 200, of=READY_INTERVIEW),
    of_one("interpreter", "POST", 422, 403, of=READY_INTERVIEW, name="Canary Interpreter"),
    of_one("begin", "GET", 200, 200, of=READY_INTERVIEW),
    of_one("begin", "POST", 403, 403, of=READY_INTERVIEW, limits_read="limits_read"),
    closed("interviews:items", "GET", interview_id=READY_INTERVIEW),
    of_one("items", "POST", 422, 403, of=READY_INTERVIEW, mode="spoken"),
    of_one("items", "POST", TO, 403, of=READY_INTERVIEW, do="withdraw", item="research"),
    closed("interviews:refuse", "GET", interview_id=READY_INTERVIEW),
    of_one("refuse", "POST", TO, 403, of=READY_INTERVIEW),
    of_one("refuse", "POST", 409, 403),
    of_one("talk", "GET", 200, 200),
    closed("interviews:talk", interview_id=INTERVIEW),
    closed("interviews:draft", "GET", interview_id=INTERVIEW),
    of_one("draft", "POST", 422, 422, xml="<x/>", revision="0"),
    of_one("finish", "GET", 200, TO),
    of_one("finish", "POST", 422, 422, xml="<x/>", revision="0"),
    closed("interviews:now", "GET", interview_id=INTERVIEW),
    of_one("now", "POST", TO, 403, do="pause"),
    of_one("now", "POST", TO, 403, do="distress"),
    of_one("now", "POST", TO, 403, ending="enough"),
    of_one("now", "POST", TO, 403, do="resume"),
    of_one("now", "POST", TO, 403, do="take_back"),
    of_one("now", "POST", 422, 403, do="resume", **{"from": "distress", "steps": "nonsense"}),
    of_one("now", "POST", TO, 403, do="pause", **{"from": "distress", "steps": "stop", "words": "Canary wept"}),
    of_one("distress", "GET", 200, 200),
    of_one("distress", "POST", 422, 403, steps="nonsense"),
    of_one("distress", "POST", TO, 403, steps="stop", words="Canary wept"),
    of_one("facts", "GET", 200, 200),
    of_one("facts", "POST", 422, 403, **{**FACT, "topic": "Z"}),
    of_one("facts", "POST", TO, 403, **FACT),
    of_one("timeline", "GET", 200, 200),
    of_one("timeline", "POST", 422, 403, event_kind="x"),
    of_one("timeline", "POST", TO, 403, do="add", event_kind="transit", event_words="Canary road"),
    of_one("close", "GET", 200, 200),
    of_one("close", "POST", 409, 403, outcome="heard", read_back="yes"),
    of_one("close", "POST", TO, 403, of=READY_INTERVIEW, outcome="not_held"),
    closed("interviews:paper", "GET", interview_id=INTERVIEW),
    of_one("paper", "POST", 422, 422, purpose="", language="fr"),
    # A colleague without the qualification: stops a sitting of somebody else, and writes nothing in it. Told on the
    # page, which keeps the words.
    of_one("now", "POST", TO, 403, of=LED_INTERVIEW, do="pause"),
    of_one("now", "POST", TO, 403, of=LED_INTERVIEW, do="take_back"),
    of_one("distress", "POST", TO, 403, of=LED_INTERVIEW, steps="stop", words="Canary wept"),
    of_one("facts", "POST", 422, 403, of=LED_INTERVIEW, **FACT),
    of_one("timeline", "POST", 422, 403, of=LED_INTERVIEW, do="add", event_kind="transit", event_words="Canary road"),
]
