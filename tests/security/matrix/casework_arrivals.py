"""Who arrives from abroad: for desks that keep stories; for police, a consulate and everybody else there is nobody."""

from tests.security.matrix.rows import ANONYMOUS, ENROL, HALF, INBOUND, OTHERS, SIGN_IN, Answer, Goes, Row, closed

TO_CASE = Goes("/casework/cases/")


def arriving(method: str, there: Answer, **data: str) -> Row:
    """Somebody announced to the receiver; for every other desk, police and the one that sent it, there is nobody."""
    expect: dict[str, Answer] = {
        ANONYMOUS: SIGN_IN,
        HALF: ENROL,
        OTHERS: 403,
        "working@receiver": there,
        "working": 404,
    }
    return Row("casework:arrival", method, expect, {"sheet_id": INBOUND}, data)


ROWS: list[Row] = [
    Row(
        "casework:arrivals",
        "GET",
        {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 403, "working@foreign": 404, "working": 200},
    ).seen_by("aeroport-accueil"),
    closed("casework:arrivals"),
    arriving("GET", 200),
    arriving("POST", 404),
    arriving("POST", 409, do="meet"),
    arriving("POST", 409, do="hear"),
    arriving("POST", 409, do="day"),
    arriving("POST", 422, do="decline", reason=""),
    arriving("POST", Goes("/casework/arrivals/"), do="decline", reason="no_place"),
    arriving("POST", TO_CASE, do="accept"),
]
