"""The pages of letters: those of a case, the offer with its risk, what they choose, what is missing; and the check."""

from tests.accessibility.visited import CASE, MAIN, RECEIVER, SENDER, View, after, at, filled

LETTERS = after(CASE, "main a[href^='/attestations/cases/']")
OFFER = after(LETTERS, "main a[href$='/offer/']")
NO = [f"main [name={name}][value=yes]" for name in ("finds", "fears", "lives", "harm")]
ADVISED = after(filled(OFFER, *NO), "main [value=ask]")
CHECK = at("/attestations/check/")

VIEWS = [
    View("letters of a person", SENDER, LETTERS, url="attestations:of_case"),
    View("a letter offered", SENDER, OFFER, url="attestations:offer"),
    View("a letter offered, an answer missing", SENDER, after(OFFER, MAIN)),
    View("a letter, what they choose", SENDER, ADVISED),
    View("a letter, something missing", SENDER, after(ADVISED, "main [value=make]")),
    View("a check, something missing", RECEIVER, after(CHECK, MAIN)),
    View("a check that does not fit", RECEIVER, after(filled(CHECK, shown="K7MR-2QXD-9FGH", phrase="rien"), MAIN)),
]
