"""A letter before it is written down: its number, the signed note, and by what the store will find it again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.attestations import note, phrases, queries, rules
from himaya.attestations.content import catalogue
from himaya.attestations.note import Letter
from himaya.kernel import clock, keys
from himaya.kernel.errors import NotValid

SENTENCES: dict[str, Promise] = {
    "risk": _("Ask the four questions first. “Not known” is an answer to each."),
    "kept": _("Say where the letter will lie."),
    "kept_at": _("Choose the desk where it is left."),
    "heard": _("Tell the person what is advised, and tick that they wish to carry it all the same."),
    "text": _("Choose what the letter says."),
    "languages": _("Choose the language of the letter."),
    "days": _("Choose how long it is valid."),
    "bearer": _("A name on the letter is short: at most 60 letters, on one line."),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What she chose. `heard`: she was told what is advised and wishes to carry it all the same."""

    risk: Mapping[str, str]
    kept: str
    text: str
    languages: str
    days: int
    kept_at: str = ""
    heard: bool = False
    bearer: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """By what a letter is checked: its number, what stands of her phrase in the signed text, and the store's mark."""

    number: str
    verifier: str
    mark: str


@dataclass(frozen=True, slots=True)
class Made:
    """A letter ready to be written down and handed over. `note` is what its square of dots holds."""

    wish: Wish
    letter: Letter
    note: str
    mark: str


def check_kept(kept: str, kept_at: str) -> None:
    """Raises NotValid unless it is said where a letter lies, and at which desk if it is left at one."""
    if kept not in rules.KEPT:
        raise NotValid(SENTENCES["kept"], code="kept")
    at_desk = kept == rules.AT_DESK
    if at_desk != bool(kept_at) or (at_desk and not queries.keepers().filter(pk=kept_at).exists()):
        raise NotValid(SENTENCES["kept_at"], code="kept_at")


def make(wish: Wish, phrase: str) -> Made:
    """The letter for this wish, bound to this phrase. Raises NotValid (the code names the field) and KeyMissing."""
    _check(wish)
    proof, today = bound(phrase, bearer=wish.bearer), clock.today()
    letter = Letter(
        number=proof.number,
        issued_on=today,
        valid_until=rules.last_day(today, wish.days),
        text=wish.text,
        verifier=proof.verifier,
        bearer=" ".join(wish.bearer.split()),
    )
    return Made(wish, letter, note.sign(letter), proof.mark)


def bound(phrase: str, *, bearer: str = "") -> Proof:
    """A new number bound to this phrase, for the letters of any room. Slow by design, so before any unit.

    Raises NotValid (code `phrase`): too short, or guessed first.
    """
    at_least = catalogue().phrase_at_least
    if not phrases.long_enough(phrase, at_least):
        raise NotValid(
            _("The phrase needs at least %(n)s letters, and not only digits. Choose a few words.") % {"n": at_least},
            code="phrase",
        )
    if phrases.guessed(phrase, at_least, known=catalogue().phrase_known, bearer=bearer):
        raise NotValid(
            _(
                "This phrase is guessed first: a name, a saying, a row of keys. "
                "Choose words that do not belong together."
            ),
            code="phrase",
        )
    number = note.new_number()
    derived = phrases.slow(number, phrase)
    return Proof(number, phrases.verifier(derived), phrases.mark_of(derived, keys.ring().index_root()))


def _check(wish: Wish) -> None:
    known = catalogue()
    if set(wish.risk) != set(rules.QUESTIONS) or not set(wish.risk.values()) <= set(rules.ANSWERS):
        raise NotValid(SENTENCES["risk"], code="risk")
    check_kept(wish.kept, wish.kept_at)
    if rules.must_hear(rules.advice(wish.risk), wish.kept) and not wish.heard:
        raise NotValid(SENTENCES["heard"], code="heard")
    if wish.text not in known.texts:
        raise NotValid(SENTENCES["text"], code="text")
    if wish.languages not in rules.LANGUAGES:
        raise NotValid(SENTENCES["languages"], code="languages")
    if wish.days not in known.days:
        raise NotValid(SENTENCES["days"], code="days")
    if len(wish.bearer) > note.LONGEST_NAME or not wish.bearer.isprintable():
        raise NotValid(SENTENCES["bearer"], code="bearer")
