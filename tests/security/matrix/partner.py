"""The pages under /partner/: whoever holds the address is asked for the code, signed in or not."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENDED_TOKEN,
    ENROL,
    EVERYBODY,
    HALF,
    PARTNER_CODE,
    PARTNER_TOKEN,
    Answer,
    Goes,
    Row,
    closed,
    open_to_all,
)


def typed(token: str, code: str, answer: Answer) -> Row:
    """A code at a door: the same for everybody; the second factor of whoever is half signed in comes first."""
    return Row("partner:door", "POST", {HALF: ENROL, EVERYBODY: answer}, {"token": token}, {"code": code})


ROWS: list[Row] = [
    open_to_all("partner:done").seen_by(ANONYMOUS),
    closed("partner:done"),
    open_to_all("partner:door", token=PARTNER_TOKEN),
    open_to_all("partner:door", answer=404, token=ENDED_TOKEN),
    typed(PARTNER_TOKEN, PARTNER_CODE, Goes("/partner/")),
    typed(PARTNER_TOKEN, "12", 422),
    typed(ENDED_TOKEN, PARTNER_CODE, 404),
    # Only the browser that opened it reads.
    open_to_all("partner:read", answer=404, token=PARTNER_TOKEN),
    open_to_all("partner:read", "POST", 404, token=PARTNER_TOKEN),
    closed("partner:answer", "GET", token=PARTNER_TOKEN, verb="accept"),
    open_to_all("partner:answer", "POST", 404, token=PARTNER_TOKEN, verb="accept"),
]
