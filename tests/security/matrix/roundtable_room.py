"""In the room: the chair and the secretariat run the table, each institution speaks for itself, all of them look on."""

from collections.abc import Mapping

from tests.security.matrix.rows import (
    ANONYMOUS,
    CYCLE,
    DECISION,
    ITEM,
    RESERVATION,
    TABLE,
    Answer,
    Goes,
    Row,
    closed,
    for_the_table,
)

OF_TABLE, OF_DECISION, OF_CYCLE = {"table_id": TABLE}, {"decision_id": DECISION}, {"cycle_id": CYCLE}
OF_POSITION, OF_RESERVATION = {**OF_DECISION, "institution_id": "labour"}, {"reservation_id": RESERVATION}
NO_VOICE, IN_ROOM = {**OF_DECISION, "institution_id": "minors"}, Goes("/round-tables/tables/")
TO_DECISION, TO_RESERVATIONS = Goes("/round-tables/decisions/"), Goes("/round-tables/reservations/")
# The titular speaks while its institution is there; the alternate when marked in its place; the authority confirms.
ONE_VOICE: dict[str, Answer] = {"focal_point_alternate@member": 409, "validating_authority@member": 403}
NO_MANDATE: dict[str, Answer] = {"validating_authority@member": 403}


def runs(url: str, answer: Answer, needs: Mapping[str, str], **data: str) -> Row:
    """What only the secretariat and the chair do; whoever sits at the table may know that."""
    return for_the_table(url, "POST", secretariat=answer, member=403, needs=needs, data=data)


def speaks(url: str, answer: Answer, needs: Mapping[str, str], **data: str) -> Row:
    """What an institution says: by its titular, or entered by whoever runs the table."""
    return for_the_table(url, "POST", secretariat=answer, member=answer, other=403, needs=needs, data=data, **ONE_VOICE)


ROWS: list[Row] = [
    for_the_table("roundtable:room", "GET", secretariat=200, member=200, needs=OF_TABLE),
    speaks("roundtable:room", IN_ROOM, OF_TABLE, do="agree", decision=DECISION, institution="labour"),
    runs("roundtable:room", IN_ROOM, OF_TABLE, do="conclude", decision=DECISION, asked="yes"),
    runs("roundtable:room", 409, OF_TABLE, do="put", item=ITEM, wording_fr="Adopter."),
    runs("roundtable:room", 409, OF_TABLE, do="finish", item=ITEM),
    runs("roundtable:room", 409, OF_TABLE, do="carry", item=ITEM),
    runs("roundtable:room", IN_ROOM, OF_TABLE, do="say", item=ITEM, said_fr="Entendu."),
    for_the_table("roundtable:room", "POST", secretariat=422, member=422, needs=OF_TABLE, data={"do": "dance"}),
    # The changing part says in its own place that somebody was signed out: a redirection would empty the screen.
    for_the_table("roundtable:room_now", "GET", secretariat=200, member=200, needs=OF_TABLE, **{ANONYMOUS: 401}),
    closed("roundtable:room_now", **OF_TABLE),
    for_the_table("roundtable:position", "GET", secretariat=200, member=200, needs=OF_POSITION),
    for_the_table("roundtable:position", "GET", secretariat=422, member=422, needs=NO_VOICE),
    speaks("roundtable:position", IN_ROOM, OF_POSITION, stance="abstain"),
    speaks("roundtable:position", 422, OF_POSITION, stance="object", reason=" "),
    for_the_table("roundtable:decision", "GET", secretariat=200, member=200, needs=OF_DECISION),
    runs("roundtable:decision", TO_DECISION, OF_DECISION, do="withdraw"),
    runs("roundtable:decision", 409, OF_DECISION, do="confirm", on="2026-11-24", reference="C/1"),
    for_the_table("roundtable:decision", "POST", secretariat=422, member=422, needs=OF_DECISION, data={"do": "dance"}),
    for_the_table("roundtable:decisions", "GET", secretariat=200, member=200, needs=OF_CYCLE),
    closed("roundtable:decisions", **OF_CYCLE),
    for_the_table("roundtable:reservations", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat", "point-focal-droits"
    ),
    closed("roundtable:reservations"),
    for_the_table(
        "roundtable:reservation_lift",
        "POST",
        secretariat=TO_RESERVATIONS,
        member=TO_RESERVATIONS,
        other=403,
        needs=OF_RESERVATION,
        **NO_MANDATE,
    ),
    closed("roundtable:reservation_lift", "GET", **OF_RESERVATION),
]
