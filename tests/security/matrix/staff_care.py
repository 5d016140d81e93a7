"""Pages under /staff-care/: one's own for whoever works with people, the desk's for its lead."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    for_workers,
)

MINE, DESK = "staff_care:mine", "staff_care:desk"
TO_MINE, TO_DESK = Goes("/staff-care/"), Goes("/staff-care/desk/")


def of_lead(method: str, answer: Answer, **data: str) -> Row:
    """The desk's page: its lead, wherever they sit."""
    return Row(DESK, method, {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "desk_lead": answer}, {}, data)


ROWS: list[Row] = [
    for_workers(MINE, "GET", 200),
    *(for_workers(MINE, "POST", TO_MINE, data={"do": said}) for said in ("done", "not_wanted", "later")),
    for_workers(MINE, "POST", TO_MINE, data={"do": "supervision", "last": "2026-11-20"}),
    for_workers(MINE, "POST", 422, data={"do": "supervision", "coming": "soon"}),
    for_workers(MINE, "POST", 404, data={"do": "shred"}),
    of_lead("GET", 200).seen_by("asso-accueil-chef"),
    of_lead("POST", 422, do="cap", cap="many"),
    of_lead("POST", 409, do="take_off"),
    of_lead("POST", TO_DESK, do="cap", cap="12"),
    of_lead("POST", 422, do="day", desk_day="soon"),
    of_lead("POST", TO_DESK, do="day", desk_day="2026-12-01"),
    of_lead("POST", 404, do="shred"),
]
