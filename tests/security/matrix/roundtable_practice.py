"""Practice, needs, open questions and packets: an institution speaks for itself, reads what all at the table read."""

from tests.security.matrix.rows import (
    CYCLE,
    EXPERT,
    INVITED_TABLE,
    MAP,
    MATERIAL,
    NEED,
    QUESTION,
    STEP,
    TABLE,
    Answer,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

TO_PRACTICE, TO_NEEDS, TO_SHEET = (Goes(f"/round-tables/{place}/") for place in ("practice", "needs", "tables"))
OF_CYCLE, OF_MAP, OF_NEED = {"cycle_id": CYCLE}, {"map_id": MAP}, {"need_id": NEED}
OF_QUESTION = {"question_id": QUESTION}
IN_SESSION, INVITED = {"table_id": TABLE}, {"table_id": INVITED_TABLE}
OWN = {"step_id": STEP, "institution_id": "labour"}
PACKET = {**INVITED, "institution_id": "labour"}
CLOSE: dict[str, str | list[str]] = {"do": "close"}
NO_SUCH: dict[str, str | list[str]] = {"do": "nothing"}
STATED: dict[str, str | list[str]] = {"do": "state", "seen": "0", "does": "yes", "how": "letter"}
NEEDED: dict[str, str | list[str]] = {
    "institution": "labour",
    "competence": "Entretien",
    "audience": "Inspection",
    "priority": "high",
}
NEW_MAP: dict[str, str | list[str]] = {"title_fr": "Accueil", "steps_fr": "Recevoir", "due_on": "2030-01-01"}
ASKED: dict[str, str | list[str]] = {"text": "Qui ?", "owed_by": "labour", "due_on": "2030-01-01"}
MATERIAL_TYPED: dict[str, str | list[str]] = {"title_fr": "Guide", "kind": "guide"}
EXPERT_TYPED: dict[str, str | list[str]] = {"name": "N. Haddad", "organisation": "OIM"}
HOME: dict[str, str | list[str]] = {"institution": "labour", "home": "Former.", "seen": "0"}
# The validating authority makes an answer official; it neither states nor enters nor answers by itself.
NO_VOICE: dict[str, Answer] = {"validating_authority@member": 403, "validating_authority@other": 403}


def sheet(what: str) -> dict[str, str]:
    return {**IN_SESSION, "what": what}


ROWS: list[Row] = [
    for_the_table("roundtable:practice_maps", "GET", secretariat=200, member=200, stranger=200).seen_by("secretariat"),
    closed("roundtable:practice_maps"),
    for_the_secretariat("roundtable:practice_map_new", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat("roundtable:practice_map_new", "POST", TO_PRACTICE, needs=OF_CYCLE, data=NEW_MAP),
    for_the_table("roundtable:practice_map", "GET", secretariat=200, member=200, needs=OF_MAP),
    for_the_table(
        "roundtable:practice_map", "POST", secretariat=TO_PRACTICE, member=403, needs=OF_MAP, data={"do": "close"}
    ),
    for_the_table("roundtable:practice_map", "POST", secretariat=404, member=403, needs=OF_MAP, data=NO_SUCH),
    for_the_table("roundtable:statement", "GET", secretariat=200, member=200, other=403, needs=OWN, **NO_VOICE),
    for_the_table(
        "roundtable:statement",
        "POST",
        secretariat=TO_PRACTICE,
        member=TO_PRACTICE,
        other=403,
        needs=OWN,
        data=STATED,
        **NO_VOICE,
    ),
    for_the_table("roundtable:needs", "GET", secretariat=200, member=200, stranger=200).seen_by("secretariat"),
    for_the_table("roundtable:needs", "POST", secretariat=200, member=200, stranger=200),
    for_the_table("roundtable:needs", "GET", secretariat=200, member=200, needs=IN_SESSION),
    for_the_table(
        "roundtable:needs",
        "POST",
        secretariat=TO_SHEET,
        member=TO_SHEET,
        needs=IN_SESSION,
        data=NEEDED,
        **NO_VOICE,
    ),
    for_the_table("roundtable:need_new", "GET", secretariat=200, member=200, needs=OF_CYCLE),
    for_the_table(
        "roundtable:need_new", "POST", secretariat=TO_NEEDS, member=TO_NEEDS, needs=OF_CYCLE, data=NEEDED, **NO_VOICE
    ),
    for_the_table("roundtable:need", "GET", secretariat=200, member=200, needs=OF_NEED),
    for_the_table(
        "roundtable:need",
        "POST",
        secretariat=TO_NEEDS,
        member=403,
        needs=OF_NEED,
        data={"do": "plan", "note": "Formation en mars"},
    ),
    for_the_table("roundtable:session", "GET", secretariat=200, member=200, needs=IN_SESSION),
    closed("roundtable:session", **IN_SESSION),
    closed("roundtable:session_add", "GET", **sheet("home")),
    for_the_table(
        "roundtable:session_add",
        "POST",
        secretariat=TO_SHEET,
        member=403,
        needs=sheet("expert"),
        data=EXPERT_TYPED,
    ),
    for_the_table(
        "roundtable:session_add",
        "POST",
        secretariat=TO_SHEET,
        member=403,
        needs=sheet("material"),
        data=MATERIAL_TYPED,
    ),
    for_the_table(
        "roundtable:session_add", "POST", secretariat=TO_SHEET, member=403, needs=sheet("question"), data=ASKED
    ),
    for_the_table(
        "roundtable:session_add",
        "POST",
        secretariat=TO_SHEET,
        member=TO_SHEET,
        needs=sheet("home"),
        data=HOME,
        **NO_VOICE,
    ),
    closed("roundtable:expert_remove", "GET", expert_id=EXPERT),
    for_the_table(
        "roundtable:expert_remove", "POST", secretariat=TO_SHEET, member=403, stranger=403, needs={"expert_id": EXPERT}
    ),
    closed("roundtable:material_remove", "GET", material_id=MATERIAL),
    for_the_table(
        "roundtable:material_remove",
        "POST",
        secretariat=TO_SHEET,
        member=403,
        stranger=403,
        needs={"material_id": MATERIAL},
    ),
    for_the_table("roundtable:question", "GET", secretariat=200, member=200, needs=OF_QUESTION),
    for_the_table(
        "roundtable:question",
        "POST",
        secretariat=TO_SHEET,
        member=TO_SHEET,
        other=403,
        needs=OF_QUESTION,
        data={"answer": "La garde.", "how": "letter"},
        **NO_VOICE,
    ),
    for_the_table(
        "roundtable:question", "POST", secretariat=TO_SHEET, member=403, needs=OF_QUESTION, data={"do": "withdraw"}
    ),
    for_the_table("roundtable:packet", "GET", secretariat=200, member=200, needs=INVITED),
    closed("roundtable:packet", **INVITED),
    for_the_table("roundtable:packet", "GET", secretariat=200, member=200, other=403, needs=PACKET),
    for_the_table("roundtable:restitution", "GET", secretariat=200, member=200, needs=IN_SESSION),
    closed("roundtable:restitution", **IN_SESSION),
]
