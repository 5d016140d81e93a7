"""The pages under /conferences/: the desk that holds the case, and a desk that is invited."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    CONFERENCE,
    CONFERENCE_ITEM,
    ENROL,
    HALF,
    HELD_CONFERENCE,
    OTHERS,
    SIGN_IN,
    UNCALLED,
    Answer,
    Goes,
    Row,
    closed,
    for_workers,
)

TO = Goes("/conferences/")
LEADS = ("desk_lead@own", "case_manager@own")


def of_desk(
    url: str, method: str, own: Answer, *, leads: Answer | None = None, of: str = CONFERENCE, **data: str
) -> Row:
    """Only the desk that holds the case; `leads`: whoever may lead there, others of the desk being told so."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    if leads is not None:
        expect |= dict.fromkeys(LEADS, leads)
    name = "case_id" if of in (CASE, UNCALLED) else "conference_id"
    return Row(url, method, expect, {name: of}, data)


def of_guest(url: str, method: str, reply: Answer, *, health: Answer | None = None, **data: str) -> Row:
    """Only the invited desk: the one that called it has its own page."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
    expect["working@receiver"] = reply
    if health is not None:
        expect["health_professional@receiver"] = health
    return Row(url, method, expect, {"conference_id": CONFERENCE}, data)


def led(reply: Answer, others: Answer = 403, **data: str) -> Row:
    """A verb of the chair."""
    return of_desk("conferences:conference", "POST", others, leads=reply, **data)


NOW: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working": 404}
NOW |= {"working@own": 200, "working@receiver": 200}
DAY = "2026-11-24"
ROWS: list[Row] = [
    for_workers("conferences:all", "GET", 200).seen_by("inspection-nord"),
    closed("conferences:all"),
    of_desk("conferences:of_case", "GET", 200, of=CASE),
    closed("conferences:of_case", case_id=CASE),
    of_desk("conferences:call", "GET", 200, of=CASE),
    of_desk("conferences:call", "POST", 422, of=CASE, day="soon"),
    of_desk(
        "conferences:call", "POST", 403, leads=409, of=CASE, day="2027-01-04", hour="10:00", minutes="60", per_item="10"
    ),
    of_desk(
        "conferences:call",
        "POST",
        403,
        leads=TO,
        of=UNCALLED,
        day="2027-01-04",
        hour="10:00",
        minutes="60",
        per_item="10",
    ),
    of_desk("conferences:move", "GET", 403, leads=200),
    of_desk("conferences:move", "POST", 403, leads=422, day="soon"),
    of_desk("conferences:move", "POST", 403, leads=TO, day="2026-12-15", hour="10:00"),
    of_desk("conferences:conference", "GET", 200),
    led(422, 422, do="strange"),
    led(422, do="offer", desk="protection:police-north"),
    led(409, do="offer", desk="justice:police-north"),
    led(TO, do="offer", desk="protection:lawyers"),
    led(TO, TO, do="say", word="told", on=DAY),
    led(422, 422, do="say", word="gossip", on=DAY),
    led(TO, TO, do="withdraw", part="protection"),
    led(TO, do="begin"),
    led(409, do="end"),
    led(422, do="cancel", reason=""),
    led(TO, do="cancel", reason="postponed"),
    led(409, do="take_up", item=CONFERENCE_ITEM),
    led(409, do="hear", item=CONFERENCE_ITEM, decided=""),
    led(422, do="name", item=CONFERENCE_ITEM),
    of_desk(
        "conferences:conference", "POST", 422, do="give", item=CONFERENCE_ITEM, to="shelter", what="x", due_on="soon"
    ),
    Row("conferences:now", "GET", NOW, {"conference_id": CONFERENCE}),
    closed("conferences:now", conference_id=CONFERENCE),
    of_desk("conferences:item", "GET", 200),
    of_desk("conferences:item", "POST", 403, leads=422, part="protection", topic="housing", words="Canary bed"),
    of_desk(
        "conferences:item",
        "POST",
        403,
        leads=TO,
        part="protection",
        topic="housing",
        words="Canary bed",
        hearers="agreement:shelter",
    ),
    of_guest("conferences:seat", "GET", 200),
    of_guest("conferences:seat", "POST", 422, do="answer", part="protection", answer="maybe"),
    of_guest("conferences:seat", "POST", TO, do="answer", part="protection", answer="cannot"),
    of_guest("conferences:seat", "POST", TO, do="enter"),
    of_guest("conferences:health", "GET", 404, health=200),
    of_guest("conferences:health", "POST", 404, health=422, part="protection", words="x"),
    of_guest("conferences:health", "POST", 404, health=TO, part="protection", terms="woman_interpreter"),
    of_desk("conferences:minutes", "GET", 200),
    of_desk("conferences:minutes", "GET", 200, of=HELD_CONFERENCE),
    of_desk("conferences:minutes", "POST", 403, leads=409, do="draft"),
    of_desk("conferences:minutes", "POST", 403, leads=TO, of=HELD_CONFERENCE, do="draft"),
    of_desk("conferences:minutes", "POST", 403, leads=TO, of=HELD_CONFERENCE, do="agree", number="1"),
    of_desk("conferences:minutes", "POST", 403, leads=409, of=HELD_CONFERENCE, do="agree", number="9"),
    closed("conferences:paper", "GET", conference_id=HELD_CONFERENCE),
    of_desk("conferences:paper", "POST", 422, of=HELD_CONFERENCE, purpose="", language="fr"),
    of_desk("conferences:paper", "POST", 409, purpose="give_service", language="fr"),
]
