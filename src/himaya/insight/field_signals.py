"""How the clauses of a form fare in the field, for the next round table: what may be shown, and what stands out.

What is counted is kept by `instruments.field`; here small cells are hidden before anybody sees them. A signal is drawn
only from what is shown: a hidden number stands out nowhere. The limits are proposals for the table, not findings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from himaya.coordination import policy
from himaya.coordination.words_signals import NEVER, OVERRIDDEN, REFUSED, UNKNOWN
from himaya.insight.closed_tables import Closed, close
from himaya.instruments import field, queries
from himaya.instruments.models import Version
from himaya.instruments.rules_signals import ANSWERED, WHOLE, Signal
from himaya.instruments.triage import Reading
from himaya.kernel.actor import Actor

# Of so many forms none with a sign: with 95 % confidence fewer than one in eleven would have one ("rule of three").
ENOUGH = 33
OFTEN = {UNKNOWN: Fraction(1, 3), REFUSED: Fraction(1, 5), OVERRIDDEN: Fraction(1, 5)}
FOLLOWED = "followed"
CELLS = (*(str(one) for one in Reading), ANSWERED)


@dataclass(frozen=True)
class Standing:
    """Something that stands out: of `whole` forms that asked it, `part` did this. For `never`, `part` is 0."""

    kind: str
    uid: str
    part: int
    whole: int


@dataclass(frozen=True)
class Fared:
    """One clause (`uid` '' is the form as a whole): cells per institution and in all, small ones hidden."""

    uid: str
    table: Closed
    standing: tuple[Standing, ...]


@dataclass(frozen=True)
class FormField:
    """One version in the field: how many forms were counted at each institution, and how its clauses fare."""

    version: Version
    filled: Mapping[str, int]
    whole: Fared
    clauses: tuple[Fared, ...]

    @property
    def counted(self) -> int:
        """How many forms were counted in all."""
        return sum(self.filled.values())

    @property
    def standing(self) -> tuple[Standing, ...]:
        """What stands out, the form as a whole first, then in the order of its clauses."""
        return tuple(one for fared in (self.whole, *self.clauses) for one in fared.standing)


def of_forms_in_force(actor: Actor) -> list[FormField]:
    """Every form in force of which something was counted. For the secretariat; raises NotPermitted."""
    policy.check_secretariat(actor)
    found = (of_version(version) for version in queries.all_in_force())
    return [one for one in found if one.filled]


def of_version(version: Version) -> FormField:
    """How one version fares. The caller has checked who asks."""
    signals = field.signals(version.pk)
    filled = {one.institution_id: one.filled for one in signals if one.uid == WHOLE}
    clauses = tuple(_clause(uid, [one for one in signals if one.uid == uid]) for uid in _heard(version))
    return FormField(version, filled, _whole([one for one in signals if one.uid == WHOLE]), clauses)


def _heard(version: Version) -> list[str]:
    """The clauses that the next step hears: what else the form asks (a source, say) is no sign to be ticked."""
    return [str(row["uid"]) for row in version.source["survey"] if row.get("triage") and row.get("uid")]


def _clause(uid: str, signals: Iterable[Signal]) -> Fared:
    table = close({one.institution_id: one.counts for one in signals}, columns=CELLS)
    return Fared(uid, table, tuple(_standing(uid, table.totals)))


def _whole(signals: Iterable[Signal]) -> Fared:
    counts = {
        one.institution_id: {OVERRIDDEN: one.overridden, FOLLOWED: one.filled - one.overridden} for one in signals
    }
    table = close(counts, columns=(OVERRIDDEN, FOLLOWED))
    part, rest = table.totals[OVERRIDDEN], table.totals[FOLLOWED]
    found = _share(OVERRIDDEN, WHOLE, part, None if part is None or rest is None else part + rest)
    return Fared(WHOLE, table, found)


def _standing(uid: str, totals: Mapping[str, int | None]) -> Iterable[Standing]:
    shown = [totals[one] for one in CELLS if one != Reading.NOT_ASKED]
    asked = None if None in shown else sum(count for count in shown if count is not None)
    if asked is not None and asked >= ENOUGH and totals[Reading.YES] == 0 and totals[ANSWERED] == 0:
        yield Standing(NEVER, uid, 0, asked)
    yield from _share(UNKNOWN, uid, totals[UNKNOWN], asked)
    yield from _share(REFUSED, uid, totals[REFUSED], asked)


def _share(kind: str, uid: str, part: int | None, whole: int | None) -> tuple[Standing, ...]:
    if part is None or whole is None or whole < ENOUGH or Fraction(part, whole) < OFTEN[kind]:
        return ()
    return (Standing(kind, uid, part, whole),)
