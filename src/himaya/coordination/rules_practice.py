"""What the statements on one step say against each other. Pure: facts in, differences out.

Source: the practice map comes before a text is drafted (design/coordination.md, item A0): each institution says what it
does today, and what they say side by side shows where practice differs. What one institution says is never law.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from himaya.coordination import states

NOBODY, SEVERAL, TIMES, FORMS, PASSED = "nobody", "several", "times", "forms", "passed"
NO_BASIS, SILENT = "no_basis", "silent"
# On these practice differs; the other two say what is not known yet.
DIFFERING = (NOBODY, SEVERAL, TIMES, FORMS, PASSED)
MISSING = (NO_BASIS, SILENT)


@dataclass(frozen=True, slots=True)
class Said:
    """What one institution states on one step. `does` is `yes` when it says that it does this alone; `hours` its time.

    `passes_to` is the institution to which it hands on, or nothing.
    """

    institution: str
    does: str
    form: str = ""
    hours: int | None = None
    legal_basis: str = ""
    passes_to: str = ""

    @property
    def acts(self) -> bool:
        """True when it does this, alone or with others."""
        return self.does in (states.DOES, states.DOES_PARTLY)


@dataclass(frozen=True, slots=True)
class Difference:
    """One point: its kind, the institutions that it names in order, and what each of them says (hours or a form)."""

    kind: str
    institutions: tuple[str, ...]
    details: tuple[str, ...] = ()


def differences(statements: Iterable[Said], asked: Sequence[str] = ()) -> list[Difference]:
    """The points of one step, contradictions first. `asked` are the institutions that owe a statement.

    >>> [one.kind for one in differences([Said("health", "yes", hours=24, legal_basis="x")], ["health", "justice"])]
    ['silent']
    """
    said = list(statements)
    acting = [one for one in said if one.acts]
    found = [*_who(said, acting), *_times(acting), *_forms(acting), *_passed(said)]
    unfounded = tuple(one.institution for one in acting if not one.legal_basis.strip())
    if unfounded:
        found.append(Difference(NO_BASIS, unfounded))
    heard = {one.institution for one in said}
    silent = tuple(one for one in asked if one not in heard)
    if silent:
        found.append(Difference(SILENT, silent))
    return found


def _who(said: Sequence[Said], acting: Sequence[Said]) -> list[Difference]:
    if said and not acting:
        return [Difference(NOBODY, tuple(one.institution for one in said))]
    alone = tuple(one.institution for one in said if one.does == states.DOES)
    return [Difference(SEVERAL, alone)] if len(alone) > 1 else []


def _times(acting: Sequence[Said]) -> list[Difference]:
    """The shortest first, so that the sentence reads as a scale."""
    timed = sorted((one.hours, one.institution) for one in acting if one.hours is not None)
    if len({hours for hours, _ in timed}) < 2:
        return []
    return [Difference(TIMES, tuple(name for _, name in timed), tuple(str(hours) for hours, _ in timed))]


def _forms(acting: Sequence[Said]) -> list[Difference]:
    """Two spellings of one form's title are one form."""
    named = [(one.institution, " ".join(one.form.split())) for one in acting if one.form.strip()]
    if len({form.casefold() for _, form in named}) < 2:
        return []
    return [Difference(FORMS, tuple(name for name, _ in named), tuple(form for _, form in named))]


def _passed(said: Sequence[Said]) -> list[Difference]:
    refusing = {one.institution for one in said if one.does == states.DOES_NOT}
    return [Difference(PASSED, (one.institution, one.passes_to)) for one in said if one.passes_to in refusing]


def points(found: Iterable[Difference]) -> int:
    """On how many points practice differs: what is only missing does not count."""
    return sum(one.kind in DIFFERING for one in found)
