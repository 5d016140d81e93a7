"""Reports: written by the secretariat alone, read as frozen by who takes part; what a cycle cost."""

from tests.security.matrix.rows import (
    COST,
    CYCLE,
    CYCLE_REPORT,
    YEAR_REPORT,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

TO_REPORTS, TO_CYCLES = Goes("/round-tables/reports/"), Goes("/round-tables/cycles/")
OF_YEAR, OF_CYCLE = {"report_id": YEAR_REPORT}, {"report_id": CYCLE_REPORT}
CHAPTER = {**OF_YEAR, "chapter": "foreword"}
FIGURE = {**OF_YEAR, "figure_id": "tables_held"}
FROZEN_YEAR, FROZEN_CYCLE = {**OF_YEAR, "number": "1"}, {**OF_CYCLE, "number": "1"}
COSTS = {"cycle_id": CYCLE}
PAID: dict[str, str | list[str]] = {
    "do": "enter",
    "on": "2026-11-20",
    "heading": "venue",
    "text": "Salle",
    "amount": "10",
    "currency": "MAD",
}

ROWS: list[Row] = [
    for_the_table("roundtable:reports", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat", "point-focal-droits"
    ),
    for_the_table(
        "roundtable:reports",
        "POST",
        secretariat=TO_REPORTS,
        member=403,
        stranger=403,
        data={"kind": "annual", "year": "2025"},
    ),
    for_the_secretariat("roundtable:report", "GET", 200, needs=OF_YEAR),
    for_the_secretariat("roundtable:report", "POST", TO_REPORTS, needs=OF_YEAR),
    for_the_secretariat("roundtable:report", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat("roundtable:report_chapter", "GET", 200, needs=CHAPTER),
    for_the_secretariat(
        "roundtable:report_chapter", "POST", TO_REPORTS, needs=CHAPTER, data={"seen": "1", "text_fr": "Bilan."}
    ),
    for_the_secretariat("roundtable:report_figure", "GET", 200, needs=FIGURE),
    closed("roundtable:report_figure", **FIGURE),
    for_the_table("roundtable:report_edition", "GET", secretariat=200, member=200, stranger=200, needs=FROZEN_YEAR),
    for_the_table("roundtable:report_edition", "GET", secretariat=200, member=404, needs=FROZEN_CYCLE),
    closed("roundtable:report_edition", **FROZEN_YEAR),
    for_the_secretariat("roundtable:costs", "GET", 200, needs=COSTS),
    for_the_secretariat("roundtable:costs", "POST", TO_CYCLES, needs=COSTS, data=PAID),
    for_the_secretariat(
        "roundtable:costs",
        "POST",
        TO_CYCLES,
        needs=COSTS,
        data={"do": "take_back", "cost": COST, "reason": "Double saisie"},
    ),
]
