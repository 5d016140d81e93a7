"""Minutes, letters and papers: the secretariat writes and sends them, an institution reads what concerns it."""

from tests.security.matrix.rows import (
    CLOSED_TABLE,
    CORRECTION,
    CYCLE,
    ITEM,
    LETTER,
    RENDITION,
    Answer,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

TO_TABLE, TO_LETTER, TO_PAPER = (Goes(f"/round-tables/{part}/") for part in ("tables", "letters", "papers"))
OF_TABLE, OF_ITEM, OF_CORRECTION = {"table_id": CLOSED_TABLE}, {"item_id": ITEM}, {"correction_id": CORRECTION}
OF_CYCLE, OF_LETTER, OF_PAPER = {"cycle_id": CYCLE}, {"letter_id": LETTER}, {"rendition_id": RENDITION}
TODAY = "2026-11-24"
DRAFT = {"kind": "other", "institution": "labour", "dated_on": TODAY, "subject_fr": "Objet", "body_fr": "Corps"}
CAME_IN = {**DRAFT, "number": "7", "received_on": TODAY}
# The validating authority makes an answer official; it does not ask for corrections.
NO_VOICE: dict[str, Answer] = {"validating_authority@member": 403, "validating_authority@other": 403}

ROWS: list[Row] = [
    for_the_table("roundtable:minutes", "GET", secretariat=200, member=200, needs=OF_TABLE),
    for_the_secretariat("roundtable:minutes", "POST", 409, needs=OF_TABLE, data={"do": "circulate"}),
    for_the_secretariat("roundtable:minutes", "POST", 409, needs=OF_TABLE, data={"do": "lock"}),
    for_the_secretariat("roundtable:minutes", "POST", 422, needs=OF_TABLE, data={"do": "approve"}),
    for_the_secretariat("roundtable:minutes", "POST", 404, needs=OF_TABLE, data={"do": "absent"}),
    for_the_secretariat("roundtable:minutes_item", "POST", 409, needs=OF_ITEM, data={"said_fr": "Dit."}),
    closed("roundtable:minutes_item", "GET", **OF_ITEM),
    for_the_table("roundtable:correction", "GET", secretariat=200, member=200, needs=OF_TABLE),
    for_the_table(
        "roundtable:correction",
        "POST",
        secretariat=422,
        member=TO_TABLE,
        needs=OF_TABLE,
        data={"text": "Lire dix jours."},
        **NO_VOICE,
    ),
    for_the_table("roundtable:correction", "POST", secretariat=422, member=422, needs=OF_TABLE, **NO_VOICE),
    for_the_secretariat("roundtable:settle", "GET", 200, needs=OF_CORRECTION),
    for_the_secretariat("roundtable:settle", "POST", 422, needs=OF_CORRECTION),
    for_the_secretariat(
        "roundtable:settle", "POST", TO_TABLE, needs=OF_CORRECTION, data={"taken": "no", "answer": "Dit ainsi."}
    ),
    for_the_table("roundtable:letters", "GET", secretariat=200, member=200, needs=OF_CYCLE),
    closed("roundtable:letters", **OF_CYCLE),
    for_the_secretariat("roundtable:letter_new", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat("roundtable:letter_new", "POST", 422, needs=OF_CYCLE),
    for_the_secretariat("roundtable:letter_new", "POST", TO_LETTER, needs=OF_CYCLE, data=DRAFT),
    for_the_secretariat("roundtable:letter_in", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat("roundtable:letter_in", "POST", 422, needs=OF_CYCLE),
    for_the_secretariat("roundtable:letter_in", "POST", TO_LETTER, needs=OF_CYCLE, data=CAME_IN),
    for_the_table("roundtable:letter", "GET", secretariat=200, member=200, other=404, needs=OF_LETTER),
    for_the_table(
        "roundtable:letter",
        "POST",
        secretariat=TO_LETTER,
        member=403,
        other=404,
        needs=OF_LETTER,
        data={"do": "acknowledge", "acknowledge_on": TODAY},
    ),
    for_the_table(
        "roundtable:letter",
        "POST",
        secretariat=409,
        member=403,
        other=404,
        needs=OF_LETTER,
        data={"do": "number", "number": "2"},
    ),
    for_the_secretariat("roundtable:scan", "POST", 422, needs=OF_LETTER),
    for_the_secretariat("roundtable:scan", "POST", 409, needs=OF_LETTER, data={"do": "remove"}),
    closed("roundtable:scan", "GET", **OF_LETTER),
    for_the_secretariat("roundtable:scan_file", "POST", 409, needs=OF_LETTER, data={"purpose": "check_letter"}),
    closed("roundtable:scan_file", "GET", **OF_LETTER),
    for_the_table(
        "roundtable:paper_ask",
        "POST",
        secretariat=TO_PAPER,
        member=TO_PAPER,
        other=404,
        data={"kind": "letter", "object": LETTER, "mode": "fr", "format": "docx"},
    ),
    for_the_table(
        "roundtable:paper_ask",
        "POST",
        secretariat=404,
        member=404,
        data={"kind": "absent", "object": LETTER, "mode": "fr", "format": "docx"},
    ),
    closed("roundtable:paper_ask", "GET"),
    for_the_table("roundtable:paper", "GET", secretariat=200, member=200, needs=OF_PAPER),
    closed("roundtable:paper", **OF_PAPER),
    for_the_table("roundtable:paper_file", "GET", secretariat=200, member=200, needs=OF_PAPER),
    closed("roundtable:paper_file", **OF_PAPER),
]
