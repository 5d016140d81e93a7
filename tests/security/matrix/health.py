"""The pages under /health/: for whoever opens the compartment; for everybody else there is no such page.

`health_professional@own` was let into the compartment of one file. No desk of the stage is a hospital: nobody loads.
"""

from dataclasses import replace

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    HALF,
    HEALTH_ENTRY,
    HEALTH_FILE,
    OTHERS,
    SCALE,
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
OF_SCALE, OF_ENTRY = {**OF_FILE, "load_id": SCALE}, {**OF_FILE, "entry_id": HEALTH_ENTRY}
OFFER = {"do": "offer", "needs": "yes", "way": "in_person", "interpreter": "none"}
HOW = {"at-way": "in_person", "at-interpreter": "none"}


def row(url: str, method: str, answer: Answer, needs: dict[str, str] = OF_FILE, **data: str) -> Row:
    """One visitor has a page; for all others, the desk that holds the file and its lead among them, there is none."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 404, WORKING: 404, LET_IN: answer}
    return Row(url, method, expect, needs, data)


def filled(url: str, answer: Answer, needs: dict[str, str], **data: str) -> Row:
    return replace(row(url, "POST", answer, needs), data={**HOW, **data})


ROWS: list[Row] = [
    row("health:of_case", "GET", 200),
    # To whoever knows of the file: of a verb that is not there, and of what no desk here begins.
    replace(row("health:of_case", "POST", 404, do="strange"), known_to=(LET_IN,)),
    replace(row("health:of_case", "POST", 404, do="begin"), known_to=(LET_IN,)),
    row("health:of_case", "POST", 409, do="accept"),
    replace(row("health:of_case", "POST", 409), data=OFFER),
    row("health:of_case", "POST", BACK, do="decline"),
    row("health:observe", "GET", 200),
    filled("health:observe", 422, OF_FILE, seen=""),
    filled("health:observe", BACK, OF_FILE, seen="Canary clinician"),
    row("health:administer", "GET", 200, OF_SCALE),
    filled("health:administer", 422, OF_SCALE, n01="many"),
    replace(
        filled("health:administer", BACK, OF_SCALE, n01="2"), data={**HOW, "at-language": "English (en)", "n01": "2"}
    ),
    row("health:kept", "GET", 200, OF_ENTRY),
    closed("health:kept", "POST", **OF_ENTRY),
    row("health:scales", "GET", 404, {}).seen_by("hopital-centre"),
    row("health:scales", "POST", 404, {}, allowed_by="Canary"),
    row("health:scale", "GET", 404, {"load_id": SCALE}),
    row("health:scale", "POST", 404, {"load_id": SCALE}, do="confirm"),
]
