"""Practice maps side by side: what each institution states on each step, and where they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.coordination import policy, rules_practice, states
from himaya.coordination.models import Cycle, PracticeMap, PracticeStatement, PracticeStep
from himaya.coordination.queries.tables import voices_on
from himaya.coordination.rules_practice import Difference, Said
from himaya.coordination.words_practice import sentence
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Cell:
    """One institution on one step. `statement` is None when it said nothing that the reader may see."""

    institution: Institution
    statement: PracticeStatement | None


@dataclass(frozen=True, slots=True)
class StepSide:
    """One step: a cell per institution, and the points on which they differ or are silent."""

    step: PracticeStep
    cells: list[Cell]
    found: list[Difference]


@dataclass(frozen=True, slots=True)
class MapSide:
    """A practice map side by side. `names` gives the institutions that its differences name."""

    row: PracticeMap
    institutions: list[Institution]
    steps: list[StepSide]

    @property
    def names(self) -> dict[str, str]:
        """The names in the page's language, by code; also of those that statements pass on to."""
        return {one.pk: one.name for one in self.institutions}

    @property
    def points(self) -> int:
        """On how many points practice differs, over all steps."""
        return sum(rules_practice.points(step.found) for step in self.steps)

    @property
    def missing(self) -> int:
        """How many lines say what is not known yet: no legal basis, no statement."""
        return sum(len(step.found) for step in self.steps) - self.points

    @property
    def answered(self) -> int:
        """How many institutions have stated every step."""
        return sum(self._is_whole(place) for place in range(len(self.institutions)))

    def _is_whole(self, place: int) -> bool:
        rows = [step.cells[place].statement for step in self.steps]
        return bool(rows) and all(row is not None and row.state == states.STATED for row in rows)


def visible_maps(actor: Actor) -> "QuerySet[PracticeMap]":
    """The maps of the cycles that the actor may know, those open first."""
    cycles = Cycle.objects.filter(policy.visible_cycles(actor)).values("pk")
    rows = PracticeMap.objects.filter(cycle__in=cycles).select_related("cycle", "theme", "table")
    return rows.order_by("-opened_on", "title_fr", "pk")


def map_of(actor: Actor, map_id: UUID) -> PracticeMap:
    """One map that the actor may know. Raises NotFound."""
    found = visible_maps(actor).select_related("restituted_at_table").filter(pk=map_id).first()
    if found is None:
        raise NotFound
    return found


def step_of(actor: Actor, step_id: UUID) -> PracticeStep:
    """One step of a map that the actor may know. Raises NotFound."""
    maps = visible_maps(actor).order_by().values("pk")
    rows = PracticeStep.objects.filter(practice_map__in=maps).select_related("practice_map__cycle")
    found = rows.filter(pk=step_id).first()
    if found is None:
        raise NotFound
    return found


def side_by_side(row: PracticeMap, *, drafts_of: str = "") -> MapSide:
    """The whole map: what was stated, and the drafts of one institution when it looks at its own."""
    on = row.closed_on or clock.today()
    asked = voices_on(row.cycle, on)
    steps = list(row.steps.order_by("number"))
    shown = Q(state=states.STATED) | Q(institution_id=drafts_of)
    rows = PracticeStatement.objects.filter(shown, step__in=steps).select_related(
        "institution", "passes_to", "delegate"
    )
    statements = {(one.step_id, one.institution_id): one for one in rows}
    institutions = _everybody(asked, statements.values())
    sides = [_step(step, institutions, statements, [one.pk for one in asked]) for step in steps]
    return MapSide(row, institutions, sides)


def _everybody(asked: list[Institution], statements: Iterable[PracticeStatement]) -> list[Institution]:
    """Those with a voice in the order of their seats, then others that stated something."""
    found = {one.pk: one for one in asked}
    for row in statements:
        found.setdefault(row.institution_id, row.institution)
    return list(found.values())


def _step(
    step: PracticeStep,
    institutions: list[Institution],
    statements: Mapping[tuple[UUID, str], PracticeStatement],
    asked: list[str],
) -> StepSide:
    cells = [Cell(one, statements.get((step.pk, one.pk))) for one in institutions]
    rows = [cell.statement for cell in cells if cell.statement and cell.statement.state == states.STATED]
    return StepSide(step, cells, rules_practice.differences([said(row) for row in rows], asked))


def said(row: PracticeStatement) -> Said:
    """A statement as the rules see it."""
    return Said(row.institution_id, row.does, row.form, row.hours, row.legal_basis, row.passes_to_id or "")


def sentences(side: MapSide, step: StepSide, kinds: Iterable[str]) -> list[str]:
    """The points of one step in words, in the page's language."""
    wanted = set(kinds)
    return [sentence(point, side.names) for point in step.found if point.kind in wanted]


@dataclass(frozen=True, slots=True)
class Filled:
    """How far one institution is with one map."""

    stated: int
    steps: int
    due_on: date

    @property
    def is_whole(self) -> bool:
        """True when it has stated every step."""
        return self.stated >= self.steps


def filled(row: PracticeMap, institution_id: str) -> Filled:
    """How many of its steps an institution has stated."""
    stated = PracticeStatement.objects.filter(
        step__practice_map=row, institution_id=institution_id, state=states.STATED
    ).count()
    return Filled(stated, row.steps.count(), row.due_on)
