"""What the five tables add to what is read inside: the counts of months and the dashboards of quarters. Pure.

Source: design/do-no-harm.md 5 and 22; ADR 70 (against whoever has everything). Whoever works here reads months of
desks, quarters of institutions and of the nation, with some of them hidden. A line of a year is one more sum of the
same acts: a line of one institution less its three shown quarters is the hidden one. So all of it is one system of
equations: what each desk counted by month and line is unknown, its sum over the lines is the number of the month,
which is known or hidden. A line is hidden while some hidden month, quarter or line follows with it that did not follow
before.

Which lines a desk counts in at all is no secret: a desk of the police notices for the police.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from himaya.insight.rules_scopes import Told
from himaya.insight.rules_spans import Vector, reduced, spanned, total
from himaya.yearbook.rules_tables import IN_PART, Shown

# A desk, and the month of a hidden number of it; 0 for all of its months that can be read.
type Place = tuple[str, int]
# Of one table by place: how much was counted in each line.
type Parts = Mapping[Place, Mapping[str, int]]
READ = 0
# The whole of a table.
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of act: what is told of it inside, and by table what was counted where."""

    told: Told
    tables: Mapping[str, Parts]


def gives_away(reader: Reader, shown: Mapping[str, Shown]) -> tuple[str, str] | None:
    """A table and its line to hide, WHOLE for the total of the table; None where nothing follows."""
    system = _System(reader)
    before = reduced(system.inside)
    lines = [(table, line) for table in shown for line in shown[table].lines]
    ours = {place: system.line(*place) for place in lines if shown[place[0]].lines[place[1]] is not None}
    ours |= {(table, WHOLE): system.whole(table) for table in shown if shown[table].total is not None}
    after = reduced([*system.inside, *ours.values()])
    hidden = [system.line(*place) for place in lines if place not in ours and shown[place[0]].state == IN_PART]
    for secret in (*system.secrets, *hidden):
        if secret and spanned(secret, after) and not spanned(secret, before):
            return _weakest(reader, system, secret, ours)
    return None


def _weakest(
    reader: Reader, system: "_System", secret: Vector, ours: Mapping[tuple[str, str], Vector]
) -> tuple[str, str] | None:
    """The smallest line in which a desk of the secret counts; a total where no line is shown any more."""
    desks = system.desks_of(secret)
    near = [
        (sum(counts.get(line, 0) for counts in parts.values()), table, line)
        for table, line in ours
        if line != WHOLE
        for parts in [reader.tables[table]]
        if any(desk in desks and counts.get(line) for (desk, _month), counts in parts.items())
    ]
    if near:
        return min(near)[1:]
    rest = sorted(place for place in ours if place[1] == WHOLE) or sorted(ours)
    return rest[0] if rest else None


class _System:
    """The unknowns in one row: the hidden months, then what each desk counted in each line of each table."""

    def __init__(self, reader: Reader) -> None:
        told = reader.told
        self.desks: list[str] = [desk for desk, _month in told.hidden]
        self.secrets = [total(one) for one in told.secret]
        self.inside: list[Vector] = [total(one) for one in told.known]
        self._lines: dict[tuple[str, str], list[int]] = {}
        of_hidden = {place: number for number, place in enumerate(told.hidden)}
        for table, parts in reader.tables.items():
            for place, lines in _by_place(parts, of_hidden).items():
                own = total(self._new(place[0], table, line) for line in lines)
                if place in of_hidden:
                    own[of_hidden[place]] = Fraction(-1)
                self.inside.append(own)

    def _new(self, desk: str, table: str, line: str) -> int:
        self.desks.append(desk)
        self._lines.setdefault((table, line), []).append(len(self.desks) - 1)
        return len(self.desks) - 1

    def line(self, table: str, line: str) -> Vector:
        """What a line of a table is the sum of."""
        return total(self._lines.get((table, line), ()))

    def whole(self, table: str) -> Vector:
        """The same of a whole table."""
        return total(place for (name, _line), places in self._lines.items() if name == table for place in places)

    def desks_of(self, vector: Vector) -> set[str]:
        """Whose numbers it is about."""
        return {self.desks[place] for place in vector}


def _by_place(parts: Parts, hidden: Iterable[Place]) -> Mapping[Place, Sequence[str]]:
    """The lines in which a desk may have counted: those of its year, in each of its places."""
    lines: dict[str, set[str]] = {}
    for (desk, _month), counts in parts.items():
        lines.setdefault(desk, set()).update(line for line, n in counts.items() if n)
    places = {*hidden, *((desk, READ) for desk in lines)}
    return {place: sorted(lines[place[0]]) for place in sorted(places) if lines.get(place[0])}
