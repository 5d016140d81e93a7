"""Pages under /yearbook/: the secretariat and data protection officers, wherever they sit; nobody else.

The draft of the stage was drawn up by somebody who does not visit; nobody has reviewed it.
"""

from tests.security.matrix.rows import ANONYMOUS, ENROL, EVERYBODY, HALF, SIGN_IN, YEAR_DRAFT, Answer, Goes, Row

HOME, DRAFT = "yearbook:home", "yearbook:draft"
OF_DRAFT = {"draft_id": YEAR_DRAFT}
TO_DRAFT = Goes("/yearbook/")
NOBODY_ELSE = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}


def row(url: str, method: str, secretariat: Answer, officer: Answer, **data: str) -> Row:
    """What the secretariat and what an officer get."""
    answers = {**NOBODY_ELSE, "secretariat": secretariat, "data_protection_officer": officer}
    return Row(url, method, answers, OF_DRAFT if url == DRAFT else {}, data)


ROWS: list[Row] = [
    row(HOME, "GET", 200, 200).seen_by("protection-donnees"),
    row(HOME, "POST", 422, 403, do="draw_up", year="soon"),
    # The stage has a draft of that year already.
    row(HOME, "POST", 409, 403, do="draw_up", year="2025"),
    row(HOME, "POST", 404, 404, do="shred"),
    row(DRAFT, "GET", 200, 200),
    row(DRAFT, "POST", TO_DRAFT, TO_DRAFT, do="approve", seen=f"{YEAR_DRAFT}seen"),
    row(DRAFT, "POST", 409, 409, do="approve", seen="another"),
    row(DRAFT, "POST", 422, 422, do="send_back"),
    row(DRAFT, "POST", TO_DRAFT, TO_DRAFT, do="send_back", back_reason="words_wrong"),
    # Nobody has approved it yet, and nothing of it is public.
    row(DRAFT, "POST", 409, 403, do="release"),
    row(DRAFT, "POST", 409, 403, do="withdraw", withdraw_reason="words_wrong"),
    row(DRAFT, "POST", TO_DRAFT, 403, do="drop"),
    row(DRAFT, "POST", 404, 404, do="shred"),
]
