"""The desk of a reply link: whoever holds the address comes in, as that delegate and nobody else, signed in or not."""

from collections.abc import Mapping

from tests.security.matrix.rows import (
    ENROL,
    EVERYBODY,
    EVIDENCE,
    FORMULATED,
    HALF,
    LED_OUTSIDE,
    RECOMMENDATION,
    REPLY_TOKEN,
    REVOKED_TOKEN,
    Answer,
    Goes,
    Row,
    closed,
    open_to_all,
)

Data = Mapping[str, str | list[str]]
BACK = Goes("/reply/")
MINE = {"token": REPLY_TOKEN, "recommendation_id": RECOMMENDATION}
QUIET = {"token": REPLY_TOKEN, "recommendation_id": FORMULATED}
OTHERS = {"token": REPLY_TOKEN, "recommendation_id": LED_OUTSIDE}
OVER = {"token": REVOKED_TOKEN, "recommendation_id": RECOMMENDATION}
SHOWN = {"token": REPLY_TOKEN, "evidence_id": EVIDENCE}
TYPED: Data = {"do": "hand_in", "text": "Douze formés.", "seen": "0"}
GIVEN: Data = {
    "kind": "circular",
    "title": "Circulaire 12",
    "dated_on": "2026-11-01",
    "confidentiality": "members",
    "where": "Bureau d’ordre",
}


def said(url: str, answer: Answer, needs: Mapping[str, str], data: Data) -> Row:
    """The same answer for everybody; only the second factor of whoever is half signed in comes first."""
    return Row(url, "POST", {HALF: ENROL, EVERYBODY: answer}, needs, data)


ROWS: list[Row] = [
    open_to_all("reply:desk", token=REPLY_TOKEN),
    open_to_all("reply:desk", answer=404, token=REVOKED_TOKEN),
    closed("reply:desk", token=REPLY_TOKEN),
    open_to_all("reply:one", **MINE),
    open_to_all("reply:one", answer=404, **QUIET),
    open_to_all("reply:one", answer=404, **OTHERS),
    open_to_all("reply:one", answer=404, **OVER),
    said("reply:one", BACK, MINE, TYPED),
    said("reply:one", 404, QUIET, TYPED),
    said("reply:one", 404, OVER, TYPED),
    said("reply:one", 404, MINE, {"do": "nothing"}),
    open_to_all("reply:evidence_add", answer=BACK, **MINE),
    said("reply:evidence_add", BACK, MINE, GIVEN),
    said("reply:evidence_add", 404, OTHERS, GIVEN),
    open_to_all("reply:evidence", **SHOWN),
    closed("reply:evidence", **SHOWN),
]
