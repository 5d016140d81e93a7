"""How a spoken sentence addresses one person: a woman, a man, or whoever it is. Pure.

Darija has no plural of politeness: “you” in the plural is heard as “all of you”, and beside an escort nobody knows who
is meant. So what is said to the person stands in the singular. Where a woman is addressed otherwise than a man, her
word stands in parentheses after his, and parentheses are used for nothing else. One spelling in Latin letters: ق is q.
The content check holds both.
"""

import re
from collections.abc import Iterator
from typing import Final

# A word for a man, and in parentheses the one word for a woman.
PAIR: Final = re.compile(r"(?P<he>[^\s(«\"]+) \((?P<she>[^\s()]+)\)")


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The sentence in pieces, for a page that shows one form or both: whom each piece is for, and its words.

    >>> list(pieces("Wach khayef (khayfa)?"))
    [('', 'Wach '), ('he', 'khayef'), ('both', ' ('), ('she', 'khayfa'), ('both', ')'), ('', '?')]
    """
    at = 0
    for pair in PAIR.finditer(text):
        yield "", text[at : pair.start()]
        yield from (("he", pair["he"]), ("both", " ("), ("she", pair["she"]), ("both", ")"))
        at = pair.end()
    yield "", text[at:]
