"""The law: data protection officers write, they, counsel and validating authorities confirm, each at home."""

from tests.rooms.legal import exporting
from tests.security.matrix.rows import (
    ANONYMOUS,
    DEMAND,
    DEMAND_DECIDED,
    ENROL,
    ENTRY,
    ENTRY_IN_FORCE,
    EVERYBODY,
    EXPORT,
    EXPORT_READY,
    HALF,
    OTHERS,
    REQUEST,
    REQUEST_PREPARED,
    REQUEST_RELEASED,
    REQUEST_TO_CHANGE,
    SIGN_IN,
    WORKING,
    Answer,
    Goes,
    Row,
    closed,
)

OFFICER = "data_protection_officer"
CONFIRMS = (OFFICER, "legal_counsel", "validating_authority")
COME_IN: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}
TO_REGISTER = Goes("/legal/")
SOMETHING = {"text": "The inspectorate", "number": "A-2", "dated": "2026-03-02", "abroad": "no"}


def for_keepers(url: str, method: str, answer: Answer, **more: object) -> Row:
    return Row(url, method, {**COME_IN, OFFICER: answer}, **more)  # type: ignore[arg-type]


def decided(verb: str, entry: str, answer: Answer, *, others: Answer | None = None) -> Row:
    """Everybody of the institution who may, and whoever is elsewhere: for them it does not exist."""
    expect = dict(COME_IN)
    for role in CONFIRMS:
        told = answer if role == OFFICER or others is None else others
        expect |= {f"{role}@own": told, f"{role}@sister": told, role: 404 if told == answer else told}
    return Row("legal:decide", "POST", expect, {"entry_id": entry, "verb": verb})


KEEP = (OFFICER, "legal_counsel")
TO_DEMAND = Goes("/legal/demands/")
NEW = {
    "asker": "prosecution",
    "power": "prosecutor_order",
    "aim": "proceed",
    "who": "Brigadier",
    "asked": "The file",
    "received_on": "2026-11-24",
}


def of_demand(answer: Answer, demand: str = DEMAND, *, officer: Answer | None = None, **data: str) -> Row:
    """Those who keep the register of demands, at home and elsewhere. Reading before a change counts as one reading."""
    expect = dict(COME_IN)
    for role in KEEP:
        told = officer if role == OFFICER and officer is not None else answer
        # A role that never does this learns so before anything is looked up, wherever it sits.
        expect |= {f"{role}@own": told, f"{role}@sister": told, role: 403 if told == 403 else 404}
    return Row("legal:demand", "POST" if data else "GET", expect, {"demand_id": demand}, data)


def prepared(method: str) -> Row:
    """The desk that holds the file, nobody else."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": 200, WORKING: 404}
    return Row("legal:prepare", method, expect, {"demand_id": DEMAND_DECIDED})


TO_REQUEST, TO_ANSWERS = Goes("/legal/requests/"), Goes("/legal/requests/to-answer/")
ASKED = {"kind": "access", "asker": "person", "proof": "known_here", "asked_on": "2026-11-24", "file": "2346-79CD"}
LEADS: dict[str, Answer] = {"desk_lead": 200, "case_manager": 200}


def of_request(answer: Answer, asked: str = REQUEST, **data: str) -> Row:
    """The officers of the institution that holds the file. Nothing of it is opened for them."""
    expect = {**COME_IN, f"{OFFICER}@own": answer, f"{OFFICER}@sister": answer, OFFICER: 404}
    return Row("legal:request", "POST" if data else "GET", expect, {"request_id": asked}, data, readings=0)


def answered(url: str, answer: Answer, asked: str = REQUEST, readings: int = 1, **data: str) -> Row:
    """The lead of the desk that holds the file; a case manager leads only what they opened."""
    needs = {"request_id": asked, **({"language": "fr"} if url.endswith("paper") else {})}
    expect = {**COME_IN, "desk_lead@own": answer, "desk_lead": 404, "case_manager": 404}
    return Row(url, "POST" if data else "GET", expect, needs, data, readings=readings)


LEAD = "desk_lead"
TO_EXPORT = Goes("/legal/exports/")
WANTED = {
    "purpose": "prepare_referral",
    "aim": "protect",
    "basis": "agreed",
    "scope": "set",
    "parts": "reference",
    "receiver": "daw",
    "abroad": "no",
    "reason": "The shelter takes them over",
    "who": "Its head",
    "key": exporting.KEY,
}


def of_export(answer: Answer, *, lead: Answer | None = None, **data: str) -> Row:
    """Those who decide, in the whole institution; a lead, of the own desk. For others it does not exist."""
    expect = dict(COME_IN)
    for role in KEEP:
        expect |= {f"{role}@own": answer, f"{role}@sister": answer, role: 404}
    expect |= {f"{LEAD}@own": answer if lead is None else lead, LEAD: 404}
    return Row("legal:export", "POST" if data else "GET", expect, {"export_id": EXPORT}, data)


ROWS: list[Row] = [
    for_keepers("legal:requests", "GET", 200).seen_by("protection-donnees"),
    closed("legal:requests"),
    for_keepers("legal:request_new", "GET", 200).seen_by("protection-donnees"),
    for_keepers("legal:request_new", "POST", 422, data={"kind": "access"}),
    for_keepers("legal:request_new", "POST", 404, data=ASKED),
    of_request(200),
    of_request(TO_REQUEST, REQUEST_PREPARED, verb="release", seen="2"),
    of_request(TO_REQUEST, REQUEST_PREPARED, verb="send_back"),
    of_request(TO_REQUEST, REQUEST_RELEASED, verb="hand_over", way="by_hand", answered_on="2026-11-24"),
    of_request(422, REQUEST_RELEASED, verb="hand_over", way="mailed", answered_on="2026-11-24"),
    of_request(409, REQUEST_PREPARED, verb="release", seen="1"),
    of_request(409, REQUEST_RELEASED, verb="release", seen="2"),
    of_request(TO_REQUEST, verb="decline", reason="not_established"),
    of_request(TO_REQUEST, verb="drop"),
    of_request(404, verb="absent"),
    Row("legal:to_answer", "GET", {**COME_IN, **LEADS}).seen_by("inspection-nord"),
    closed("legal:to_answer"),
    answered("legal:answer", 200, readings=0),
    answered("legal:answer", 200, verb="open"),
    answered("legal:answer", 409, verb="prepare"),
    answered("legal:answer", TO_ANSWERS, REQUEST_TO_CHANGE, verb="accept", reason="person_says", value="Z. C."),
    answered("legal:answer", TO_ANSWERS, REQUEST_TO_CHANGE, verb="refuse", reason="about_other"),
    answered("legal:answer", 404, verb="absent", readings=0),
    closed("legal:answer_paper", "GET", request_id=REQUEST_RELEASED, language="fr"),
    answered("legal:answer_paper", 200, REQUEST_RELEASED, sure="yes"),
    Row("legal:exports", "GET", {**COME_IN, **dict.fromkeys((*KEEP, LEAD), 200)}).seen_by("hopital-centre"),
    closed("legal:exports"),
    Row("legal:transfers", "GET", {**COME_IN, OFFICER: 200}).seen_by("protection-donnees"),
    closed("legal:transfers"),
    Row("legal:export_new", "GET", {**COME_IN, LEAD: 200}).seen_by("hopital-centre"),
    Row("legal:export_new", "POST", {**COME_IN, LEAD: 422}, data={"reason": "X"}),
    Row(
        "legal:export_new",
        "POST",
        {**COME_IN, f"{LEAD}@own": TO_EXPORT, f"{LEAD}@sister": 422, LEAD: 409},
        data=WANTED,
    ),
    of_export(200),
    of_export(TO_EXPORT, lead=403, verb="approve"),
    of_export(422, lead=403, verb="refuse"),
    of_export(TO_EXPORT, lead=403, verb="refuse", refusal="too_much"),
    of_export(TO_EXPORT, lead=403, verb="withdraw"),
    closed("legal:export_fetch", "GET", export_id=EXPORT_READY),
    Row(
        "legal:export_fetch",
        "POST",
        {**COME_IN, f"{LEAD}@own": 200, LEAD: 404},
        {"export_id": EXPORT_READY},
    ),
    Row("legal:demands", "GET", {**COME_IN, **dict.fromkeys(KEEP, 200)}).seen_by("protection-donnees"),
    closed("legal:demands"),
    Row("legal:demand_new", "GET", {**COME_IN, **dict.fromkeys((*KEEP, "desk_lead"), 200)}).seen_by(
        "protection-donnees"
    ),
    Row("legal:demand_new", "POST", {**COME_IN, **dict.fromkeys((*KEEP, "desk_lead"), 422)}, data={"who": "X"}),
    Row("legal:demand_new", "POST", {**COME_IN, **dict.fromkeys(KEEP, TO_DEMAND), "desk_lead": Goes("/")}, data=NEW),
    of_demand(200),
    of_demand(403, officer=TO_DEMAND, verb="decide", text="Nothing", seen="2"),
    of_demand(409, DEMAND_DECIDED, officer=403, verb="advise", advice="give", text="Grounds"),
    of_demand(TO_DEMAND, verb="put_off", reason="order_forbids", until="2026-12-01"),
    of_demand(TO_DEMAND, verb="drop"),
    of_demand(404, verb="absent"),
    Row("legal:to_prepare", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, WORKING: 200, OTHERS: 403}).seen_by(
        "inspection-nord"
    ),
    closed("legal:to_prepare"),
    prepared("GET"),
    prepared("POST"),
    Row("legal:drill", "GET", {**COME_IN, **dict.fromkeys(KEEP, 200)}).seen_by("protection-donnees"),
    Row("legal:drill", "POST", {**COME_IN, **dict.fromkeys(KEEP, 422)}, data={"minutes": "40"}),
    Row(
        "legal:drill",
        "POST",
        {**COME_IN, **dict.fromkeys(KEEP, Goes("/legal/drill/"))},
        data={"minutes": "40", "held_on": "2026-11-24", "steps": "called"},
    ),
    Row("legal:register", "GET", {**COME_IN, **dict.fromkeys(CONFIRMS, 200)}).seen_by("protection-donnees"),
    closed("legal:register"),
    for_keepers("legal:propose", "GET", 200, needs={"part": "basis"}).seen_by("protection-donnees", part="recipient"),
    for_keepers("legal:propose", "GET", 404, needs={"part": "secret"}),
    for_keepers("legal:propose", "POST", 422, needs={"part": "authorisation"}, data={"text": "Files"}),
    for_keepers(
        "legal:propose", "POST", TO_REGISTER, needs={"part": "basis"}, data={**SOMETHING, "about": "give_service"}
    ),
    closed("legal:decide", "GET", entry_id=ENTRY, verb="confirm"),
    decided("confirm", ENTRY, TO_REGISTER),
    decided("refuse", ENTRY, TO_REGISTER),
    decided("end", ENTRY_IN_FORCE, TO_REGISTER, others=403),
    decided("end", ENTRY, 409, others=403),
    for_keepers("legal:override", "GET", 200).seen_by("protection-donnees"),
    for_keepers("legal:override", "POST", 422, data={"signed_by": "", "reason": "flood", "until": "2026-12-01"}),
    for_keepers("legal:override", "POST", 409, data={"end": "yes"}),
    for_keepers(
        "legal:override", "POST", TO_REGISTER, data={"signed_by": "A.", "reason": "flood", "until": "2026-12-01"}
    ),
]
