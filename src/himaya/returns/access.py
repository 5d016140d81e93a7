"""The only ways to hold what was said of going and staying: for the desk that holds the case."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow
from himaya.relations import queries as relations
from himaya.returns import policy, queries, rules, rules_children, said, said_later, words
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.said import Said, Stands
from himaya.risks import access as risks
from himaya.risks import policy as of_risks
from himaya.risks.rules import DOMAINS, Overall, Reading

PURPOSE = "give_service"
RISK = "R11"


@dataclass(frozen=True)
class LineInWords:
    """One line inside its block."""

    row: ReturnLine
    said: Said


@dataclass(frozen=True)
class InWords:
    """What was written of an attempt, inside its block. `row` is None where none was begun."""

    case: Case
    row: VoluntaryReturn | None
    lines: tuple[LineInWords, ...]
    stands: Stands

    @property
    def told(self) -> list[Said]:
        """The lines as the rules read them."""
        return [one.said for one in self.lines]

    @property
    def child(self) -> rules_children.Facts | None:
        """What was written of a child; None of somebody who is known to be an adult."""
        if is_known_adult(self.case.age_group):
            return None
        had_a_part = queries.family_had_a_part(self.case.person_id)
        return said_later.child(self.told, self.stands, relations.before_a_call(self.case), had_a_part=had_a_part)

    def child_owes(self, stage: str) -> tuple[str, ...]:
        """What is owed before a step of this stage of a child's return; nothing of an adult's."""
        found = self.child
        return rules_children.owed(found, stage) if found is not None else ()


@dataclass(frozen=True)
class Opened(InWords):
    """The same with what the rule weighs it by: `risk` is R11 as it stands today. `whole`: all domains that the reader
    may read, as they stand today; None in a verb, which is weighed by R11 alone."""

    risk: Reading
    earlier: tuple[VoluntaryReturn, ...]
    whole: Overall | None = None

    @property
    def facts(self) -> rules.Facts:
        """What the rule asks for, on the day of the travel, or today."""
        day = self.row.travel_on if self.row is not None and self.row.travel_on else clock.today()
        return facts_on(self, day)

    @property
    def against(self) -> tuple[str, ...]:
        """What stands against arranging it now, the weightiest first."""
        return rules.against(self.facts)


def facts_on(opened: Opened, day: date) -> rules.Facts:
    """The same for another day of travel, such as one that somebody would plan."""
    owed = opened.child_owes(rules_children.WEIGHING)
    return said.facts(
        opened.stands, day=day, risk=opened.risk.level, at_least=opened.risk.at_least, child_open=bool(owed)
    )


@contextmanager
def open_return(actor: Actor, case_id: UUID) -> Iterator[Opened]:
    """The attempt that runs, or the last one; one audit event per block. Raises NotFound, NotPermitted."""
    policy.check_works(actor)
    case = cases.held_case(actor, case_id)
    rows = list(queries.of_case(case.pk))
    row = rows[0] if rows else None
    with Access(actor, PURPOSE, action="return.read", about=("case", case.pk)) as reader:
        yield under(reader, case, row, tuple(rows[1:]), whole=True)


def under(
    reader: Access,
    case: Case,
    row: VoluntaryReturn | None,
    earlier: tuple[VoluntaryReturn, ...] = (),
    *,
    whole: bool = False,
) -> Opened:
    """The same under an access that is open already, of a case that the actor holds; inside a unit too."""
    lines = _lines(reader, row)
    # The risk is read where it was assessed, and not copied. Without an attempt nothing is read of it.
    if not lines:
        return Opened(case, row, lines, said.stands(()), Reading(), earlier)
    apart = whole and of_risks.sits_apart(reader.actor)
    found = risks.under(reader, case, apart=apart, only=DOMAINS if whole else (RISK,))
    told = said.stands(one.said for one in lines)
    return Opened(case, row, lines, told, found.domains[RISK].counts, earlier, found.overall if whole else None)


def _lines(reader: Access, row: VoluntaryReturn | None) -> tuple[LineInWords, ...]:
    rows = list(queries.lines_of(row)) if row is not None else []
    if rows:
        reader.open(*rows)
    return tuple(LineInWords(one, in_words(one)) for one in rows)


def within(actor: Actor, case: Case, row: VoluntaryReturn) -> Opened:
    """The same for a verb that weighs whether it may go on, inside its unit; the caller holds both."""
    with Access(actor, PURPOSE, action="return.read", about=("case", case.pk)) as reader:
        return under(reader, case, row)


def words_within(actor: Actor, case: Case, row: VoluntaryReturn) -> InWords:
    """The same for a verb that goes by what was written of the attempt alone: nothing is opened of any risk."""
    with Access(actor, PURPOSE, action="return.read", about=("case", case.pk)) as reader:
        lines = _lines(reader, row)
        return InWords(case, row, lines, said.stands(one.said for one in lines))


def in_words(row: ReturnLine) -> Said:
    """A line that was opened, as the rules read it."""
    day = row.at.astimezone(clock.here()).date()
    return Said(row.number, row.kind, row.code, row.at, day, str(row.written_by), dict(row.words or {}))


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold an open case of the actor's desk, inside a unit. Raises NotPermitted, NotFound, NotNow (closed)."""
    policy.check_works(actor)
    case = cases.lock_case(actor, case_id)
    if case.state != "open":
        raise NotNow(words.CLOSED, code="closed")
    return case


def lock(actor: Actor, case_id: UUID) -> tuple[Case, VoluntaryReturn]:
    """Hold the attempt that runs, its case first. Raises as `lock_case`, and NotNow (none runs)."""
    case = lock_case(actor, case_id)
    row = VoluntaryReturn.objects.select_for_update(of=("self",)).filter(case=case, ended_on__isnull=True).first()
    if row is None:
        raise NotNow(words.NONE_RUNS, code="none_runs")
    return case, row
