"""When a year may be drawn up, reviewed and released, and what stands against it. Pure: facts in, a code out.

Source: design/do-no-harm.md 22 (annual, fixed in advance); design/product.md H6 and design/house.md, journey 4 (two
reviewers, neither the author).
"""

from collections.abc import Collection
from datetime import date

from himaya.yearbook.states import OF_WORDS

REVIEWERS = 2

TOO_EARLY, NOT_OVER, NO_YEAR = "too_early", "not_over", "no_year"
OWN_DRAFT, TWICE, TOO_FEW = "own_draft", "twice", "too_few"


def against_year(year: int, *, from_year: int, today: date) -> str:
    """What stands against drawing a year up: nothing (''), or a code.

    >>> [against_year(y, from_year=2025, today=date(2026, 12, 31)) for y in (0, 2024, 2025, 2026)]
    ['no_year', 'too_early', '', 'not_over']
    """
    if not 1000 <= year <= 9999:
        return NO_YEAR
    if year < from_year:
        return TOO_EARLY
    return "" if year < today.year else NOT_OVER


def against_review[Who](reviewer: Who, *, author: Who, reviewed: Collection[Who]) -> str:
    """What stands against somebody reviewing a draft: they drew it up, or have reviewed it.

    >>> against_review("a", author="a", reviewed=()), against_review("b", author="a", reviewed=("b",))
    ('own_draft', 'twice')
    >>> against_review("c", author="a", reviewed=("b",))
    ''
    """
    if reviewer == author:
        return OWN_DRAFT
    return TWICE if reviewer in reviewed else ""


def asks_why_again(withdrawn_because: str, *, same_numbers: bool, same_words: bool) -> bool:
    """True where what was withdrawn for this reason would come back without the change that the reason asks for.

    New words answer a doubt about words; no word answers a doubt about a number, or stands for an agreement.

    >>> asks_why_again("words_wrong", same_numbers=True, same_words=False)
    False
    >>> asks_why_again("not_agreed", same_numbers=True, same_words=False)
    True
    """
    return same_numbers and (same_words or withdrawn_because != OF_WORDS)


def against_release[Who](*, author: Who, approved: Collection[Who]) -> str:
    """What stands against releasing a draft: fewer than two people approved it, its author not counted.

    >>> against_release(author="a", approved=("b", "a", "b")), against_release(author="a", approved=("b", "c"))
    ('too_few', '')
    """
    return "" if len(set(approved) - {author}) >= REVIEWERS else TOO_FEW
