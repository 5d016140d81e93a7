"""A file of participants against the list of a session: its rows with their faults."""

from collections.abc import Sequence

from himaya.adapters import sheets
from himaya.coordination.words_gathering import NOT_READ
from himaya.institutions.models import Region
from himaya.kernel.errors import NotValid
from himaya.training import people, rules_lists
from himaya.training.rules_lists import Row
from himaya.training.words_lists import NO_NAME_COLUMN

MOST_ROWS = 300


def rows_of(data: bytes, there: Sequence[str]) -> list[Row]:
    """The rows of a file; `there` are the names on the list already. Raises NotValid for the file as a whole."""
    try:
        lines = sheets.read(data)
    except sheets.SheetRefused as refusal:
        raise NotValid(NOT_READ[refusal.code], code=refusal.code) from refusal
    columns = rules_lists.headings(lines[0].cells)
    if rules_lists.NAME not in columns.values():
        raise NotValid(NO_NAME_COLUMN, code="no_name_column")
    if len(lines) == 1:
        raise NotValid(NOT_READ["no_rows"], code="no_rows")
    if len(lines) > MOST_ROWS + 1:
        raise NotValid(NOT_READ["too_many"], code="too_many")
    regions = {
        rules_lists.bare(name): one.pk
        for one in Region.objects.all()
        for name in (one.pk, one.name_fr, one.name_ar, one.name_en)
    }
    found = [rules_lists.read(line.number, line.cells, columns, regions) for line in lines[1:]]
    _compare(found, there)
    return found


def _compare(found: list[Row], there: Sequence[str]) -> None:
    before: list[tuple[Row, people.Spelling]] = []
    known = [people.spelled(one) for one in there]
    for row in found:
        if rules_lists.NO_NAME in row["faults"]:
            continue
        name = people.spelled(row["name"])
        twin = people.like(name, [one for _row, one in before])
        if twin is not None:
            row["faults"].append(rules_lists.TWICE_IN_LIST)
            row["like"] = before[twin][0]["row"]
        elif people.like(name, known) is not None:
            row["faults"].append(rules_lists.TWICE_THERE)
            row["like"] = 0
        before.append((row, name))
