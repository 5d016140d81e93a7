"""Trainings: the secretariat leads, an institution sees its own, a trainer holds their session, all others nothing."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ASSESSMENT,
    CERTIFICATE,
    DOOR,
    ENROL,
    ENROLMENT,
    EVERYBODY,
    HALF,
    HELD_SESSION,
    MEMBER,
    OTHER_MEMBER,
    PARTICIPANT_LIST,
    PLANNED_SESSION,
    SIGN_IN,
    SPEAKING,
    STRANGER,
    TEST_FORM,
    TEST_TOKEN,
    TRAINING_LINE,
    TRAINING_PLAN,
    TRAINING_SESSION,
    Answer,
    Goes,
    Row,
    closed,
    open_to_all,
)

HOME, NEEDS, MINE = Goes("/training/"), Goes("/training/needs/"), Goes("/training/mine/")
OF_PLAN, OF_LINE = {"plan_id": TRAINING_PLAN}, {"line_id": TRAINING_LINE}
OF_SESSION, PLANNED = {"session_id": TRAINING_SESSION}, {"session_id": PLANNED_SESSION}
OF_LIST, OF_NEED = {"batch_id": PARTICIPANT_LIST}, {"assessment_id": ASSESSMENT}
FIRST = {**OF_SESSION, "number": "1"}
AT_DOOR = {"token": DOOR}
OF_FORM, AT_TEST, BEFORE = {"form_id": TEST_FORM}, {"token": TEST_TOKEN}, {**OF_SESSION, "moment": "pre"}
NEW_LINE = {"do": "add", "title_fr": "Ligne", "kind": "training", "audience": "Inspection", "owner": "commission"}
CHANGE = {"do": "aim", "institution": "labour", "people": "4"}
NAME = {"do": "name", "name": "Karim Tazi", "institution": "labour"}
OF_HELD, TAKE_BACK = {"session_id": HELD_SESSION}, {"do": "revoke", "certificate": CERTIFICATE, "reason": "none"}
TAP = {"do": "mark-present", "enrolment": ENROLMENT}


NO_TRAINEE = ("auditor", "operator")


def of(
    url: str,
    method: str,
    *,
    secretariat: Answer,
    member: Answer,
    other: Answer | None = None,
    stranger: Answer = 404,
    trainer: Answer = 403,
    authority: Answer = 404,
    rest: Answer = 403,
    needs: dict[str, str] | None = None,
    data: dict[str, str] | None = None,
    readings: int = 1,
    known_to: tuple[str, ...] = (),
) -> Row:
    """The secretariat; the focal points of the institution, of another one, of one that no line aims at; trainers."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: rest, "secretariat": secretariat}
    expect |= {f"{SPEAKING}@{MEMBER}": member, f"{SPEAKING}@{OTHER_MEMBER}": member if other is None else other}
    expect |= {f"{SPEAKING}@{STRANGER}": stranger, "trainer": trainer}
    expect |= {f"validating_authority@{place}": authority for place in (MEMBER, OTHER_MEMBER, STRANGER)}
    if rest == 404:
        # Whoever may take part in a training meets what is not theirs as absent; these never take part.
        expect |= dict.fromkeys(NO_TRAINEE, 403)
    return Row(url, method, expect, needs or {}, data or {}, readings=readings, known_to=known_to)


def led(url: str, answer: Answer, *, needs: dict[str, str], data: dict[str, str]) -> Row:
    """What only the secretariat does, asked before anything is said of the rest."""
    return of(
        url,
        "POST",
        secretariat=answer,
        member=403,
        stranger=403,
        trainer=403,
        authority=403,
        needs=needs,
        data=data,
        known_to=("trainer", SPEAKING),
    )


ROWS: list[Row] = [
    of("training:home", "GET", secretariat=200, member=200, stranger=200, trainer=200, authority=200).seen_by(
        "secretariat"
    ),
    of(
        "training:home",
        "POST",
        secretariat=HOME,
        member=403,
        stranger=403,
        authority=403,
        data={"do": "begin", "year": "2027"},
    ),
    open_to_all("training:practice_cases").seen_by(ANONYMOUS),
    closed("training:practice_cases"),
    open_to_all("training:practice_case", case_id="child").seen_by(ANONYMOUS, case_id="shelter"),
    open_to_all("training:practice_case", answer=404, case_id="absent"),
    closed("training:practice_case", case_id="child"),
    Row(
        "training:mine", "GET", {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 200, "auditor": 403, "operator": 403}
    ).seen_by("action-sociale-entretien"),
    closed("training:mine"),
    of("training:needs", "GET", secretariat=200, member=200, stranger=200, authority=403).seen_by("secretariat"),
    of(
        "training:needs",
        "POST",
        secretariat=NEEDS,
        member=NEEDS,
        stranger=NEEDS,
        authority=403,
        data={"do": "begin", "institution": "labour", "audience": "Inspection"},
    ),
    of("training:need", "GET", secretariat=200, member=200, other=404, authority=403, needs=OF_NEED),
    of(
        "training:need",
        "POST",
        secretariat=422,
        member=422,
        other=404,
        authority=403,
        needs=OF_NEED,
        data={"do": "hand_in"},
    ),
    of("training:plan", "GET", secretariat=200, member=200, stranger=200, trainer=200, authority=200, needs=OF_PLAN),
    led("training:plan", 422, needs=OF_PLAN, data=NEW_LINE),
    of(
        "training:coverage",
        "GET",
        secretariat=200,
        member=403,
        stranger=403,
        authority=403,
        needs=OF_PLAN,
        known_to=("trainer", SPEAKING),
    ),
    closed("training:coverage", plan_id=TRAINING_PLAN),
    of("training:line", "GET", secretariat=200, member=200, stranger=200, trainer=200, authority=200, needs=OF_LINE),
    led("training:line", Goes("/training/lines/"), needs=OF_LINE, data=CHANGE),
    of("training:session", "GET", secretariat=200, member=200, trainer=200, needs=OF_SESSION),
    of("training:session", "GET", secretariat=200, member=404, trainer=404, needs=PLANNED),
    of(
        "training:session",
        "POST",
        secretariat=409,
        member=403,
        trainer=409,
        needs=OF_SESSION,
        data={"do": "close"},
        known_to=(SPEAKING,),
    ),
    of("training:calendar", "GET", secretariat=200, member=200, trainer=200, rest=404, needs=OF_SESSION),
    closed("training:calendar", session_id=TRAINING_SESSION),
    of(
        "training:people",
        "GET",
        secretariat=403,
        member=200,
        trainer=200,
        needs=OF_SESSION,
        known_to=("secretariat",),
    ),
    of(
        "training:people",
        "POST",
        secretariat=403,
        member=Goes("/training/sessions/"),
        trainer=Goes("/training/sessions/"),
        needs=OF_SESSION,
        data=NAME,
        known_to=("secretariat",),
    ),
    of("training:import_read", "GET", secretariat=403, member=200, authority=403, needs=OF_SESSION),
    of("training:import_read", "POST", secretariat=403, member=422, authority=403, needs=OF_SESSION),
    of("training:import", "GET", secretariat=403, member=200, other=404, authority=403, needs=OF_LIST),
    of(
        "training:import",
        "POST",
        secretariat=403,
        member=Goes("/training/lists/"),
        other=404,
        authority=403,
        needs=OF_LIST,
        data={"do": "confirm"},
        # Of who was named since, of the list beside them, and of the list as it is taken in.
        readings=3,
    ),
    of(
        "training:half_day",
        "GET",
        secretariat=403,
        member=403,
        trainer=200,
        needs=FIRST,
        known_to=("secretariat", SPEAKING),
    ),
    of(
        "training:half_day",
        "POST",
        secretariat=403,
        member=403,
        trainer=Goes("/training/sessions/"),
        needs=FIRST,
        data=TAP,
        known_to=("secretariat", SPEAKING),
    ),
    of(
        "training:square",
        "GET",
        secretariat=403,
        member=403,
        trainer=200,
        needs=FIRST,
        known_to=("secretariat", SPEAKING),
    ),
    closed("training:square", session_id=TRAINING_SESSION, number="1"),
    of("training:certificates", "GET", secretariat=200, member=200, trainer=200, needs=OF_HELD),
    of(
        "training:certificates",
        "POST",
        secretariat=422,
        member=403,
        trainer=422,
        needs=OF_HELD,
        data=TAKE_BACK,
        known_to=(SPEAKING,),
    ),
    of(
        "training:paper",
        "POST",
        secretariat=404,
        member=422,
        other=404,
        trainer=422,
        rest=404,
        needs={"certificate_id": CERTIFICATE},
        data={"paper": "none"},
    ),
    closed("training:paper", "GET", certificate_id=CERTIFICATE),
    of("training:courses", "GET", secretariat=200, member=200, stranger=200, trainer=200, authority=200).seen_by(
        "secretariat"
    ),
    of(
        "training:courses",
        "POST",
        secretariat=404,
        member=403,
        stranger=403,
        authority=403,
        data={"do": "revised"},
    ),
    Row(
        "training:check_in",
        "GET",
        {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 200, "auditor": 403, "operator": 403},
        AT_DOOR,
    ).seen_by("action-sociale-entretien", token="gone"),
    Row(
        "training:check_in",
        "POST",
        {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 404, "auditor": 403, "operator": 403},
        AT_DOOR,
    ),
    # Tests: their trainer and the secretariat run them, the secretariat alone enters sheets, slips are the trainer's.
    of("training:tests", "GET", secretariat=200, member=403, trainer=200, needs=OF_SESSION, known_to=(SPEAKING,)),
    of(
        "training:tests",
        "POST",
        secretariat=409,
        member=403,
        trainer=409,
        needs=OF_SESSION,
        data={"do": "start", "moment": "pre"},
        known_to=(SPEAKING,),
    ),
    of(
        "training:slips",
        "GET",
        secretariat=403,
        member=403,
        trainer=200,
        needs=OF_SESSION,
        known_to=("secretariat", SPEAKING),
    ),
    closed("training:slips", session_id=TRAINING_SESSION),
    of("training:results", "GET", secretariat=200, member=403, trainer=200, needs=OF_SESSION, known_to=(SPEAKING,)),
    closed("training:results", session_id=TRAINING_SESSION),
    of(
        "training:line_results",
        "GET",
        secretariat=200,
        member=403,
        stranger=403,
        authority=403,
        needs=OF_LINE,
        known_to=("trainer", SPEAKING),
    ),
    closed("training:line_results", line_id=TRAINING_LINE),
    # Rows of the page are of the own institution: who speaks for one that no line aims at reads an empty page.
    of("training:practice", "GET", secretariat=200, member=200, stranger=200, authority=403, needs=OF_LINE),
    closed("training:practice", line_id=TRAINING_LINE),
    of(
        "training:entry",
        "GET",
        secretariat=200,
        member=403,
        trainer=403,
        needs=BEFORE,
        known_to=("trainer", SPEAKING),
    ),
    of(
        "training:entry",
        "POST",
        secretariat=422,
        member=403,
        trainer=403,
        needs=BEFORE,
        data={"do": "sheet", "code": "CDFG"},
        known_to=("trainer", SPEAKING),
    ),
    of(
        "training:sheet",
        "GET",
        secretariat=404,
        member=403,
        trainer=404,
        needs={**BEFORE, "letter": "C"},
        # No form C: whoever runs tests learns that; making the paper is asked elsewhere.
        known_to=("secretariat", "trainer", SPEAKING),
    ),
    closed("training:sheet", session_id=TRAINING_SESSION, moment="pre", letter="A"),
    of("training:forms", "GET", secretariat=200, member=403, stranger=403, authority=403).seen_by("secretariat"),
    of(
        "training:forms",
        "POST",
        secretariat=422,
        member=403,
        stranger=403,
        authority=403,
        data={"do": "draft"},
    ),
    of(
        "training:form",
        "GET",
        secretariat=200,
        member=403,
        stranger=403,
        authority=403,
        needs=OF_FORM,
        known_to=("trainer", SPEAKING),
    ),
    led("training:form", 409, needs=OF_FORM, data={"do": "put_in_use"}),
    Row("training:test", "GET", {HALF: ENROL, EVERYBODY: 200}, AT_TEST),
    Row("training:test", "POST", {HALF: ENROL, EVERYBODY: 422}, AT_TEST, {"do": "begin", "code": "CDFG"}),
    Row("training:test_sent", "GET", {HALF: ENROL, EVERYBODY: 200}, AT_TEST),
    closed("training:test_sent", token=TEST_TOKEN),
]
