"""The law: data protection officers write, they, counsel and validating authorities confirm, each at home."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    ENTRY,
    ENTRY_IN_FORCE,
    EVERYBODY,
    HALF,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
)

OFFICER = "data_protection_officer"
CONFIRMS = (OFFICER, "legal_counsel", "validating_authority")
COME_IN: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}
TO_REGISTER = Goes("/legal/")
SOMETHING = {"text": "The inspectorate", "number": "A-2", "dated": "2026-03-02", "abroad": "no"}


def for_keepers(url: str, method: str, answer: Answer, **more: object) -> Row:
    return Row(url, method, {**COME_IN, OFFICER: answer}, **more)  # type: ignore[arg-type]


def decided(verb: str, entry: str, answer: Answer, *, others: Answer | None = None) -> Row:
    """Everybody of the institution who may, and whoever is elsewhere: for them it does not exist."""
    expect = dict(COME_IN)
    for role in CONFIRMS:
        told = answer if role == OFFICER or others is None else others
        expect |= {f"{role}@own": told, f"{role}@sister": told, role: 404}
    return Row("legal:decide", "POST", expect, {"entry_id": entry, "verb": verb})


ROWS: list[Row] = [
    Row("legal:register", "GET", {**COME_IN, **dict.fromkeys(CONFIRMS, 200)}),
    closed("legal:register"),
    for_keepers("legal:propose", "GET", 200, needs={"part": "basis"}),
    for_keepers("legal:propose", "GET", 404, needs={"part": "secret"}),
    for_keepers("legal:propose", "POST", 422, needs={"part": "authorisation"}, data={"text": "Files"}),
    for_keepers(
        "legal:propose", "POST", TO_REGISTER, needs={"part": "basis"}, data={**SOMETHING, "about": "give_service"}
    ),
    closed("legal:decide", "GET", entry_id=ENTRY, verb="confirm"),
    decided("confirm", ENTRY, TO_REGISTER),
    decided("refuse", ENTRY, TO_REGISTER),
    decided("end", ENTRY_IN_FORCE, TO_REGISTER, others=403),
    decided("end", ENTRY, 409, others=403),
    for_keepers("legal:override", "GET", 200),
    for_keepers("legal:override", "POST", 422, data={"signed_by": "", "reason": "flood", "until": "2026-12-01"}),
    for_keepers("legal:override", "POST", 409, data={"end": "yes"}),
    for_keepers(
        "legal:override", "POST", TO_REGISTER, data={"signed_by": "A.", "reason": "flood", "until": "2026-12-01"}
    ),
]
