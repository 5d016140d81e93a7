"""The pages of people found abroad: asked, stopped, what goes ahead, what was sent; and who arrives."""

from tests.accessibility.visited import View, after, at, filled

CONSUL, AIRPORT = "consulaire-verlande", "aeroport-accueil"
INTAKE = at("/abroad/")
ASKED = ("danger", "wants", "afraid", "age")


def answered(*said: str) -> tuple[str, ...]:
    """The choices of the first page, in its order."""
    return tuple(f"input[name={name}][value={value}]" for name, value in zip(ASKED, said, strict=True))


WANTS, AFRAID = answered("no", "yes", "no", "adult"), answered("no", "yes", "yes", "adult")
CHILD = answered("no", "yes", "no", "child")
FIRST = "main form:has(input[value=first]) button"
SHEET = after(filled(INTAKE, *WANTS), FIRST)
ARRIVALS = at("/casework/arrivals/")

VIEWS = [
    View("questions left out abroad", CONSUL, after(INTAKE, FIRST), deep=True),
    View("nothing is sent", CONSUL, after(filled(INTAKE, *AFRAID), FIRST), deep=True),
    View("what goes ahead", CONSUL, SHEET, deep=True),
    View("what goes ahead of a child", CONSUL, after(filled(INTAKE, *CHILD), FIRST), deep=True),
    View("what goes ahead, refused", CONSUL, after(SHEET, "main form:has(input[value=sheet]) button"), deep=True),
    View("somebody announced", AIRPORT, after(ARRIVALS, "main ul.rows a"), url="casework:arrival", deep=True),
]
