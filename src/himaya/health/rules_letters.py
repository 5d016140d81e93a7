"""What a clinician's letter may say, for what, and when it may be printed. Pure.

Source: do-no-harm 14 (functional terms), 15 (a clinician's letter, released by the person, for one purpose, revocable;
its limits of age and month are of scales), 6 (children, no gate) and 8 (no word that reads as a status or as
credibility); risk of a paper as for every letter (do-no-harm 11). Purposes, recipients and days are a proposal of this
software, not adopted.

>>> from datetime import date
>>> stands(released_on=date(2026, 1, 1), valid_until=date(2026, 1, 15), revoked_on=None, today=date(2026, 1, 15))
True
"""

from collections.abc import Collection
from datetime import date

# One purpose a letter, and who may be its reader for each: never somebody "whom it may concern".
READERS: dict[str, tuple[str, ...]] = {
    "work": ("employer", "labour_inspection"),
    "housing": ("shelter", "landlord"),
    "court_accommodation": ("court",),
    "asylum": ("lawyer",),
    "school": ("school",),
}
PURPOSES = tuple(READERS)
# Of a child, and wherever the age is in doubt: no employer, no landlord. Who may read it looks after children too.
OF_A_CHILD: dict[str, tuple[str, ...]] = {
    "housing": ("shelter",),
    "court_accommodation": ("court",),
    "asylum": ("lawyer",),
    "school": ("school",),
}
# For a court: what helps somebody to be heard, chosen from the list, and no sentence of one's own (do-no-harm 14).
ONLY_TERMS = frozenset({"court_accommodation"})
YES, NO, LATER = "yes", "no", "later"
ANSWERS = (YES, NO, LATER)
LANGUAGES = ("fr", "ar", "en")
# What the signed text calls it: neither its purpose nor its reader, nor that it comes from care.
TEXT = "needs"
DAYS, DAYS_USUAL = (14, 30, 60, 90), 30
LONGEST_OWN, MOST_TERMS = 160, 8
DRAFT, RELEASED, OVER, REVOKED, NOT_WANTED = "draft", "released", "over", "revoked", "not_wanted"


def readers(*, adult: bool) -> dict[str, tuple[str, ...]]:
    """By purpose, who may read a letter about an adult, or about anybody else."""
    return READERS if adult else OF_A_CHILD


def wrong(
    purpose: str,
    reader: str,
    terms: Collection[str],
    own: str,
    *,
    named: bool,
    known: Collection[str],
    days: int,
    adult: bool,
) -> str:
    """What is wrong with a letter, as the name of a field; empty where it may be kept. `named`: it names a diagnosis,
    because the person asked for it and the clinician confirmed."""
    allowed = readers(adult=adult)
    if purpose not in allowed:
        return "purpose"
    if reader not in allowed[purpose]:
        return "reader"
    if len(terms) > MOST_TERMS or not set(terms) <= set(known) or not (terms or own):
        return "terms"
    if len(own) > LONGEST_OWN or (own and purpose in ONLY_TERMS):
        return "own"
    if named and purpose in ONLY_TERMS:
        return "named"
    return "days" if days not in DAYS else ""


def state(
    *,
    released_on: date | None,
    valid_until: date | None,
    revoked_on: date | None,
    put_away_on: date | None,
    today: date,
) -> str:
    """Where a letter stands today."""
    if put_away_on is not None:
        return NOT_WANTED
    if released_on is None:
        return DRAFT
    if revoked_on is not None:
        return REVOKED
    return RELEASED if valid_until is not None and today <= valid_until else OVER


def stands(*, released_on: date | None, valid_until: date | None, revoked_on: date | None, today: date) -> bool:
    """True while a letter may be printed and relied on."""
    said = state(released_on=released_on, valid_until=valid_until, revoked_on=revoked_on, put_away_on=None, today=today)
    return said == RELEASED
