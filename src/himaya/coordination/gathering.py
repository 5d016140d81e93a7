"""Reading somebody's list against the register: its rows with their faults, and what is in the register already."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from himaya.adapters import sheets
from himaya.coordination import content_following, no_case, plans, rules_gathering, rules_likeness, rules_no_case
from himaya.coordination.formulating import Takes
from himaya.coordination.models import Recommendation
from himaya.coordination.rules_gathering import Known, Read
from himaya.coordination.rules_likeness import bare
from himaya.coordination.words_gathering import NOT_READ
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotValid
from himaya.kernel.languages import CODES

Row = dict[str, Any]
TWIN_ROW, TWIN_NUMBER = "row", "number"


def rows_of(data: bytes, *, source_ref: str = "", source_on: date | None = None) -> list[Row]:
    """The rows of a file as a batch keeps them. What looks like data of one person is not kept, and is said.

    `source_ref` and `source_on` stand where a row says nothing of its own. Raises NotValid for the file as a whole.
    """
    lines, columns = _columns(data)
    known = _known()
    found = [rules_gathering.read(line.number, line.cells, columns, known) for line in lines[1:]]
    names = no_case.known_names()
    for row in found:
        row.values["source_ref"] = row.values["source_ref"] or source_ref
        row.values["source_on"] = row.values["source_on"] or (source_on.isoformat() if source_on else "")
        _without_case(row, names)
    twins = _twins(found)
    return [_kept(row, twins.get(row.number)) for row in found]


def left_out(data: bytes) -> list[str]:
    """The headings of a file that nothing stands for; those that could name somebody are not repeated."""
    lines, columns = _columns(data)
    cells = [cell[:60] for place, cell in enumerate(lines[0].cells) if cell and place not in columns]
    return [cell for cell in cells if not rules_no_case.findings(cell)]


def _columns(data: bytes) -> tuple[list[sheets.Line], dict[int, str]]:
    try:
        lines = sheets.read(data)
    except sheets.SheetRefused as refusal:
        raise NotValid(NOT_READ[refusal.code], code=refusal.code) from refusal
    columns = rules_gathering.headings(lines[0].cells)
    if not set(columns.values()) & set(rules_gathering.TEXTS):
        raise NotValid(NOT_READ["no_text_column"], code="no_text_column")
    if len(lines) == 1:
        raise NotValid(NOT_READ["no_rows"], code="no_rows")
    return lines, columns


def _known() -> Known:
    today = clock.today()
    standing = Institution.objects.exclude(valid_to__lt=today).order_by("pk")
    lists = content_following.register()
    return Known(
        institutions={
            bare(name): one.pk for one in standing for name in (one.name_fr, one.name_ar, one.name_en, one.pk)
        },
        themes=_filed(lists.themes),
        axes=_filed(plans.axes()),
        goals=_filed(lists.goals),
        today=today,
    )


def _filed(rows: Mapping[str, content_following.Filed]) -> dict[str, str]:
    return {bare(name): code for code, one in rows.items() for name in (code, *one.names.as_dict().values())}


def _without_case(row: Read, names: list[str]) -> None:
    for column, text in row.values.items():
        if not rules_no_case.findings(text) or not rules_no_case.findings(text, names):
            continue
        row.values[column] = ""
        row.faults = [one for one in row.faults if one != ("no_text", column)]
        row.faults.append(("case_data", column))
        if column == "contributors":
            row.contributor_names = []


def _twins(found: list[Read]) -> dict[int, rules_likeness.Twin[tuple[str, int]]]:
    """The nearest twin of each row by its number: a row before it, or a recommendation of the register."""
    there = [
        ((TWIN_NUMBER, number), dict(zip(CODES, texts, strict=True)))
        for number, *texts in Recommendation.objects.order_by("number").values_list(
            "number", *(f"text_{code}" for code in CODES)
        )
    ]
    new = [((TWIN_ROW, row.number), {code: row.values[f"text_{code}"] for code in CODES}) for row in found]
    return {key[1]: twin for key, twin in rules_likeness.twins(new, there).items()}


def _kept(row: Read, twin: rules_likeness.Twin[tuple[str, int]] | None) -> Row:
    return {
        "row": row.number,
        "values": {column: text for column, text in row.values.items() if text},
        "lead_id": row.lead_id,
        "contributors": row.contributors,
        "contributor_names": row.contributor_names,
        "faults": [list(one) for one in row.faults],
        "hints": [list(one) for one in row.hints],
        "twin": {twin.other[0]: twin.other[1]} if twin is not None else None,
    }


def fine(row: Row) -> bool:
    """True for a row that can be imported."""
    return not row["faults"]


def takes(row: Row, *, source_kind: str, table_id: UUID | None) -> Takes:
    """A row as it is entered."""
    said: dict[str, str] = row["values"]
    return {
        "source_kind": source_kind,
        "table_id": table_id,
        "texts": {code: said.get(f"text_{code}", "") for code in CODES},
        "priority": said.get("priority", ""),
        "source_ref": said.get("source_ref", ""),
        "source_on": rules_gathering.day_of(said.get("source_on", "")),
        "due_on": rules_gathering.day_of(said.get("due_on", "")),
        "theme": said.get("theme", ""),
        "action_type": said.get("action_type", ""),
        "plan_axis": said.get("plan_axis", ""),
        "sdg": said.get("sdg", ""),
        "indicator": said.get("indicator", ""),
        "baseline": said.get("baseline", ""),
        "target": said.get("target", ""),
        "resources": said.get("resources", ""),
        "rationale": said.get("rationale", ""),
        "lead_id": row["lead_id"],
        "lead_name": "" if row["lead_id"] else said.get("lead", ""),
        "contributors": row["contributors"],
        "contributor_names": row["contributor_names"],
    }
