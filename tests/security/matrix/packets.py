"""The pages under /packets/: for the desk that holds the case; for police, and for every other desk, there are none."""

from tests.rooms.packets import packed
from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    HALF,
    OTHERS,
    PACKET,
    PACKET_OUT,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
)

BACK = Goes("/packets/cases/")
WANTED = {
    "receiver": packed.PARTNER,
    "key": packed.KEY,
    "parts": "language",
    "reply_by": "2026-12-08",
    "packet_language": "fr",
    "language": "ary",
    "interpreter": "none",
    "mode": "spoken",
    "agrees": "yes",
}


def held(view: str, method: str, own: Answer, *, of: str = "", readings: int = 1, **data: str) -> Row:
    """The desk that holds the case; for every other desk there is no such case."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@own": own, "working": 404}
    needs = {"case_id": CASE, **({"packet_id": of} if of else {})}
    return Row(f"packets:{view}", method, expect, needs, data, readings=readings)


ROWS: list[Row] = [
    held("of_case", "GET", 200),
    closed("packets:of_case", case_id=CASE),
    held("new", "GET", 200),
    # What was chosen is read to judge it, and once more for the page that comes back.
    held("new", "POST", 422, readings=2),
    held("new", "POST", BACK, **WANTED),
    held("packet", "GET", 200, of=PACKET),
    held("packet", "POST", 422, of=PACKET_OUT, do="acknowledge", code="2222-2222"),
    held("packet", "POST", 409, of=PACKET, do="acknowledge", code="2222-2222"),
    held("packet", "POST", 409, of=PACKET, readings=2, do="release", seen="other"),
    held("packet", "POST", 422, of=PACKET_OUT, do="answer"),
    held("packet", "POST", BACK, of=PACKET_OUT, do="answer", answer="refuse", reason="no_place"),
    held("packet", "POST", 409, of=PACKET, do="ask_again", reply_by="2026-12-20"),
    held("packet", "POST", 422, of=PACKET, do="end"),
    held("packet", "POST", BACK, of=PACKET, do="end", end_reason="not_needed"),
    held("packet", "POST", BACK, of=PACKET_OUT, do="take_back"),
    held("packet", "POST", 404, of=PACKET, do="strange"),
    # Only what somebody looked at just now leaves.
    held("file", "POST", 409, of=PACKET, readings=2, seen="other"),
    closed("packets:file", "GET", case_id=CASE, packet_id=PACKET),
    held("reply", "GET", BACK, of=PACKET_OUT),
    held("reply", "POST", 422, of=PACKET_OUT),
]
