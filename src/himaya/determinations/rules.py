"""What a chain of decisions comes to, and what stands against asking or recording one. Pure.

Sources: domain/legal.md 1.1 (no means under eighteen), 1.4 to 1.6 and its hard rule on marks; domain/interview.md,
outcomes; do-no-harm 4, 7, 8 and 21. Nothing here derives a status: it reads what a body decided.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from himaya.cases.rules_assessing import is_known_adult
from himaya.determinations import states

# A text that was read in an official source. C2 is advice, G and ? are to be verified: they name nobody. Nor does a
# bill, not even in an invented nation.
DRIVES, DRAFT = "C", "D"


@dataclass(frozen=True, slots=True)
class Basis:
    """On what an entry rests: its mark, and the days between which it holds.

    `read`: a row of the nation's own library that two people of this nation read, one of them at a national body.
    """

    mark: str
    valid_from: date
    valid_to: date | None = None
    read: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as far as it matters here; `about` is the number of the one that it was asked to look at again."""

    number: int
    status: str
    step: str = states.PRESUMED
    about: int | None = None


def drives(basis: Basis, today: date, *, invented: bool) -> bool:
    """Whether an entry names a body, or starts a clock, today. An invented nation has invented texts.

    A text that somebody typed has the mark that they typed: it drives nothing in a real nation.
    """
    within = basis.valid_from <= today and (basis.valid_to is None or today <= basis.valid_to)
    return within and basis.mark != DRAFT and (invented or (basis.read and basis.mark == DRIVES))


def begun_last[T](entries: Iterable[tuple[date, T]], today: date) -> T | None:
    """Of the entries in force in one place, the one that counts: it began last. What begins later unseats nobody yet.

    One that ran out leaves the place empty: what it replaced does not come back.
    """
    begun = [one for one in entries if one[0] <= today]
    return max(begun, key=lambda one: one[0])[1] if begun else None


def status(decisions: Iterable[Decided]) -> str:
    """Where a person stands: by the last decision; by none, potential."""
    rows = sorted(decisions, key=lambda one: one.number)
    return rows[-1].status if rows else states.POTENTIAL


def presumption(decisions: Iterable[Decided]) -> int | None:
    """The number of the presumption that stands: the last word on that step, whatever came at identification."""
    rows = sorted((one for one in decisions if one.step == states.PRESUMED), key=lambda one: one.number)
    return rows[-1].number if rows and rows[-1].status == states.PRESUMED else None


def opens_rights(found: str) -> str:
    """The status by which rights are read: a body's yes, or nothing known. A "not established" takes none away."""
    return found if found in states.STEPS else ""


def against_asking(step: str, found: str, named: Collection[str], *, pending: bool) -> str:
    """What stands against asking for a step: `no_body`, `pending`, `not_the_step`; empty when nothing does.

    Where no body decides on a presumption, identification is asked for straight away.
    """
    if step not in named:
        return "no_body"
    if pending:
        return "pending"
    straight = step == states.IDENTIFIED and states.PRESUMED not in named
    also = states.ASKED_FROM[states.PRESUMED] if straight else ()
    return "" if found in (*states.ASKED_FROM[step], *also) else "not_the_step"


def against_review(kind: str, *, told: bool, named: Collection[str], pending: bool) -> str:
    """What stands against a second look at a decision. The end of a term does not: the body judges it, not a clock."""
    if kind == states.APPEAL and states.APPEAL_BODY not in named:
        return "no_appeal_body"
    if pending:
        return "pending"
    return "" if told else "tell_first"


def against_recording(
    *,
    state: str,
    outcome: str,
    step: str,
    body_stands: bool,
    recorder: bool,
    asked_it: bool,
    agreed: bool,
    recorded_it: bool = False,
) -> str:
    """What stands against recording a decision, the weightiest first; empty when nothing does.

    `recorded_it`: the decision that is looked at again was written down by the same account.
    """
    checks = (
        ("not_the_recorder", recorder),
        ("same_person", not asked_it),
        ("same_recorder", not recorded_it),
        ("not_waiting", state == states.SENT),
        ("body_ended", body_stands),
        ("not_agreed", agreed),
        ("outcome", outcome in states.OUTCOMES[step]),
    )
    return next((code for code, holds in checks if not holds), "")


def asks_means(age_group: str) -> bool:
    """Under eighteen, and in doubt, nobody asks about means (Penal Code 448-1, Palermo Protocol 3(c); do-no-harm 6).

    An age that nobody asked is a doubt.
    """
    return is_known_adult(age_group)
