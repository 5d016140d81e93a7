"""How a desk checks a letter that somebody shows: with the phrase they said, and without a trace of where.

Nothing sealed is opened and no row, count or line of the audit says that a letter was checked, for such a line would
say where its bearer was (do-no-harm 11). Against guessing, tries are counted before anything is derived, for all
processes together: each holds a place for an hour, under a name that no copy of the store leads back to an account,
and one that fits gives its place back at once. What ran out is deleted by the worker within the next hour.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache

from himaya.attestations import note, phrases, policy, rules, standing
from himaya.attestations.note import Letter
from himaya.kernel import clock, keys
from himaya.kernel.actor import Actor

# What a desk is told. `not_fitting` stands for a wrong phrase, a number that was never given and an altered letter.
VALID, TAKEN_BACK, OVER, NOT_FITTING, TOO_OFTEN = "valid", "taken_back", "over", "not_fitting", "too_often"
TRIES, WITHIN = 10, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the check says, and the day that belongs to it: the last valid one, or that on which it was taken back."""

    said: str
    day: date | None = None
    # True where the signed text was read: then `bearer` is the name on it, empty for none. A number says no name.
    read: bool = False
    bearer: str = ""


def check(actor: Actor, shown: str, phrase: str) -> Answer:
    """Check a letter by its number, or by the whole text that its square of dots holds. Raises NotPermitted."""
    policy.check_checks(actor)
    place = _place(actor.account_id or UUID(int=0), clock.now())
    if not place:
        return Answer(TOO_OFTEN)
    letter = _letter_in(shown)
    number = letter.number if letter is not None else _number_in(shown)
    found = _looked_up(number, phrase)
    if found.said == NOT_FITTING:
        return found
    cache.delete(place)
    return replace(found, read=letter is not None, bearer=letter.bearer if letter is not None else "")


def places(account_id: UUID) -> list[str]:
    """The names under which an account's tries are counted: keyed, so that the store tells nobody whose they are."""
    mine = phrases.mark_of(b"tries" + account_id.bytes, keys.ring().index_root())
    return [f"attestation-try-{mine}-{n}" for n in range(TRIES)]


def _place(account_id: UUID, at: datetime) -> str:
    """A place for one try, taken before anything is derived, as if it missed: of twenty at once, ten are tried.

    Empty where there is none: ten were taken within the hour, in whichever process.
    """
    names = places(account_id)
    taken = cache.get_many(names)
    for name in names:
        if name in taken and taken[name] > at - WITHIN:
            continue
        if name in taken:
            cache.delete(name)
        # The store lets one of those who come at once have it.
        if cache.add(name, at, WITHIN.total_seconds()):
            return name
    return ""


def _letter_in(shown: str) -> Letter | None:
    """The letter of a signed text that is whole; None for everything else."""
    return note.read(shown[: note.LONGEST], [note.public_key()]) if "\n" in shown.strip() else None


def _number_in(shown: str) -> str:
    """A number that was typed; a text of several lines is none."""
    return "" if "\n" in shown.strip() else note.tidy_number(shown)


def _looked_up(number: str, phrase: str) -> Answer:
    """One derivation and one look whatever was typed: an answer takes as long for what is not there."""
    derived = phrases.slow(number, phrase)
    found = standing.by_mark(phrases.mark_of(derived, keys.ring().index_root()))
    if found is None or not number:
        return Answer(NOT_FITTING)
    if found.taken_back_on is not None:
        return Answer(TAKEN_BACK, found.taken_back_on)
    stands = rules.stands(valid_until=found.valid_until, taken_back_on=None, today=clock.today())
    return Answer(VALID if stands else OVER, found.valid_until)
