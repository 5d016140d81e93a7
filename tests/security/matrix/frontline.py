"""The first line: open to everybody, and the same for everybody, until something is to be sent."""

from datetime import timedelta

from tests import factories
from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    INBOUND,
    OTHERS,
    READY_SHEET,
    REFERRAL,
    SHEET,
    SIGN_IN,
    WORKING,
    Goes,
    Row,
    closed,
    open_to_all,
)

LABOUR = {"kind": "labour"}
ASKED = {"danger": "no", "wants": "yes", "afraid": "no", "age": "adult"}
FOUND = {
    **ASKED,
    "here": "sheet",
    "instance": "6b0c3f5e-0b8e-4a51-9c19-0a4f1b7f2a10",
    "to_desk": "shelter",
    "language_spoken": "ary",
    "interpreter": "none",
    "arrives_on": (factories.TUESDAY + timedelta(days=1)).date().isoformat(),
    "told": "yes",
    "agreed": "yes",
}


def abroad(url: str, method: str, answer: int | Goes, **data: str) -> Row:
    """For a role that reads no case, wherever it sits; nobody else learns more than that theirs does not do this."""
    expect: dict[str, int | Goes] = {ANONYMOUS: SIGN_IN, HALF: ENROL, "intake_abroad": answer, EVERYBODY: 403}
    return Row(url, method, expect, data=data)


def to_all(url: str, answer: int | Goes, **data: str) -> Row:
    """The same answer to everybody for these fields of a labour inspector's sheet."""
    return Row(url, "POST", {HALF: ENROL, EVERYBODY: answer}, LABOUR, data)


ROWS: list[Row] = [
    open_to_all("frontline:who").seen_by(ANONYMOUS),
    closed("frontline:who"),
    open_to_all("frontline:sheet", kind="labour").seen_by(ANONYMOUS),
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
    open_to_all("frontline:refused", kind="labour").seen_by(ANONYMOUS),
    open_to_all("frontline:refused", answer=404, kind="absent"),
    closed("frontline:refused", kind="labour"),
    open_to_all("frontline:card", form="labour").seen_by(ANONYMOUS).seen_by(ANONYMOUS, form="labour-site"),
    open_to_all("frontline:card", answer=404, form="absent"),
    closed("frontline:card", form="labour"),
    open_to_all("frontline:hand_over"),
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
        {ANONYMOUS: 200, HALF: ENROL, WORKING: Goes("/hand-over/sent/"), "working@receiver": 422, OTHERS: 403},
        data={"sheet": READY_SHEET, "here": "summary", "agreed": "yes"},
    ),
    abroad("frontline:abroad", "GET", 200).seen_by("consulaire-verlande"),
    abroad("frontline:abroad", "POST", 422, here="first"),
    abroad("frontline:abroad", "POST", 200, here="first", **ASKED),
    abroad("frontline:abroad", "POST", 200, here="first", **{**ASKED, "afraid": "yes"}),
    abroad("frontline:abroad", "POST", 200, **{**FOUND, "wants": "no"}),
    abroad("frontline:abroad", "POST", 422, **{**FOUND, "told": ""}),
    abroad("frontline:abroad", "POST", Goes("/abroad/"), here="refuse"),
    Row(
        "frontline:abroad",
        "POST",
        {
            ANONYMOUS: SIGN_IN,
            HALF: ENROL,
            # Nobody sends to themself.
            "intake_abroad@receiver": 422,
            "intake_abroad": Goes("/abroad/sent/"),
            EVERYBODY: 403,
        },
        data=FOUND,
    ),
    abroad("frontline:abroad_sent", "GET", 200).seen_by("consulaire-verlande"),
    closed("frontline:abroad_sent"),
    Row(
        "frontline:abroad_take_back",
        "POST",
        {
            ANONYMOUS: SIGN_IN,
            HALF: ENROL,
            "intake_abroad@own": Goes("/abroad/sent/"),
            "intake_abroad": 404,
            EVERYBODY: 403,
        },
        {"sheet_id": INBOUND},
    ),
    closed("frontline:abroad_take_back", "GET", sheet_id=INBOUND),
    Row(
        "frontline:sent",
        "GET",
        {ANONYMOUS: SIGN_IN, HALF: ENROL, "working@own": 200, "working": 404, OTHERS: 403},
        {"referral_id": REFERRAL},
    ),
    closed("frontline:sent", referral_id=REFERRAL),
    open_to_all("frontline:noted").seen_by(ANONYMOUS),
    closed("frontline:noted"),
]
