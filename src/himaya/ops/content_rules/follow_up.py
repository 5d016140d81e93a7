"""What recommendations are filed under: codes that fit, plans that run forwards, axes with ids of their own."""

from collections.abc import Iterable, Iterator

from himaya.coordination.content_following import FILE, LONGEST, PLANS, Filed, PlanRow, Register
from himaya.ops.content_rules.gap import Gap


def register_gaps(register: Register) -> Iterator[Gap]:
    """A list that is empty, and a code that no recommendation could keep."""
    for name, rows in (("themes", register.themes), ("goals", register.goals), ("bodies", register.bodies)):
        if not rows:
            yield Gap(FILE, name, "", "the list is empty")
        for row in rows.values():
            yield from _too_long(FILE, row, name)


def plan_gaps(pack: str, plans: Iterable[PlanRow]) -> Iterator[Gap]:
    """Years that run backwards, a code that stands twice among plans and axes, one that no recommendation keeps."""
    file, seen = f"packs/{pack}/{PLANS}", set[str]()
    for row in plans:
        if row.last_year < row.first_year:
            yield Gap(file, row.plan.id, "", "the plan ends before it begins")
        for one in (row.plan, *row.axes):
            if one.id in seen:
                yield Gap(file, one.id, "", "this id stands twice among the plans and their axes")
            seen.add(one.id)
            yield from _too_long(file, one, "plans")


def _too_long(file: str, row: Filed, name: str) -> Iterator[Gap]:
    # Of a body its name is proposed for the reference of a source; of the others the code is kept.
    kept = row.names.as_dict().values() if name == "bodies" else (row.id,)
    if any(len(text) > LONGEST[name] for text in kept):
        yield Gap(file, row.id, "", f"longer than the {LONGEST[name]} characters that a recommendation keeps")
