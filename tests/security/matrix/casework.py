"""Casework: one's own desk, and a referral's two desks. Everything else does not exist."""

from dataclasses import replace

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    CASE_FILE,
    COMPARTMENT,
    COMPARTMENT_GRANT,
    CONSENT,
    ENDED_FILE,
    ENDED_LINES,
    ENDED_REFERRAL,
    ENROL,
    ERASURE,
    EVERYBODY,
    EXCEPTION,
    EXCEPTION_OWED,
    EXCLUSION,
    FREE_FILE,
    GRANT,
    HALF,
    HANDOVER,
    NEED_ASKED,
    NEXT_VERSION,
    OTHERS,
    REFERRAL,
    SIGN_IN,
    TAKEN_BACK,
    Answer,
    Goes,
    Row,
    closed,
    for_workers,
)

TO_REFERRAL, TO_CASE = Goes("/casework/referrals/"), Goes("/casework/cases/")
OF_CASE, OF_REFERRAL = {"case_id": CASE}, {"referral_id": REFERRAL}
OF_FILE = {"file_id": CASE_FILE}
NAME = "Zahra Canary"
AGREED = {
    "to": "desk:lawyers",
    "data_classes": "needs",
    "answer": "given",
    "language": "ary",
    "interpreter": "none",
    "mode": "spoken",
}


UNAGREED = {
    "to": "desk:children",
    "data_classes": "danger_now",
    "ground": "danger",
    "notice": "to_tell",
    "day": "2026-11-30",
}


def of_case(url: str, method: str, own: Answer, **data: str) -> Row:
    """Only the desk that holds the case; the receiver of its referral is not that desk."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row(url, method, expect, OF_CASE, data)


def with_consent(row: Row) -> Row:
    """The same, of one line of its agreements."""
    return Row(row.url, row.method, row.expect, {**row.needs, "consent_id": CONSENT}, row.data)


def with_exception(verb: str, own: Answer, *, second: Answer | None = None, of: str = EXCEPTION, **data: str) -> Row:
    """A sharing without agreement: the desk that holds the case; what a second person decides, of leads, counsel."""
    row = of_case("casework:exception", "POST", own, **data)
    may = dict.fromkeys(("desk_lead@own", "legal_counsel@own"), second) if second is not None else {}
    needs = {**row.needs, "exception_id": of, "verb": verb}
    return Row(row.url, row.method, {**row.expect, **may}, needs, row.data)


def acknowledged() -> Row:
    """An end that the receiver of a referral was told: it says that it has read so; the sender cannot say it for it."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
    expect |= {"working@own": 403, "working@receiver": Goes("/casework/")}
    return Row("casework:acknowledge", "POST", expect, {"referral_id": ENDED_REFERRAL}, {})


def file_acknowledged() -> Row:
    """The same of somebody in a file of records: a lead of the institution that had it."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
    expect |= {"desk_lead@receiver": Goes("/casework/")}
    return Row("casework:acknowledge_notice", "POST", expect, {"notice_id": ENDED_FILE}, {})


def lines_acknowledged() -> Row:
    """The same of lines of a plan: anybody of the desk that had them, and not the desk that holds the plan."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
    expect |= {"working@receiver": Goes("/casework/")}
    return Row("casework:acknowledge_notice", "POST", expect, {"notice_id": ENDED_LINES}, {})


def proved() -> Row:
    """A paper about what was taken back."""
    row = with_consent(of_case("casework:consent_proof", "POST", 200, language="ar"))
    return Row(row.url, row.method, row.expect, {**row.needs, "consent_id": TAKEN_BACK}, row.data)


def of_file(url: str, method: str, own: Answer, *, file: str = CASE_FILE, **data: str) -> Row:
    """A file of a case: as the case."""
    return Row(url, method, of_case("", method, own).expect, {"file_id": file}, data)


def assessed(method: str, own: Answer, *, name: str = "first-line-labour", **data: str) -> Row:
    """A case that is assessed again, under one of its forms; only by the desk that holds it."""
    return Row("casework:assess", method, of_case("", method, own).expect, {**OF_CASE, "name": name}, data)


def of_accesses(url: str, method: str, lead: Answer, own: Answer, *, of: str = "", **data: str) -> Row:
    """Who sees a case: its lead, and the other workers of the desk that holds it."""
    expect = {**of_case(url, method, own).expect, "desk_lead@own": lead}
    needs = {"grant_id": GRANT} if of == GRANT else {"exclusion_id": EXCLUSION} if of == EXCLUSION else {}
    return Row(url, method, expect, {**OF_CASE, **needs}, data)


def of_referral(url: str, method: str, *, own: Answer, receiver: Answer, verb: str = "", **data: str) -> Row:
    """The two desks of the referral, each its own answer."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
    expect |= {"working@own": own, "working@receiver": receiver}
    return Row(url, method, expect, {**OF_REFERRAL, **({"verb": verb} if verb else {})}, data)


# Whose work at the receiving desk, an association that shelters, its notes are; and where it keeps people safe.
ITS_WORKERS = ("front_line", "interviewer", "case_manager", "health_professional", "legal_counsel")
IN_ITS_HOUSE = ("front_line", "case_manager")


def apart(url: str, method: str, answer: Answer, *, of: str = COMPARTMENT, **data: str) -> Row:
    """Notes that the receiver keeps apart: for those whose work they are. The holding desk and leads have no page."""
    may = {f"{role}@receiver": answer for role in ITS_WORKERS}
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404, **may}
    needs = OF_CASE if of == CASE else {"compartment_id": COMPARTMENT}
    needs = {**needs, "grant_id": COMPARTMENT_GRANT} if of == COMPARTMENT_GRANT else needs
    return Row(url, method, expect, needs, data)


def house_begun() -> Row:
    """A safe house: not for everybody who works at that desk."""
    row = apart("casework:apart", "POST", 422, of=CASE, kind="safe_house")
    may = {f"{role}@receiver": Goes("/casework/apart/") for role in IN_ITS_HOUSE}
    return Row(row.url, row.method, {**row.expect, **may}, row.needs, row.data)


def of_erasure(url: str, method: str, own: Answer, **data: str) -> Row:
    """An erasure of the own desk; for every other desk it does not exist."""
    return Row(url, method, of_case("", method, own).expect, {"erasure_id": ERASURE}, data)


def held(**data: str) -> Row:
    """A legal hold: placed by the lead and the legal counsel of the desk, by nobody else there."""
    may = dict.fromkeys(("desk_lead@own", "legal_counsel@own"), TO_CASE)
    return Row("casework:keeping_file", "POST", {**of_case("", "POST", 403).expect, **may}, OF_CASE, data)


def verb(name: str, *, own: Answer, receiver: Answer, **data: str) -> Row:
    return of_referral("casework:answer", "POST", own=own, receiver=receiver, verb=name, **data)


CLOSES = {"do": "close", "reason": "goals_reached", "left_running": REFERRAL}


def of_need(url: str, method: str, own: Answer) -> Row:
    """One need: for the desk that asked. A desk that was asked does not learn of the others."""
    return Row(url, method, of_case("", method, own).expect, {"group": NEED_ASKED})


def offered(method: str, *, own: Answer, sister: Answer, lead: Answer | None = None, **data: str) -> Row:
    """A case that the own desk offers to its sister desk; for everybody else it does not exist."""
    expect = {**of_case("", method, own).expect, "working@sister": sister}
    more = {"desk_lead@own": lead} if lead is not None else {}
    needs = {"handover_id": HANDOVER}
    # The other desk knows of the offer: that it may not do this with it is no secret.
    return Row("casework:handover_answer", method, {**expect, **more}, needs, data, known_to=("working@sister",))


ROWS: list[Row] = [
    for_workers("casework:closed", "GET", 200).seen_by("inspection-nord"),
    closed("casework:closed"),
    of_case("casework:closing", "GET", 200),
    of_case("casework:closing", "POST", 422),
    # Somebody opened it in an emergency that nobody reviewed yet, and an open file is not opened again. The risk is
    # read by the verb that is refused, and again by the page that says so.
    replace(of_case("casework:closing", "POST", 409, **CLOSES), readings=2),
    of_case("casework:closing", "POST", 409, do="reopen", reason="new_need"),
    for_workers("casework:feedback", "GET", 200).seen_by("inspection-nord"),
    closed("casework:feedback"),
    for_workers("casework:feedback_form", "GET", 200).seen_by("inspection-nord"),
    for_workers("casework:feedback_form", "POST", 422, data={"listened": "loudly"}),
    for_workers("casework:feedback_form", "POST", Goes("/casework/feedback/thanks/"), data={"listened": "yes"}),
    for_workers("casework:feedback_thanks", "GET", 200).seen_by("inspection-nord"),
    closed("casework:feedback_thanks"),
    for_workers("casework:feedback_paper", "GET", 200).seen_by("inspection-nord"),
    closed("casework:feedback_paper"),
    Row("casework:endings", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "desk_lead": 200}).seen_by(
        "inspection-sud"
    ),
    closed("casework:endings"),
    for_workers("casework:inbox", "GET", 200).seen_by("asso-accueil"),
    closed("casework:inbox"),
    for_workers("casework:places", "POST", 422, data={"free": "many"}),
    closed("casework:places", "GET"),
    for_workers("casework:sent", "GET", 200).seen_by("inspection-nord"),
    closed("casework:sent"),
    for_workers("casework:cases", "GET", 200).seen_by("inspection-nord"),
    closed("casework:cases"),
    for_workers("casework:my_cases", "GET", 200).seen_by("inspection-nord"),
    closed("casework:my_cases"),
    for_workers("casework:shared", "GET", 200).seen_by("inspection-sud", "hopital-nord"),
    closed("casework:shared"),
    Row("casework:institution", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "desk_lead": 200}).seen_by(
        "inspection-sud"
    ),
    closed("casework:institution"),
    of_case("casework:consents", "GET", 200),
    closed("casework:consents", case_id=CASE),
    of_case("casework:consent_write", "GET", 200),
    of_case("casework:consent_write", "POST", 422),
    of_case("casework:consent_write", "POST", TO_CASE, **AGREED),
    closed("casework:consent_withdraw", "GET", case_id=CASE, consent_id=CONSENT),
    with_consent(of_case("casework:consent_withdraw", "POST", TO_CASE)),
    closed("casework:consent_read", "GET", case_id=CASE),
    of_case("casework:consent_read", "POST", 422),
    of_case("casework:consent_read", "POST", 200, **AGREED),
    closed("casework:consent_used", "GET", case_id=CASE, consent_id=CONSENT),
    with_consent(of_case("casework:consent_used", "POST", 409)),
    closed("casework:consent_proof", "GET", case_id=CASE, consent_id=TAKEN_BACK),
    # Nothing was taken back on this line: whoever holds the file knows as much.
    replace(with_consent(of_case("casework:consent_proof", "POST", 404)), known_to=("working@own",)),
    proved(),
    of_case("casework:exception_propose", "GET", 200),
    of_case("casework:exception_propose", "POST", 422),
    of_case("casework:exception_propose", "POST", TO_CASE, **UNAGREED),
    closed("casework:exception", "GET", case_id=CASE, exception_id=EXCEPTION, verb="confirm"),
    with_exception("confirm", 403, second=TO_CASE),
    with_exception("decline", 403, second=TO_CASE),
    with_exception("tell", TO_CASE, of=EXCEPTION_OWED),
    with_exception("put_off", 422, of=EXCEPTION_OWED),
    with_exception("erase", 404),
    closed("casework:acknowledge", "GET", referral_id=ENDED_REFERRAL),
    acknowledged(),
    closed("casework:acknowledge_notice", "GET", notice_id=ENDED_FILE),
    file_acknowledged(),
    lines_acknowledged(),
    Row("casework:recording", "GET", for_workers("", "GET", 404).expect, {"language": "fr", "name": "ask"}),
    closed("casework:recording", language="fr", name="ask"),
    of_accesses("casework:grants", "GET", 200, 200),
    of_accesses("casework:grants", "POST", 422, 403, until="tomorrow"),
    of_accesses("casework:grants", "POST", 422, 403, to="desk:absent", until="2026-11-30"),
    of_accesses(
        "casework:grants",
        "POST",
        TO_CASE,
        403,
        to="desk:labour-south",
        kind="team",
        level="summary",
        until="2026-11-30",
        reason="advice",
    ),
    closed("casework:end_grant", "GET", case_id=CASE, grant_id=GRANT),
    of_accesses("casework:end_grant", "POST", TO_CASE, 403, of=GRANT),
    closed("casework:exclude", "GET", case_id=CASE),
    of_accesses("casework:exclude", "POST", 422, 422, excluded=""),
    of_accesses("casework:exclude", "POST", 422, 422, excluded="me", conflict=""),
    of_accesses("casework:exclude", "POST", TO_CASE, TO_CASE, excluded="me", conflict="family"),
    closed("casework:lift", "GET", case_id=CASE, exclusion_id=EXCLUSION),
    of_accesses("casework:lift", "POST", TO_CASE, 403, of=EXCLUSION),
    apart("casework:apart", "GET", 200, of=CASE),
    apart("casework:apart", "POST", 422, of=CASE, kind="strange"),
    apart("casework:apart", "POST", 409, of=CASE, kind="ngo_notes"),
    house_begun(),
    apart("casework:notes", "GET", 200),
    apart("casework:notes", "POST", 200, purpose="give_service"),
    apart("casework:notes", "POST", 422, purpose="legal_demand"),
    apart("casework:notes", "POST", 422, text=""),
    apart("casework:notes", "POST", Goes("/casework/apart/"), text="Canary note", corrects="1"),
    apart("casework:members", "GET", 200),
    apart("casework:members", "POST", 422, until="tomorrow"),
    closed("casework:end_member", "GET", compartment_id=COMPARTMENT, grant_id=COMPARTMENT_GRANT),
    apart("casework:end_member", "POST", Goes("/casework/apart/"), of=COMPARTMENT_GRANT),
    for_workers("casework:emergency", "GET", 200).seen_by("inspection-sud"),
    for_workers("casework:emergency", "POST", 422),
    for_workers(
        "casework:emergency", "POST", 422, data={"reference": "AAAA-AAAA", "reason": "curiosity", "code": "000000"}
    ),
    for_workers("casework:search", "GET", 200).seen_by("inspection-nord"),
    for_workers("casework:search", "POST", 200, data={"name": NAME}),
    for_workers("casework:search", "POST", 422, data={"name": ""}),
    for_workers("casework:search", "POST", 404, data={"reference": "AAAA-AAAA"}),
    of_referral("casework:referral", "GET", own=200, receiver=200),
    of_referral("casework:referral", "POST", own=200, receiver=200, purpose="give_service"),
    of_referral("casework:referral", "POST", own=422, receiver=422, purpose="curiosity"),
    of_referral("casework:paper", "GET", own=200, receiver=404),
    of_referral("casework:paper", "POST", own=422, receiver=404, do="advise"),
    closed("casework:known_as", "GET", referral_id=REFERRAL),
    of_referral("casework:known_as", "POST", own=403, receiver=422, do="join", reference="AAAA-AAAA"),
    of_referral("casework:known_as", "POST", own=403, receiver=409, do="part"),
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
    verb("stand_down", own=TO_REFERRAL, receiver=403),
    verb("settle", own=422, receiver=422, how=""),
    verb("settle", own=409, receiver=403, how="not_needed"),
    closed("casework:link", "GET", **OF_REFERRAL),
    of_referral("casework:link", "POST", own=422, receiver=403, do="make", hours="72"),
    of_referral("casework:link", "POST", own=409, receiver=403, do="end"),
    of_need("casework:need", "GET", 200),
    closed("casework:need", group=NEED_ASKED),
    of_need("casework:stand_down", "POST", Goes("/casework/needs/")),
    closed("casework:stand_down", "GET", group=NEED_ASKED),
    of_case("casework:handover", "GET", 200),
    of_accesses("casework:handover", "POST", 422, 403, desk="", reason=""),
    of_accesses("casework:handover", "POST", TO_CASE, 403, desk="labour-south", reason="other"),
    offered("GET", own=200, sister=200),
    offered("POST", own=403, sister=TO_CASE, do="accept"),
    offered("POST", own=422, sister=422, do="decline", reason=""),
    offered("POST", own=403, sister=Goes("/casework/"), do="decline", reason="no_place"),
    offered("POST", own=403, sister=403, lead=TO_CASE, do="take_back"),
    for_workers("casework:quiet", "GET", 200).seen_by("inspection-nord"),
    Row("casework:quiet", "POST", of_case("", "POST", 409).expect, data={"case": CASE}),
    # Its first lines say what stands: the level of risk, and how long ago it was while hours for care run.
    replace(of_case("casework:case", "GET", 200), readings=3),
    of_case("casework:case", "POST", 200, show="identity", purpose="give_service"),
    of_case("casework:case", "POST", 200, show="answers", purpose="give_service"),
    replace(of_case("casework:case", "POST", 422, show="identity", purpose="curiosity"), readings=3),
    of_case("casework:identity", "GET", 200),
    of_case("casework:identity", "POST", 200, open="yes"),
    of_case("casework:identity", "POST", TO_CASE, save="yes", full_name="Zahra Canary"),
    of_case("casework:identity", "POST", 422, save="yes", full_name="Z" * 400),
    of_case("casework:files", "GET", 200),
    of_case("casework:files", "POST", 200, purpose="give_service"),
    of_case("casework:files", "POST", 422, purpose="supervise_delay"),
    of_case("casework:file_add", "GET", TO_CASE),
    of_case("casework:file_add", "POST", 422, description="Certificate"),
    closed("casework:file", "GET", **OF_FILE),
    of_file("casework:file", "POST", 200, purpose="give_service"),
    of_file("casework:file", "POST", 422, purpose="supervise_delay"),
    of_file("casework:file_remove", "GET", 200),
    # A demand stands on the one case, and with it a hold.
    of_file("casework:file_remove", "POST", 409, reason="wrong_file"),
    of_file("casework:file_remove", "POST", TO_CASE, file=FREE_FILE, reason="wrong_file"),
    of_file("casework:file_remove", "POST", 422, reason="erased"),
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
    for_workers("casework:keeping", "GET", 200).seen_by("police-port"),
    closed("casework:keeping"),
    of_case("casework:keeping_file", "GET", 200),
    of_case("casework:keeping_file", "POST", 422, do="strange"),
    of_case("casework:keeping_file", "POST", 409, do="ask", scope="all", ground="person_asked"),
    of_case("casework:keeping_file", "POST", 403, do="lift", reason="order_ended"),
    of_case("casework:keeping_file", "POST", 409, do="keep"),
    held(do="place", hold="dispute", until="2027-02-01"),
    of_erasure("casework:erasure", "GET", 200),
    of_erasure("casework:erasure", "POST", 403, do="confirm", sure="yes"),
    of_erasure("casework:erasure", "POST", Goes("/casework/erasures/"), do="take_back"),
    of_erasure("casework:erasure_certificate", "GET", 409),
    closed("casework:erasure_certificate", erasure_id=ERASURE),
]
