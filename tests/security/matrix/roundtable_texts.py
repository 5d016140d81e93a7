"""Texts: institutions read them once they go round and all who take part what was adopted; the secretariat writes."""

from tests.security.matrix.rows import (
    DOCUMENT,
    EDITION,
    QUIET_DRAFT,
    TABLED_DRAFT,
    UNWRITTEN,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

Data = dict[str, str | list[str]]
TO_DRAFT = Goes("/round-tables/drafts/")
OF_DOCUMENT, OF_UNWRITTEN = {"document_id": DOCUMENT}, {"document_id": UNWRITTEN}
QUIET, TABLED = {"draft_id": QUIET_DRAFT}, {"draft_id": TABLED_DRAFT}
QUIET_CLAUSE, TABLED_CLAUSE = {**QUIET, "uid": "ART-01"}, {**TABLED, "uid": "ART-01"}
QUIET_FORM, TABLED_FORM = {**QUIET, "name": "long"}, {**TABLED, "name": "long"}
ADOPTED, ADOPTED_FORM = {"edition_id": EDITION}, {"edition_id": EDITION, "name": "long"}
TEXTS: Data = {"text_fr": "Un article", "text_ar": "مادة", "text_en": "An article"}
WRITTEN: Data = {**TEXTS, "do": "write", "seen": "0", "meaning": "same", "kind": "article"}
ADDED: Data = {**TEXTS, "kind": "article", "place": "ART-01"}


def read_by_all(url: str, **needs: str) -> list[Row]:
    """What was adopted is read by all who take part, whether they have a seat or not."""
    return [
        for_the_table(url, "GET", secretariat=200, member=200, stranger=200, needs=needs),
        closed(url, **needs),
    ]


ROWS: list[Row] = [
    for_the_table("roundtable:documents_list", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat", "point-focal-droits"
    ),
    closed("roundtable:documents_list"),
    for_the_table("roundtable:document", "GET", secretariat=200, member=200, needs=OF_DOCUMENT),
    closed("roundtable:document", **OF_DOCUMENT),
    for_the_secretariat("roundtable:draft_begin", "GET", 200, needs=OF_UNWRITTEN),
    for_the_secretariat("roundtable:draft_begin", "POST", TO_DRAFT, needs=OF_UNWRITTEN, data={"source": "empty"}),
    for_the_secretariat("roundtable:draft_begin", "POST", 422, needs=OF_UNWRITTEN, data={"source": "air"}),
    for_the_secretariat("roundtable:draft_import", "GET", 200, needs=OF_UNWRITTEN),
    for_the_secretariat("roundtable:draft_import", "POST", 422, needs=OF_UNWRITTEN),
    for_the_table("roundtable:draft", "GET", secretariat=200, member=404, needs=QUIET),
    for_the_table("roundtable:draft", "GET", secretariat=200, member=200, needs=TABLED),
    for_the_table("roundtable:draft", "POST", secretariat=TO_DRAFT, member=404, needs=QUIET, data={"do": "table"}),
    for_the_table("roundtable:draft", "POST", secretariat=409, member=403, needs=TABLED, data={"do": "table"}),
    for_the_table("roundtable:draft", "POST", secretariat=409, member=404, needs=QUIET, data={"do": "audience"}),
    for_the_table("roundtable:draft", "POST", secretariat=404, member=403, needs=TABLED, data={"do": "nothing"}),
    for_the_secretariat("roundtable:draft_missing", "GET", 200, needs=QUIET),
    closed("roundtable:draft_missing", **QUIET),
    for_the_secretariat("roundtable:clause_new", "GET", 200, needs=QUIET),
    for_the_secretariat("roundtable:clause_new", "POST", TO_DRAFT, needs=QUIET, data=ADDED),
    for_the_table("roundtable:clause", "GET", secretariat=200, member=404, needs=QUIET_CLAUSE),
    for_the_table("roundtable:clause", "GET", secretariat=200, member=200, needs=TABLED_CLAUSE),
    for_the_table("roundtable:clause", "POST", secretariat=TO_DRAFT, member=404, needs=QUIET_CLAUSE, data=WRITTEN),
    for_the_table("roundtable:clause", "POST", secretariat=409, member=403, needs=TABLED_CLAUSE, data=WRITTEN),
    for_the_table("roundtable:draft_preview", "GET", secretariat=200, member=404, needs=QUIET),
    closed("roundtable:draft_preview", **QUIET),
    for_the_table("roundtable:draft_preview_form", "GET", secretariat=200, member=404, needs=QUIET_FORM),
    for_the_table("roundtable:draft_preview_form", "GET", secretariat=200, member=200, needs=TABLED_FORM),
    for_the_table("roundtable:draft_preview_form", "POST", secretariat=200, member=404, needs=QUIET_FORM),
    for_the_table("roundtable:draft_export", "GET", secretariat=200, member=404, needs=QUIET_FORM),
    closed("roundtable:draft_export", **QUIET_FORM),
    *read_by_all("roundtable:edition", **ADOPTED),
    *read_by_all("roundtable:edition_changes", **ADOPTED),
    *read_by_all("roundtable:edition_form", **ADOPTED_FORM),
    *read_by_all("roundtable:edition_export", **ADOPTED_FORM),
]
