"""The first line: open to everybody, and the same for everybody, until something is to be sent."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    OTHERS,
    READY_SHEET,
    SHEET,
    WORKING,
    Goes,
    Row,
    closed,
    open_to_all,
)

LABOUR = {"kind": "labour"}


def to_all(url: str, answer: int | Goes, **data: str) -> Row:
    """The same answer to everybody for these fields of a labour inspector's sheet."""
    return Row(url, "POST", {HALF: ENROL, EVERYBODY: answer}, LABOUR, data)


ROWS: list[Row] = [
    open_to_all("frontline:who"),
    closed("frontline:who"),
    open_to_all("frontline:sheet", kind="labour"),
    open_to_all("frontline:sheet", answer=404, kind="absent"),
    to_all("frontline:sheet", 200, here="opening", about="person"),
    to_all("frontline:sheet", 200, here="ask", sheet=SHEET, q01="yes", go="next"),
    to_all("frontline:sheet", 422, here="ask", sheet=SHEET, q01="strange", go="next"),
    to_all("frontline:sheet", 200, here="result", sheet=SHEET, go="refuse"),
    to_all("frontline:sheet", 200, here="result", sheet=SHEET, go="print"),
    to_all("frontline:sheet", 200, here="refuse", sheet=SHEET, go="way_back"),
    to_all("frontline:sheet", Goes("/worried/labour/refused/"), here="refuse", sheet=SHEET, go="confirm"),
    to_all("frontline:sheet", 400, here="ask", sheet="not a sheet"),
    to_all("frontline:sheet", 400, here="ask"),
    Row("frontline:sheet", "POST", {HALF: ENROL, EVERYBODY: 400}, {"kind": "police"}, {"sheet": SHEET}),
    open_to_all("frontline:refused", kind="labour"),
    open_to_all("frontline:refused", answer=404, kind="absent"),
    closed("frontline:refused", kind="labour"),
    open_to_all("frontline:card", form="labour"),
    open_to_all("frontline:card", answer=404, form="absent"),
    closed("frontline:card", form="labour"),
    open_to_all("frontline:hand_over", answer=Goes("/worried/")),
    Row("frontline:hand_over", "POST", {HALF: ENROL, EVERYBODY: 400}, data={"sheet": "not a sheet"}),
    Row(
        "frontline:hand_over",
        "POST",
        {ANONYMOUS: 200, HALF: ENROL, WORKING: 200, OTHERS: 403},
        data={"sheet": SHEET, "here": "result"},
    ),
    Row(
        "frontline:hand_over",
        "POST",
        {ANONYMOUS: 200, HALF: ENROL, WORKING: 200, OTHERS: 403},
        data={"sheet": READY_SHEET, "here": "person", "full_name": "Zahra Canary", "contact_way": "never"},
        readings=2,  # Whoever may be the same is looked for when the name is read, and again when the page is shown.
    ),
    Row(
        "frontline:hand_over",
        "POST",
        {ANONYMOUS: 200, HALF: ENROL, WORKING: 200, "working@receiver": 422, OTHERS: 403},
        data={"sheet": READY_SHEET, "here": "summary", "agreed": "yes"},
    ),
    open_to_all("frontline:noted"),
    closed("frontline:noted"),
]
