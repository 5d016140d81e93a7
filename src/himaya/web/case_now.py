"""What stands first on the page of a file: how grave it is, what is late, and until when, for this reader alone.

What waits comes from `kernel.open_items`, where nothing is opened. The level of risk is sealed: it is opened beside,
for the one file whose page it is, by whoever reads its story, with the row in the audit that every reading has.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import BudgetSpent, ProofNeeded
from himaya.kernel.open_items import LIFE, RISK, Item, open_items
from himaya.risks import access, rules
from himaya.risks.access import Risks
from himaya.web.risks import labels
from himaya.web.risks.labels import Level

GRAVE = rules.rank(rules.HIGH)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what waits, where it is settled, and until when. `tone` is how its row looks; words say the same."""

    sentence: Promise | str
    url: str
    on: date | None
    at: datetime | None
    overdue: bool
    tone: str


@dataclass(frozen=True, slots=True)
class Risk:
    """How grave it is: the level in words, of when, how many areas were not assessed; `again` is the next look."""

    level: Level
    grave: bool
    looked_on: date | None
    missing: int
    apart: bool
    url: str
    again: Line | None


@dataclass(frozen=True, slots=True)
class Now:
    """The first lines of a file, the gravest first: life, then a grave risk, then what is late, then other risk."""

    life: list[Line]
    risk: Risk | None
    others: list[Line]

    @property
    def anything(self) -> bool:
        """False where nothing waits, or nothing that is this reader's: the two look alike, and nothing is said."""
        return bool(self.life or self.risk or self.others)


@contextmanager
def first_lines(actor: Actor, case: Case, *, level: bool) -> Iterator[Now]:
    """The lines, to be rendered inside the block. `level`: whether this page opens how grave the risk is."""
    items = open_items(actor, case.pk)
    with _level(actor, case, wanted=level) as risks:
        again = next((one for one in items if one.kind.weight == RISK), None)
        risk = _risk(risks, _line(again) if again is not None else None) if risks is not None else None
        yield Now(
            life=[_line(one) for one in items if one.kind.weight == LIFE],
            risk=risk,
            others=[
                _line(one)
                for one in items
                if one.kind.weight != LIFE and not (risk is not None and one.kind.weight == RISK)
            ],
        )


@contextmanager
def _level(actor: Actor, case: Case, *, wanted: bool) -> Iterator[Risks | None]:
    """None too for somebody who opened as many persons as they may: the page of risks then asks them once more."""
    with ExitStack() as opened:
        risks = None
        if wanted:
            with suppress(ProofNeeded, BudgetSpent):
                risks = opened.enter_context(access.open_level(actor, case.pk))
        yield risks


def _risk(risks: Risks, again: Line | None) -> Risk:
    last = risks.last
    return Risk(
        level=labels.least(risks.overall),
        grave=rules.rank(risks.overall.level) >= GRAVE,
        looked_on=last.finished_at.astimezone(clock.here()).date() if last and last.finished_at else None,
        missing=risks.overall.missing,
        apart=risks.apart,
        url=reverse("risks:of_case", args=[risks.case.pk]),
        again=again,
    )


def _line(one: Item) -> Line:
    return Line(
        sentence=one.sentence,
        url=reverse(one.kind.view, kwargs=dict(one.args)),
        on=one.waits.on,
        at=one.waits.at,
        overdue=one.overdue,
        tone="late" if one.overdue or one.kind.weight == LIFE else "wait",
    )
