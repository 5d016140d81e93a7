"""The pages under /attestations/: of a case for the desk that holds it; the check for all who work with people."""

from tests.rooms.attestations.lettered import PHRASE
from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    HALF,
    LETTER_MADE,
    LETTER_NUMBER,
    OTHERS,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    for_workers,
)

BACK = Goes("/attestations/cases/")
SAFE = {"finds": "no", "fears": "no", "lives": "no", "harm": "no"}


def held(url: str, method: str, own: Answer, **data: str) -> Row:
    """The desk that holds the case; for every other desk there is no such case."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    return Row(url, method, expect, {"case_id": CASE}, data)


ROWS: list[Row] = [
    held("attestations:of_case", "GET", 200),
    held("attestations:of_case", "POST", BACK, do="refuse"),
    held("attestations:of_case", "POST", 422, do="take_back", letter=LETTER_MADE, reason="whim"),
    held("attestations:of_case", "POST", BACK, do="move", letter=LETTER_MADE, kept="with_lawyer"),
    held("attestations:of_case", "POST", BACK, do="take_back", letter=LETTER_MADE, reason="lost"),
    held("attestations:of_case", "POST", BACK, do="take_back_all"),
    held("attestations:offer", "GET", 200),
    held("attestations:offer", "POST", 422, do="ask"),
    held("attestations:offer", "POST", 200, do="ask", **SAFE),
    held("attestations:offer", "POST", 422, do="make", phrase="short", **SAFE),
    # Who made none a moment ago, in this browser, finds the list.
    held("attestations:made", "GET", BACK),
    held("attestations:made", "POST", BACK),
    for_workers("attestations:check", "GET", 200).seen_by("asso-accueil"),
    for_workers("attestations:check", "POST", 422, data={"shown": "", "phrase": ""}),
    for_workers("attestations:check", "POST", 200, data={"shown": LETTER_NUMBER, "phrase": PHRASE}),
]
