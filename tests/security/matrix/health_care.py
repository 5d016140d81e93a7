"""Stepped care and a clinician's letters under /health/: for whoever opens the compartment; for nobody else a page.

`health_professional@own` was let into the compartment of one file.
"""

from dataclasses import replace

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    HALF,
    HEALTH_DRAFT,
    HEALTH_FILE,
    HEALTH_LETTER,
    OTHERS,
    SIGN_IN,
    WORKING,
    Answer,
    Goes,
    Row,
    closed,
)

BACK = Goes("/health/")
LET_IN = "health_professional@own"
OF_FILE = {"case_id": HEALTH_FILE}
OF_LETTER, OF_DRAFT = {**OF_FILE, "letter_id": HEALTH_LETTER}, {**OF_FILE, "letter_id": HEALTH_DRAFT}
SAFE = dict.fromkeys(("finds", "fears", "lives", "harm"), "no")
LETTER = {"purpose": "school", "reader": "school", "terms": "quiet_place", "language": "fr", "days": "14"}


def row(url: str, method: str, answer: Answer, needs: dict[str, str] = OF_FILE, /, **data: str) -> Row:
    """One visitor has a page; the desk that holds the file, its lead and everybody else have none."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 404, WORKING: 404, LET_IN: answer}
    # Whoever was let in knows that there is one: a word that no form of the page has is not found there either.
    return Row(url, method, expect, needs, data, known_to=(LET_IN,))


def for_health(url: str, method: str) -> Row:
    """A list of one's own, empty for whoever opens nothing: for a health role, at each desk that is not of police."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 404, WORKING: 404}
    # `foreign` sits with the police, whatever a role there is called.
    return Row(url, method, {**expect, "health_professional": 200, "health_professional@foreign": 404}, {}, {})


ROWS: list[Row] = [
    for_health("health:waiting", "GET").seen_by("hopital-centre"),
    closed("health:waiting", "POST"),
    row("health:care", "GET", 200),
    row("health:care", "POST", 404, do="strange"),
    row("health:care", "POST", 409, do="begin", step="1"),
    row("health:care", "POST", 422, do="step_up", step="3", reason="no_change"),
    row("health:care", "POST", 422, do="step_down", step="3", reason="better"),
    row("health:care", "POST", BACK, do="step_up", step="3", reason="impairment"),
    row("health:care", "POST", BACK, do="step_down", step="0", reason="better"),
    row("health:care", "POST", BACK, do="review", reason="helps", words="Canary clinician"),
    row("health:letters", "GET", 200),
    row("health:letters", "POST", 422, purpose="work"),
    row("health:letters", "POST", 422, **{**LETTER, "own": "PCL-5 : 41"}),
    row("health:letters", "POST", BACK, **LETTER),
    row("health:letter", "GET", 200, OF_LETTER),
    row("health:letter", "GET", 200, OF_DRAFT),
    row("health:letter", "POST", 404, OF_LETTER, do="strange"),
    row("health:letter", "POST", 422, OF_DRAFT, do="release", answer="perhaps"),
    row("health:letter", "POST", 422, OF_DRAFT, do="release", answer="yes"),
    row("health:letter", "POST", 422, OF_DRAFT, do="release", answer="yes", phrase="short", **SAFE),
    row(
        "health:letter", "POST", BACK, OF_DRAFT, do="release", answer="yes", phrase="deux lunes dans un panier", **SAFE
    ),
    row("health:letter", "POST", BACK, OF_DRAFT, do="release", answer="no"),
    row("health:letter", "POST", 409, OF_DRAFT, do="revoke"),
    row("health:letter", "POST", 409, OF_LETTER, do="release", answer="no"),
    row("health:letter", "POST", BACK, OF_LETTER, do="revoke"),
    closed("health:paper", "GET", **OF_LETTER),
    # Read to see whether it stands, and again for the page that says so.
    replace(row("health:paper", "POST", 409, OF_DRAFT), readings=2),
    row("health:paper", "POST", 200, OF_LETTER),
]
