"""The register of recommendations: all at the table read what is addressed, its lead answers, the office does more."""

from tests.security.matrix.rows import (
    FORMULATED,
    RECOMMENDATION,
    TABLE,
    Answer,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

TO_LIST, TO_SHEET = Goes("/round-tables/recommendations/"), Goes("/round-tables/tables/")
ADDRESSED, DRAFT = {"recommendation_id": RECOMMENDATION}, {"recommendation_id": FORMULATED}
AT_TABLE = {"table_id": TABLE}
TYPED: dict[str, str | list[str]] = {"text_fr": "Former", "text_ar": "تكوين", "lead": "labour", "priority": "high"}
OTHER_SOURCE: dict[str, str | list[str]] = {**TYPED, "source_kind": "upr"}
GRADED: dict[str, str | list[str]] = {"do": "grade", "grade": "B", "grade_note": "À moitié"}
NO_SUCH: dict[str, str | list[str]] = {"do": "nothing"}
NOTED: dict[str, str | list[str]] = {
    "do": "answer",
    "seen": "0",
    "response": "noted",
    "response_reason": "Budget",
    "how": "letter",
    "received_on": "2026-11-24",
}
# The validating authority makes a report official; the answer is given by who speaks for the institution.
NO_VOICE: dict[str, Answer] = {"validating_authority@member": 403, "validating_authority@other": 403}

ROWS: list[Row] = [
    for_the_table("roundtable:recommendations", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat", "point-focal-droits"
    ),
    closed("roundtable:recommendations"),
    for_the_table("roundtable:recommendations_export", "GET", secretariat=200, member=200, stranger=200),
    closed("roundtable:recommendations_export"),
    for_the_secretariat("roundtable:recommendation_new", "GET", 200).seen_by("secretariat"),
    for_the_secretariat("roundtable:recommendation_new", "POST", TO_LIST, data=OTHER_SOURCE),
    for_the_table("roundtable:recommendation", "GET", secretariat=200, member=200, needs=ADDRESSED),
    for_the_table("roundtable:recommendation", "GET", secretariat=200, member=404, needs=DRAFT),
    for_the_table(
        "roundtable:recommendation",
        "POST",
        secretariat=TO_LIST,
        member=TO_LIST,
        other=403,
        needs=ADDRESSED,
        data=NOTED,
        **NO_VOICE,
    ),
    for_the_table(
        "roundtable:recommendation", "POST", secretariat=TO_LIST, member=403, stranger=403, needs=ADDRESSED, data=GRADED
    ),
    for_the_table(
        "roundtable:recommendation", "POST", secretariat=404, member=403, stranger=403, needs=ADDRESSED, data=NO_SUCH
    ),
    for_the_table(
        "roundtable:recommendation",
        "POST",
        secretariat=TO_LIST,
        member=403,
        stranger=403,
        needs=DRAFT,
        data={"do": "address"},
    ),
    for_the_secretariat("roundtable:recommendation_edit", "GET", 200, needs=DRAFT),
    for_the_secretariat(
        "roundtable:recommendation_edit", "POST", TO_LIST, needs=DRAFT, data={**OTHER_SOURCE, "seen": "0"}
    ),
    for_the_table("roundtable:table_recommendations", "GET", secretariat=200, member=200, needs=AT_TABLE),
    for_the_table(
        "roundtable:table_recommendations", "POST", secretariat=TO_SHEET, member=403, needs=AT_TABLE, data=TYPED
    ),
]
