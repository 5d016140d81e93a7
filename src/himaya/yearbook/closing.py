"""Which lines of a year are shown: none that is one institution's, and none that takes apart what is hidden inside."""

from collections.abc import Iterable, Mapping, Sequence

from himaya.insight.monitoring_quarters import Quarters
from himaya.insight.rules_periods import Period
from himaya.insight.rules_scopes import DESK, INSTITUTION
from himaya.yearbook import rules_readers, rules_tables
from himaya.yearbook.counting import Counted
from himaya.yearbook.rules_readers import READ, WHOLE, Parts, Place, Reader
from himaya.yearbook.rules_tables import Shown

# A line of one institution is a figure of that institution.
ENOUGH_INSTITUTIONS = 2


def shown(year: int, counted: Sequence[Counted]) -> dict[str, Shown]:
    """By table, what may be read of it."""
    look, found = Quarters(), dict[str, Shown]()
    homes, sound = dict(look.homes), _sound(look, year)
    for kind in sorted({one.kind for one in counted}):
        tables = [one for one in counted if one.kind == kind]
        told = look.told(kind, Period(year))
        reader = Reader(told, {one.table.id: _parts(one, set(told.hidden)) for one in tables})
        held = {
            one.table.id: {line for line in one.lines if not _is_shared(one, [line], homes, sound)} for one in tables
        }
        silent = {one.table.id for one in tables if one.silent or not _is_shared(one, one.lines, homes, sound)}
        while True:
            now = {
                one.table.id: rules_tables.show(one.lines, held=held[one.table.id], silent=one.table.id in silent)
                for one in tables
            }
            weak = rules_readers.gives_away(reader, now)
            if weak is None:
                break
            (silent if weak[1] == WHOLE else held[weak[0]]).add(weak[0] if weak[1] == WHOLE else weak[1])
        found |= now
    return found


def _sound(look: Quarters, year: int) -> set[str]:
    """The desks at which, in every quarter, three people could do what is counted."""
    few = {unit for quarter in Period(year).quarters for unit in look.few(quarter)}
    return {desk for desk, home in look.homes if (DESK, desk) not in few and (INSTITUTION, home) not in few}


def _is_shared(one: Counted, lines: Iterable[str], homes: Mapping[str, str], sound: set[str]) -> bool:
    """Whether what is counted in these lines, if anything, is of two or more institutions that are large enough."""
    wanted = set(lines)
    desks = {desk for (desk, _month), cells in one.by_desk.items() if any(cells.get(line) for line in wanted)}
    return not desks or len({homes.get(desk, "") for desk in desks & sound}) >= ENOUGH_INSTITUTIONS


def _parts(one: Counted, hidden: set[Place]) -> Parts:
    found: dict[Place, dict[str, int]] = {}
    for (desk, month), cells in one.by_desk.items():
        place = (desk, month.month) if (desk, month.month) in hidden else (desk, READ)
        own = found.setdefault(place, {})
        for line, n in cells.items():
            own[line] = own.get(line, 0) + n
    return found
