"""The kinds of lines of a reasoning. It has no states of its own: it grows, and a line taken back stays readable."""

FACT, PLACE, QUALIFIER, FORM, ALTERNATIVE, FLAG, SIGNS, BACK = (
    "fact",
    "place",
    "qualifier",
    "form",
    "alternative",
    "flag",
    "signs",
    "back",
)
KINDS = (FACT, PLACE, QUALIFIER, FORM, ALTERNATIVE, FLAG, SIGNS, BACK)
# Of these the last line with the same code counts; of the others each stands by itself.
LAST_COUNTS = (QUALIFIER, FORM, ALTERNATIVE, FLAG, SIGNS)
# Where a fact comes from.
SAID, OBSERVED, DOCUMENT, FIRST_LINE, OTHER_DESK = "said", "observed", "document", "first_line", "other_desk"
SOURCES = (SAID, OBSERVED, DOCUMENT, FIRST_LINE, OTHER_DESK)
