"""Cycles and tables: the secretariat runs them, whoever has a seat reads them, for the others they do not exist."""

from tests.security.matrix.rows import (
    CYCLE,
    HALF_DAY,
    INVITATION,
    INVITED_TABLE,
    ITEM,
    PLANNED_TABLE,
    SEAT,
    TABLE,
    Answer,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

TO_CYCLE, TO_TABLE = Goes("/round-tables/cycles/"), Goes("/round-tables/tables/")
TO_INVITATION = Goes("/round-tables/invitations/")
OF_CYCLE, OF_INVITATION, OF_ITEM = {"cycle_id": CYCLE}, {"invitation_id": INVITATION}, {"item_id": ITEM}
IN_SESSION, INVITED, PLANNED = ({"table_id": one} for one in (TABLE, INVITED_TABLE, PLANNED_TABLE))
THIS_MORNING = {"table_id": TABLE, "half_day": HALF_DAY}
ABSENT_HALF_DAY = {"table_id": TABLE, "half_day": "2026-01-01-am"}
RULES = {
    "quorum_share": "1/2",
    "quorum_more_than": "yes",
    "quorum_least": "2",
    "represented_counts": "no",
    "method": "consensus",
    "majority": "1/2",
    "chair_casts": "no",
    "confirm_by": "none",
    "answer_days": "7",
    "reminder_days": "3",
    "minutes_days": "5",
    "comment_days": "10",
    "review_months": "12",
    "pilot_days": "14",
    "notice_days": "7",
}
NEW: dict[str, str | list[str]] = {
    "title_fr": "Cycle",
    "organiser": "commission",
    "reserved": "0",
    "seated": ["labour", "daw"],
    **RULES,
}
HOURS = {"day": "2026-12-15", "from": "09:00", "until": "12:00", "kind": "table"}
# The validating authority makes an answer official; it neither answers an invitation nor checks in.
NO_VOICE: dict[str, Answer] = {"validating_authority@member": 403, "validating_authority@other": 403}

ROWS: list[Row] = [
    for_the_table("roundtable:cycles", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat", "point-focal-droits"
    ),
    closed("roundtable:cycles"),
    for_the_secretariat("roundtable:cycle_new", "GET", 200).seen_by("secretariat"),
    for_the_secretariat("roundtable:cycle_new", "POST", TO_CYCLE, data=NEW),
    for_the_secretariat("roundtable:cycle_new", "POST", 422, data={**NEW, "organiser": "nobody"}),
    for_the_table("roundtable:cycle", "GET", secretariat=200, member=200, needs=OF_CYCLE),
    for_the_table("roundtable:cycle", "POST", secretariat=409, member=403, needs=OF_CYCLE),
    for_the_table("roundtable:rules", "GET", secretariat=200, member=200, needs=OF_CYCLE),
    for_the_table("roundtable:rules", "POST", secretariat=409, member=403, needs=OF_CYCLE, data=RULES),
    for_the_secretariat("roundtable:seats", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat(
        "roundtable:seats",
        "POST",
        TO_CYCLE,
        needs=OF_CYCLE,
        data={"do": "give", "kind": "ngo", "valid_from": "2026-11-24"},
    ),
    for_the_secretariat(
        "roundtable:seats", "POST", 422, needs=OF_CYCLE, data={"do": "end", "seat": SEAT, "on": "soon"}
    ),
    for_the_secretariat("roundtable:seats", "POST", 404, needs=OF_CYCLE, data={"do": "auction"}),
    for_the_secretariat("roundtable:documents", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat(
        "roundtable:documents", "POST", TO_CYCLE, needs=OF_CYCLE, data={"title_fr": "Guide", "kind": "procedure"}
    ),
    for_the_secretariat("roundtable:documents", "POST", 422, needs=OF_CYCLE),
    for_the_secretariat("roundtable:plan", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat("roundtable:plan", "POST", TO_TABLE, needs=OF_CYCLE, data=HOURS),
    for_the_secretariat("roundtable:plan", "POST", 422, needs=OF_CYCLE, data={**HOURS, "until": "08:00"}),
    for_the_table("roundtable:table", "GET", secretariat=200, member=200, needs=IN_SESSION),
    for_the_table("roundtable:table", "GET", secretariat=200, member=404, needs=PLANNED),
    for_the_table("roundtable:table", "POST", secretariat=409, member=403, needs=IN_SESSION),
    for_the_secretariat("roundtable:move", "GET", 200, needs=INVITED),
    for_the_secretariat("roundtable:move", "POST", TO_TABLE, needs=INVITED, data={**HOURS, "reason": "A feast"}),
    for_the_secretariat("roundtable:move", "POST", 422, needs=INVITED, data={"do": "cancel"}),
    for_the_secretariat("roundtable:move", "POST", 409, needs=IN_SESSION, data={**HOURS, "reason": "A feast"}),
    for_the_secretariat("roundtable:convene", "GET", 200, needs=PLANNED),
    for_the_secretariat("roundtable:convene", "GET", TO_TABLE, needs=INVITED),
    for_the_secretariat("roundtable:convene", "POST", TO_TABLE, needs=PLANNED, data={"answer_by": "2026-12-01"}),
    for_the_secretariat("roundtable:convene", "POST", 409, needs=INVITED, data={"answer_by": "2026-12-01"}),
    for_the_secretariat("roundtable:open", "GET", 200, needs=INVITED),
    for_the_secretariat("roundtable:open", "POST", 422, needs=INVITED),
    for_the_secretariat("roundtable:close", "GET", 200, needs=IN_SESSION),
    for_the_secretariat("roundtable:close", "POST", 409, needs=IN_SESSION),
    for_the_table("roundtable:agenda", "GET", secretariat=200, member=200, needs=INVITED),
    for_the_table("roundtable:agenda", "GET", secretariat=200, member=404, needs=PLANNED),
    for_the_table("roundtable:agenda", "POST", secretariat=TO_TABLE, member=403, needs=INVITED, data={"do": "seed"}),
    for_the_secretariat("roundtable:item", "GET", 200, needs=OF_ITEM),
    for_the_secretariat("roundtable:item", "POST", TO_TABLE, needs=OF_ITEM, data={"do": "down"}),
    for_the_secretariat("roundtable:item", "POST", 422, needs=OF_ITEM, data={"do": "drop"}),
    for_the_secretariat("roundtable:invitations", "GET", 200, needs=INVITED),
    for_the_secretariat("roundtable:invitations", "POST", TO_TABLE, needs=INVITED),
    for_the_table("roundtable:invitation", "GET", secretariat=200, member=200, other=404, needs=OF_INVITATION),
    for_the_table(
        "roundtable:invitation",
        "POST",
        secretariat=TO_TABLE,
        member=TO_INVITATION,
        other=403,
        needs=OF_INVITATION,
        data={"answer": "excused", "seen": "0", "how": "letter", "received_on": "2026-11-24"},
        **NO_VOICE,
    ),
    for_the_table("roundtable:calendar", "GET", secretariat=200, member=200, needs=INVITED),
    for_the_table("roundtable:calendar", "GET", secretariat=200, member=404, needs=PLANNED),
    closed("roundtable:calendar", **INVITED),
    for_the_table("roundtable:attendance", "GET", secretariat=200, member=200, needs=IN_SESSION),
    for_the_table(
        "roundtable:attendance", "POST", secretariat=TO_TABLE, member=403, needs=IN_SESSION, data={"do": "prefill"}
    ),
    for_the_table("roundtable:attendance_half_day", "GET", secretariat=200, member=200, needs=THIS_MORNING),
    for_the_table("roundtable:attendance_half_day", "GET", secretariat=404, member=404, needs=ABSENT_HALF_DAY),
    for_the_table(
        "roundtable:attendance_half_day",
        "POST",
        secretariat=422,
        member=409,
        needs=THIS_MORNING,
        data={"do": "check_in"},
        **NO_VOICE,
    ),
    for_the_table(
        "roundtable:attendance_half_day",
        "POST",
        secretariat=TO_TABLE,
        member=403,
        needs=THIS_MORNING,
        data={"do": "excused", "institution": "police"},
    ),
    for_the_secretariat("roundtable:sheet", "GET", 200, needs=THIS_MORNING),
    for_the_secretariat("roundtable:sheet", "GET", 404, needs=ABSENT_HALF_DAY),
    closed("roundtable:sheet", **THIS_MORNING),
]
