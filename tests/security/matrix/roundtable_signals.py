"""Signals from the field: only the secretariat looks, and puts one on an agenda."""

from tests.security.matrix.rows import CYCLE, VERSION, Goes, Row, for_the_secretariat

OF_CYCLE = {"cycle_id": CYCLE}
TO_SIGNALS = Goes("/round-tables/cycles/")
SIGNAL: dict[str, str | list[str]] = {"version": VERSION, "uid": "FL-08", "kind": "never"}

ROWS: list[Row] = [
    for_the_secretariat("roundtable:signals", "GET", 200, needs=OF_CYCLE),
    for_the_secretariat("roundtable:signals", "POST", TO_SIGNALS, needs=OF_CYCLE, data=SIGNAL),
    for_the_secretariat("roundtable:signals", "POST", 422, needs=OF_CYCLE, data={**SIGNAL, "kind": "nothing"}),
    for_the_secretariat("roundtable:signals", "POST", 422, needs=OF_CYCLE, data={**SIGNAL, "uid": "absent"}),
]
