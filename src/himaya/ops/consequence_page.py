"""docs/reference/consequences.md: the table of consequences for whoever answers for a desk, from the content."""

from himaya.institutions import consequences
from himaya.institutions.consequences import Consequence, table

BY = {
    consequences.NOW: "at once",
    consequences.TODAY: "today",
    consequences.DAY: "in 24 hours",
    consequences.SAID: "at the moment or day that was promised",
    "": "–",
}
LINES = {"life": "a life in danger", "risk": "a risk", "owed": "what is waited for", "": "–"}


def page() -> str:
    """One row for each kind of answer, the texts in English; the other languages stand in the content."""
    found = table()
    lines = [
        "# What follows from an answer that means danger",
        "",
        "Made by `himaya docs write` from `content/consequences.yaml`. "
        + ("Adopted." if found.adopted else "Model, not adopted; to be verified."),
        "A task says that somebody has to act, never why. The line on the page of a file is seen by whoever may see",
        "the task or the risk there, and by nobody else.",
        "",
        "| what was said | the desk has | its lead has | until | look at the risk | line on the file | source |",
        "|---|---|---|---|---|---|---|",
        *(_row(one) for one in found.rows.values()),
        "",
        "## The answers",
        "",
        *(f"- {one.names.en}: {_answers(one)}.{f' {one.why.en}' if one.why else ''}" for one in found.rows.values()),
    ]
    return "\n".join([*lines, ""])


def _row(one: Consequence) -> str:
    look = f"as after `{one.look}`" if one.look else "–"
    cells = (one.names.en, _kind(one.desk), _kind(one.lead), BY[one.by], look, LINES[one.line], one.source)
    return f"| {' | '.join(cells)} |"


def _kind(kind: str) -> str:
    return f"`{kind}`" if kind else "–"


def _answers(one: Consequence) -> str:
    return ", ".join(f"`{place}`: {', '.join(values)}" for place, values in one.answers.items())
