"""What the answers say in the five words triage understands: yes, no, unknown, refused, not_asked."""

from __future__ import annotations

from .compiled import Compiled
from .fill import Sheet
from .source import Choice, Row

NOT_ASKED = "not_asked"
# Of several choices ticked together the first of these that occurs is heard.
WEIGHT = ("yes", "unknown", "refused", NOT_ASKED, "no")


def readings_of(compiled: Compiled, sheet: Sheet) -> dict[str, str]:
    """Clause uid -> reading. A question that is closed or left empty was not asked."""
    found: dict[str, str] = {}
    for path, row in compiled.rows.items():
        if row.uid and row.asks:
            cells = [cell for cell in sheet.cells.get(path, ()) if cell.relevant and cell.value]
            heard = [reading(row, compiled.instrument.choices.get(row.list_name, ()), cell.value) for cell in cells]
            found[row.uid] = heaviest(heard)
    return found


def reading(row: Row, choices: tuple[Choice, ...], value: str) -> str:
    """What one answer reads; a choice without a reading, and an answer that is no choice, stand for themselves."""
    reads = {choice.value: choice.reads or choice.value for choice in choices}
    chosen = value.split() if row.type.startswith("select_multiple") else [value]
    return heaviest([reads.get(one, one) for one in chosen])


def heaviest(heard: list[str]) -> str:
    if not heard:
        return NOT_ASKED
    return min(heard, key=lambda one: WEIGHT.index(one) if one in WEIGHT else -1)
