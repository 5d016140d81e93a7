"""Pages to read: the same for everybody, but for the reading aid, which only interviewers open."""

from collections.abc import Mapping

from tests.security.matrix.rows import ANONYMOUS, ENROL, EVERYBODY, HALF, SIGN_IN, Answer, Row, closed, open_to_all


def for_interviewers(method: str, answer: Answer, data: Mapping[str, str | list[str]] | None = None) -> Row:
    """The reading aid: about nobody, so whoever may not learns only that their role does not do this."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "interviewer": answer}
    return Row("reference:reading", method, expect, data=data or {})


ROWS: list[Row] = [
    open_to_all("reference:instruments"),
    closed("reference:instruments"),
    open_to_all("reference:instrument", name="first-line-labour"),
    open_to_all("reference:instrument", answer=404, name="absent"),
    closed("reference:instrument", name="first-line-labour"),
    open_to_all("reference:institutions"),
    closed("reference:institutions"),
    open_to_all("reference:institutions_of", pack="demo"),
    open_to_all("reference:institutions_of", answer=404, pack="absent"),
    closed("reference:institutions_of", pack="demo"),
    open_to_all("reference:indicators"),
    closed("reference:indicators"),
    for_interviewers("GET", 200),
    for_interviewers("POST", 200, {"subject": "child", "dimension": "EXP", "do": "read", "EXP-01": "present"}),
    for_interviewers("POST", 422, {"subject": "nobody", "dimension": "EXP"}),
    open_to_all("reference:legal"),
    closed("reference:legal"),
]
