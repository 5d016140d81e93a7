"""What was typed on a page and is not written down yet: it travels with a tap on the bar, and comes back.

Nothing of it is stored. It goes with the post to the page of distress, waits there in hidden fields, and stands in its
own fields again afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

FACTS, TIMELINE, DISTRESS = "facts", "timeline", "distress"
KEPT = "kept_"
FROM = "from"
# Of each page every field by the button that writes it down, and those in which somebody writes words.
FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    FACTS: {
        "add": ("topic", "kind", "text", "interpretation", "event", "verbatim", "all_the_same", "as_written"),
        "amend": ("number", "change", "amended", "amended_as_written"),
        "own": ("rating", "own_words"),
        "odd": ("odd_words", "explanations", "odd_as_written"),
    },
    TIMELINE: {"add": ("event_kind", "event_words", "anchor", "values"), "place": ("placed", "how", "other")},
}
# What is seen of distress, whichever button writes it down.
SEEN = ("words", "steps", "topic", "danger")
WORDS = frozenset({"text", "interpretation", "amended", "own_words", "odd_words", "event_words", "anchor", "values"})


@dataclass
class Carried:
    """The page on which it was typed, and its fields; no page where nobody typed a word."""

    page: str = ""
    fields: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """For the page on which it waits."""
        if not self.page:
            return []
        waiting = [(f"{KEPT}{name}", one) for name, values in self.fields.lists() for one in values]
        return [(f"{KEPT}{FROM}", self.page), *waiting]


def of(post: QueryDict) -> Carried:
    """What was typed on the page from which the tap came, or waits in its hidden fields."""
    page, prefix = post.get(FROM, ""), ""
    if page == DISTRESS:
        page, prefix = post.get(f"{KEPT}{FROM}", ""), KEPT
    return _taken(post, page, FIELDS.get(page, {}), prefix)


def beside(post: QueryDict, page: str, written: str) -> Carried:
    """What was typed in the other parts of the page when one of them was written down."""
    return _taken(post, page, {do: names for do, names in FIELDS[page].items() if do != written}, "")


def _taken(post: QueryDict, page: str, parts: Mapping[str, Iterable[str]], prefix: str) -> Carried:
    names = [name for part in parts.values() for name in part]
    found = Carried(page)
    for name in names:
        values = [one for one in post.getlist(f"{prefix}{name}") if one.strip()]
        if values:
            found.fields.setlist(name, values)
    return found if WORDS & set(found.fields) else Carried()
