"""Cells of a report: a text in three languages, a number, or nothing where a number is hidden. Plain data for JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from himaya.coordination import report_skeletons
from himaya.coordination.models import RoundTable
from himaya.coordination.wordings import in_three, names_of
from himaya.institutions.models import Institution
from himaya.kernel import days
from himaya.kernel.languages import CODES

Said = dict[str, str]
# None is a hidden number.
Cell = Said | int | None
EMPTY: Said = dict.fromkeys(CODES, "")


@dataclass(frozen=True, slots=True)
class Value:
    """What a figure came to. A share has `part` and `whole`, a count only `part`; a table has `head` and `rows`.

    `counted` names what is counted, as a reader looks it up; `withheld` is the code of the reason why there is none.
    """

    part: int | None = None
    whole: int | None = None
    counted: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    withheld: str = ""


def cell(code: str) -> Said:
    """A fixed word of the content."""
    return report_skeletons.book().words[report_skeletons.CELLS][code].as_dict()


def word(promise: str | Promise) -> Said:
    """A word of the pages, in the three languages."""
    return in_three(lambda: str(promise))


def one_of(words: Mapping[str, Promise], code: str) -> Said:
    """The word of a code; the code itself where there is none."""
    return word(words.get(code, code))


def plain(text: str) -> Said:
    """A number, a reference, a name that somebody typed: the same in every language."""
    return dict.fromkeys(CODES, text)


def day(on: date | None) -> Said:
    """A day in words."""
    return {code: days.in_words(on, code) for code in CODES} if on else EMPTY


def name(institution: Institution) -> Said:
    """An institution by its name."""
    return names_of(institution)


def table_reference(table: RoundTable) -> str:
    """`TRI-3`: as the papers of a table name it."""
    return f"TRI-{table.number}"


def money(amount: int, language: str) -> str:
    """Hundredths as an amount: `12 500,50` in French and Arabic, `12,500.50` in English."""
    whole, cents = divmod(amount, 100)
    if language == "en":
        return f"{whole:,}.{cents:02d}"
    return f"{whole:,}".replace(",", "\u202f") + f",{cents:02d}"


def amount(hundredths: int, currency: str) -> Said:
    """An amount with its currency."""
    return {code: f"{money(hundredths, code)} {currency}" for code in CODES}
