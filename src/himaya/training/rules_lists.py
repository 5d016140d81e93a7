"""A list of participants read from a table: which column holds what, and what is wrong with a row. Pure.

Source: issue 11 item 6 ("Participant import (CSV/XLSX) with dry run and undo, two spellings of one name caught by the
name key"); domain/training.md section 4 ("participants by institution/sex/region").
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, TypedDict

NAME, GIVEN, FUNCTION, REGION, SEX = "name", "given", "function", "region", "sex"
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    NAME: ("name", "full name", "nom", "nom et prenom", "nom complet", "الاسم", "الاسم الكامل", "الاسم العائلي"),
    GIVEN: ("given name", "first name", "prenom", "الاسم الشخصي"),
    FUNCTION: ("function", "post", "grade", "fonction", "poste", "الصفة", "المهمة", "الوظيفة"),
    REGION: ("region", "الجهة"),
    SEX: ("sex", "gender", "sexe", "genre", "النوع", "الجنس"),
}
SEXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("woman", "female", "f", "w", "femme", "feminin", "أنثى", "امرأة", "انثى"), "woman"),
    **dict.fromkeys(("man", "male", "m", "h", "homme", "masculin", "ذكر", "رجل"), "man"),
}
NO_NAME, UNSEEN, LONG_NAME, LONG_FUNCTION, NO_REGION, NO_SEX, TWICE_IN_LIST, TWICE_THERE = (
    "no_name",
    "unseen_signs",
    "long_name",
    "long_function",
    "no_region",
    "no_sex",
    "twice_in_list",
    "twice_there",
)
FAULTS: Final = (NO_NAME, UNSEEN, LONG_NAME, LONG_FUNCTION, NO_REGION, NO_SEX, TWICE_IN_LIST, TWICE_THERE)
# These are asked about, and can be said to be another person.
ASKED: Final = (TWICE_IN_LIST, TWICE_THERE)
LONGEST: Final = 120
# Marks that come along with copying and change nothing that is read: a soft hyphen, spaces and joiners without width,
# single marks of direction.
_LEFT_OUT: Final = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0x2060, 0xFEFF))


class Row(TypedDict):
    """One row as it is kept until somebody decides. `like` is the row that it resembles; 0 for the list itself."""

    row: int
    name: str
    function: str
    region: str
    sex: str
    faults: list[str]
    like: int


def tidy(text: str) -> str:
    """A name or a function in single spaces, without marks that nobody sees and that change nothing.

    >>> tidy(" Amina\\u200b   Tazi ")
    'Amina Tazi'
    """
    return " ".join(text.translate(_LEFT_OUT).split())


def disguised(text: str) -> bool:
    """True where signs that nobody sees make a text show as another: turned around, or with signs of no writing.

    >>> disguised("Amina \\u202eizaT"), disguised("Amina Tazi")
    (True, False)
    """
    return any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") for sign in text)


def bare(text: str) -> str:
    """A heading or a word as it is compared: small letters, without accents and marks."""
    plain = str.maketrans("éèêàâçîïôûù", "eeeaaciiouu")
    return " ".join(text.casefold().translate(plain).strip(" *:").split())


def headings(cells: Sequence[str]) -> dict[int, str]:
    """Which column holds what; the first of two that say the same."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        kind = next((kind for kind, words in HEADINGS.items() if bare(cell) in words), "")
        if kind and kind not in found.values():
            found[place] = kind
    return found


def read(number: int, cells: Sequence[str], columns: Mapping[int, str], regions: Mapping[str, str]) -> Row:
    """One row with its faults, before it is compared with others."""
    said = {kind: cells[place].strip() if place < len(cells) else "" for place, kind in columns.items()}
    name = tidy(f"{said.get(GIVEN, '')} {said.get(NAME, '')}")
    function = tidy(said.get(FUNCTION, ""))
    faults = [UNSEEN] if disguised(name + function) else []
    if not any(sign.isalpha() for sign in name):
        faults.append(NO_NAME)
    if len(name) > LONGEST:
        faults.append(LONG_NAME)
    if len(function) > LONGEST:
        faults.append(LONG_FUNCTION)
    region, sex = bare(said.get(REGION, "")), bare(said.get(SEX, ""))
    if region and region not in regions:
        faults.append(NO_REGION)
    if sex and sex not in SEXES:
        faults.append(NO_SEX)
    return Row(
        row=number,
        name=name[:LONGEST],
        function=function[:LONGEST],
        region=regions.get(region, ""),
        sex=SEXES.get(sex, ""),
        faults=faults,
        like=-1,
    )


def fine(row: Row) -> bool:
    """True for a row with nothing against it."""
    return not row["faults"]


def may_enter(row: Row) -> bool:
    """True for a row that is fine, or of which only a like name was found."""
    return set(row["faults"]) <= set(ASKED)
