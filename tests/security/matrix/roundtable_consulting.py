"""Consultations: an institution speaks for itself and reads what all say; the secretariat opens, answers, settles."""

from tests.security.matrix.rows import (
    AMENDMENT,
    CLAUSE,
    COMMENT,
    CONSULTATION,
    CONSULTED,
    SETTLING,
    Answer,
    Goes,
    Row,
    closed,
    for_the_table,
)

Data = dict[str, str | list[str]]
TO_DRAFT, TO_CLAUSE, TO_COMMENT, TO_AMENDMENT = (
    Goes(f"/round-tables/{place}/") for place in ("drafts", "clauses", "comments", "amendments")
)
OF_DRAFT, OF_CLAUSE, OF_COMMENT = {"draft_id": CONSULTED}, {"clause_id": CLAUSE}, {"comment_id": COMMENT}
OF_AMENDMENT, OF_SETTLING = {"amendment_id": AMENDMENT}, {"amendment_id": SETTLING}
STANCE, AMEND = {"consultation_id": CONSULTATION, "institution_id": "labour"}, {**OF_CLAUSE, "op": "replace"}
# What the secretariat adds to say for whom; an institution's own page does not read it.
LETTER: Data = {"institution": "labour", "how": "letter"}
COMMENTED: Data = {"text": "Trop court.", "visibility": "all", **LETTER}
AMENDED: Data = {"text_fr": "Autre texte", "reason": "Plus clair", "seen": "0", **LETTER}
PROPOSED: Data = {"do": "propose", "proposal": "accepted", "reason": "Plus clair"}
# The validating authority reads, and does not speak.
NO_VOICE: dict[str, Answer] = {"validating_authority@member": 403, "validating_authority@other": 403}

ROWS: list[Row] = [
    for_the_table("roundtable:consultation", "GET", secretariat=200, member=200, needs=OF_DRAFT),
    for_the_table(
        "roundtable:consultation", "POST", secretariat=TO_DRAFT, member=403, needs=OF_DRAFT, data={"do": "close"}
    ),
    for_the_table("roundtable:consultation", "POST", secretariat=404, member=403, needs=OF_DRAFT, data={"do": "x"}),
    for_the_table("roundtable:consultation_said", "GET", secretariat=200, member=200, needs=OF_DRAFT),
    closed("roundtable:consultation_said", **OF_DRAFT),
    for_the_table("roundtable:consultation_whole", "GET", secretariat=200, member=200, needs=OF_DRAFT),
    for_the_table(
        "roundtable:consultation_whole",
        "POST",
        secretariat=TO_DRAFT,
        member=TO_DRAFT,
        needs=OF_DRAFT,
        data=COMMENTED,
        **NO_VOICE,
    ),
    for_the_table("roundtable:consultation_clause", "GET", secretariat=200, member=200, needs=OF_CLAUSE),
    for_the_table(
        "roundtable:consultation_clause",
        "POST",
        secretariat=TO_CLAUSE,
        member=TO_CLAUSE,
        needs=OF_CLAUSE,
        data=COMMENTED,
        **NO_VOICE,
    ),
    for_the_table("roundtable:stance", "GET", secretariat=200, member=200, other=403, needs=STANCE, **NO_VOICE),
    for_the_table(
        "roundtable:stance",
        "POST",
        secretariat=TO_DRAFT,
        member=TO_DRAFT,
        other=403,
        needs=STANCE,
        data={"stance": "no_comment", "how": "letter"},
        **NO_VOICE,
    ),
    for_the_table("roundtable:amend", "GET", secretariat=200, member=200, needs=AMEND),
    for_the_table(
        "roundtable:amend", "POST", secretariat=TO_CLAUSE, member=TO_CLAUSE, needs=AMEND, data=AMENDED, **NO_VOICE
    ),
    for_the_table("roundtable:comment", "GET", secretariat=200, member=200, needs=OF_COMMENT),
    for_the_table(
        "roundtable:comment",
        "POST",
        secretariat=TO_COMMENT,
        member=403,
        needs=OF_COMMENT,
        data={"do": "answer", "answer": "Pris en compte."},
    ),
    for_the_table(
        "roundtable:comment",
        "POST",
        secretariat=TO_COMMENT,
        member=TO_COMMENT,
        needs=OF_COMMENT,
        data={"do": "reply", "text": "Aussi.", **LETTER},
        **NO_VOICE,
    ),
    for_the_table(
        "roundtable:comment",
        "POST",
        secretariat=TO_COMMENT,
        member=TO_COMMENT,
        other=403,
        needs=OF_COMMENT,
        data={"do": "withdraw"},
        **NO_VOICE,
    ),
    for_the_table("roundtable:amendment", "GET", secretariat=200, member=200, needs=OF_AMENDMENT),
    for_the_table(
        "roundtable:amendment", "POST", secretariat=TO_AMENDMENT, member=403, needs=OF_AMENDMENT, data=PROPOSED
    ),
    for_the_table(
        "roundtable:amendment",
        "POST",
        secretariat=TO_AMENDMENT,
        member=TO_AMENDMENT,
        other=403,
        needs=OF_AMENDMENT,
        data={"do": "withdraw"},
        **NO_VOICE,
    ),
    for_the_table("roundtable:amendment_settle", "GET", secretariat=200, member=403, needs=OF_SETTLING),
    for_the_table(
        "roundtable:amendment_settle",
        "POST",
        secretariat=TO_DRAFT,
        member=403,
        needs=OF_SETTLING,
        data={"do": "accepted"},
    ),
]
