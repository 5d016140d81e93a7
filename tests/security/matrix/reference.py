"""Pages to read: the same for everybody, but for the reading aid, which only interviewers open."""

from collections.abc import Mapping

from tests.security.matrix.rows import (
    ANONYMOUS,
    ENROL,
    EVERYBODY,
    HALF,
    SIGN_IN,
    Answer,
    Goes,
    Row,
    closed,
    open_to_all,
)


def for_interviewers(method: str, answer: Answer, data: Mapping[str, str | list[str]] | None = None) -> Row:
    """The reading aid: about nobody, so whoever may not learns only that their role does not do this."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "interviewer": answer}
    return Row("reference:reading", method, expect, data=data or {})


def by_readers_of_the_law(answer: Answer, **data: str) -> Row:
    """What was read of a text: about nobody, so whoever may not learns only that their role does not do this."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403}
    expect |= dict.fromkeys(("content_editor", "legal_counsel"), answer)
    return Row("reference:article", "POST", expect, {"row": "ma-pc-448-14"}, data)


ROWS: list[Row] = [
    open_to_all("reference:instruments").seen_by(ANONYMOUS),
    closed("reference:instruments"),
    open_to_all("reference:instrument", name="first-line-labour").seen_by(ANONYMOUS),
    open_to_all("reference:instrument", answer=404, name="absent"),
    closed("reference:instrument", name="first-line-labour"),
    open_to_all("reference:try", name="first-line-labour").seen_by(ANONYMOUS),
    open_to_all("reference:try", answer=404, name="absent"),
    closed("reference:try", name="first-line-labour"),
    open_to_all("reference:institutions").seen_by(ANONYMOUS),
    closed("reference:institutions"),
    open_to_all("reference:institutions_of", pack="demo").seen_by(ANONYMOUS),
    open_to_all("reference:institutions_of", answer=404, pack="absent"),
    closed("reference:institutions_of", pack="demo"),
    open_to_all("reference:indicators").seen_by(ANONYMOUS),
    closed("reference:indicators"),
    for_interviewers("GET", 200).seen_by("asso-accueil"),
    for_interviewers("POST", 200, {"subject": "child", "dimension": "EXP", "do": "read", "EXP-01": "present"}),
    for_interviewers("POST", 422, {"subject": "nobody", "dimension": "EXP"}),
    open_to_all("reference:legal").seen_by(ANONYMOUS),
    closed("reference:legal"),
    open_to_all("reference:article", row="ma-pc-448-14").seen_by(ANONYMOUS, row="ma-pc-448-4"),
    open_to_all("reference:article", answer=404, row="absent"),
    by_readers_of_the_law(422, do="propose", mark="C", read_on="2026-11-24"),
    by_readers_of_the_law(
        Goes("/reference/law/"), do="propose", mark="C", languages="fr", source="BO 1", read_on="2026-11-24"
    ),
    open_to_all("reference:exploitation").seen_by(ANONYMOUS),
    closed("reference:exploitation"),
    open_to_all("reference:classification").seen_by(ANONYMOUS),
    closed("reference:classification"),
    open_to_all("reference:trauma").seen_by(ANONYMOUS),
    closed("reference:trauma"),
    open_to_all("reference:exploitation_form", code="LAB_DOM").seen_by(ANONYMOUS),
    open_to_all("reference:exploitation_form", answer=404, code="ABSENT"),
    closed("reference:exploitation_form", code="LAB_DOM"),
]
