"""People of the round tables: institutions see who speaks for whom at their table; only the secretariat writes."""

from collections.abc import Mapping

from tests.security.matrix.rows import DELEGATE, MANDATE, Answer, Goes, Row, closed, for_the_table

OURS, THEIRS = {"institution_id": "labour"}, {"institution_id": "minors"}
UNSEATED, NOWHERE = {"institution_id": "authority"}, {"institution_id": "nowhere"}
OF_DELEGATE, OF_MANDATE = {"delegate_id": DELEGATE}, {"mandate_id": MANDATE}
TO_INSTITUTION = Goes("/round-tables/people/institutions/")
NAMES = {"name_fr": "Agence du Travail", "name_ar": "وكالة الشغل", "name_en": "Labour Agency", "kind": "council"}
AGAIN = {"person": DELEGATE, "role": "titular", "valid_from": "2026-11-24"}
LETTER = {"letter_reference": "D/90", "letter_on": "2026-11-20"}


def written(url: str, method: str, answer: Answer, needs: Mapping[str, str], **data: str) -> Row:
    """Only the secretariat; everybody else learns so before anything is looked up."""
    return for_the_table(url, method, secretariat=answer, member=403, stranger=403, needs=needs, data=data)


ROWS: list[Row] = [
    for_the_table("roundtable:people", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat", "point-focal-sante"
    ),
    closed("roundtable:people"),
    # Its own institution, and another one at its table; nobody outside knows who speaks there.
    for_the_table("roundtable:institution", "GET", secretariat=200, member=200, needs=OURS).seen_by(
        "secretariat", "point-focal-sante", institution_id="health"
    ),
    for_the_table("roundtable:institution", "GET", secretariat=200, member=404, stranger=200, needs=THEIRS),
    for_the_table("roundtable:institution", "GET", secretariat=200, member=404, needs=UNSEATED),
    for_the_table("roundtable:institution", "GET", secretariat=404, member=404, needs=NOWHERE),
    closed("roundtable:institution", **OURS),
    written("roundtable:institution_add", "GET", 200, {}).seen_by("secretariat"),
    written("roundtable:institution_add", "POST", TO_INSTITUTION, {}, **NAMES, on="2026-01-05"),
    written("roundtable:institution_add", "POST", 422, {}, **{**NAMES, "name_ar": "", "on": "soon"}),
    written("roundtable:institution_became", "GET", 200, OURS).seen_by("secretariat", institution_id="health"),
    written("roundtable:institution_became", "POST", TO_INSTITUTION, OURS, **NAMES, on="2026-11-20"),
    written("roundtable:institution_close", "GET", 200, OURS).seen_by("secretariat", institution_id="health"),
    written("roundtable:institution_close", "POST", TO_INSTITUTION, OURS, on="2026-12-31"),
    written("roundtable:delegate_add", "GET", 200, OURS).seen_by("secretariat", institution_id="health"),
    written("roundtable:delegate_add", "POST", TO_INSTITUTION, OURS, name_latin="Omar Alami", function_fr="Chef"),
    written("roundtable:delegate_correct", "GET", 200, OF_DELEGATE),
    written("roundtable:delegate_correct", "POST", TO_INSTITUTION, OF_DELEGATE, name_latin="Omar", function_fr="Chef"),
    written("roundtable:mandate_give", "GET", 200, OURS).seen_by("secretariat", institution_id="health"),
    written("roundtable:mandate_give", "POST", 409, OURS, **LETTER, **AGAIN),
    written("roundtable:mandate_end", "GET", 200, OF_MANDATE),
    written("roundtable:mandate_end", "POST", TO_INSTITUTION, OF_MANDATE, on="2026-12-31"),
    written("roundtable:mandate_hand_over", "GET", 200, OF_MANDATE),
    written("roundtable:mandate_hand_over", "POST", 422, OF_MANDATE, **LETTER, person=DELEGATE, on="2026-11-24"),
]
