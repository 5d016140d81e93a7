"""The table of consequences: whatever is marked grave where it is declared stands in it, and nothing else does."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from himaya.institutions.consequences import FILE, Table
from himaya.kernel import rooms
from himaya.ops.content_rules.gap import Gap
from himaya.risks.rules_clocks import EVENTS
from himaya.tasks.states import RAISED_KINDS

Marked = Mapping[str, set[str]]


def consequence_gaps(table: Table, marked: Marked) -> Iterator[Gap]:
    """`marked`: every place that is marked grave, with its values."""
    listed: dict[str, dict[str, str]] = {}
    for row in table.rows.values():
        for kind in row.tasks:
            if kind not in RAISED_KINDS:
                yield Gap(FILE, row.id, "", f"the system raises no task “{kind}”")
        if row.look and row.look not in EVENTS:
            yield Gap(FILE, row.id, "", f"no look is called for by “{row.look}”")
        for place, values in row.answers.items():
            listed.setdefault(place, {}).update(dict.fromkeys(values, row.id))
    for place in sorted({*listed, *marked}):
        known, named = marked.get(place, set()), listed.get(place, {})
        for value in sorted(known - set(named)):
            yield Gap(FILE, place, "", f"“{value}” is marked grave, and no row says what follows")
        for value in sorted(set(named) - known):
            yield Gap(FILE, named[value], "", f"{place}={value} is not marked grave where it is declared")


def marked_in(forms: Mapping[str, Mapping[str, object]]) -> dict[str, set[str]]:
    """What the forms and the rooms mark. A question of a clause library is of every form of its folder."""
    found: dict[str, set[str]] = {}
    for file, document in forms.items():
        path = PurePosixPath(file)
        of = path.stem if document.get("survey") and not document.get("rows") else path.parent.name
        for row in _marked(document):
            found.setdefault(f"{of}/{row['name']}", set()).update(map(str, _listed(row["grave"])))
    for room in rooms.modules("grave"):
        for place, values in room.GRAVE.items():
            found.setdefault(place, set()).update(values)
    return found


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _marked(node: object) -> Iterator[Mapping[str, object]]:
    if isinstance(node, dict) and "grave" in node:
        yield node
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _marked(item)
