"""The pages under /reasonings/: for three roles at the desk that holds the case. For others there is no such case."""

from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    ENROL,
    HALF,
    OTHERS,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
)

TO_REASONING = Goes("/reasonings/")
TRAINED = ("interviewer@own", "case_manager@own", "legal_counsel@own")


def held(url: str, method: str, own: Answer, **data: str) -> Row:
    """Trained people at the desk that holds it; a colleague in another role is told so wherever they sit."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, OTHERS: 404, "working@foreign": 404, "working": 403}
    expect |= dict.fromkeys(("interviewer", "case_manager", "legal_counsel"), 404)
    # The page, also where a paper was refused, shows the facts of interviews beside the lines: a reading of its own.
    readings = 2 if url != "reasonings:signs" and own in (200, 422) else 1
    return Row(url, method, expect | dict.fromkeys(TRAINED, own), {"case_id": CASE}, data, readings=readings)


ROWS: list[Row] = [
    held("reasonings:of_case", "GET", 200),
    held("reasonings:of_case", "POST", 422, verb="add", words=""),
    held("reasonings:of_case", "POST", 422, verb="place", place="act:recruit"),
    held("reasonings:of_case", "POST", 422, verb="consider", code="smuggling", value="explains"),
    held("reasonings:of_case", "POST", TO_REASONING, verb="add", words="Canary", source="observed"),
    held("reasonings:of_case", "POST", TO_REASONING, verb="flag", code="trafficking", value="unknown"),
    held("reasonings:signs", "GET", 200),
    held("reasonings:signs", "POST", 422, **{"EXP-01": "perhaps"}),
    held("reasonings:signs", "POST", TO_REASONING, **{"EXP-01": "present"}),
    held("reasonings:paper", "POST", 422, language="fr"),
    closed("reasonings:paper", "GET", case_id=CASE),
]
