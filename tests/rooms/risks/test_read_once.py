"""A verb reads the ledger of a case once, and no protocol with each of its lines."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from himaya.risks import queries
from tests.rooms.risks import assessed

pytestmark = pytest.mark.capability("D1")
LEDGERS = ("risk_line", "risk_own_rating", "risk_discussion")


def asked(verb: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        verb()
    return [one["sql"] for one in found]


@pytest.mark.parametrize("own", ["", "high"])
def test_an_answer_reads_each_ledger_once_whoever_says_how_they_see_it(own: str) -> None:
    """Seen red with the version of its assessment beside each line: a line brought the whole protocol along."""
    row = assessed.begun(assessed.opened())
    assessed.answered(row, "R1")
    said: dict[str, Any] = {"own": own} if own else {}
    statements = asked(lambda: assessed.answered(row, "R2", **said))
    sealed = ("answers", "level", "said")
    for table, column in zip(LEDGERS, sealed, strict=True):
        assert sum(f'SELECT "{table}"' in one and f'"{table}"."{column}"' in one for one in statements) == 1, table
    with_protocol = [one for one in statements if '"instrument_version"."source"' in one]
    assert len(with_protocol) == 1, "the version under which it is answered"


def test_what_runs_and_what_is_finished_comes_of_one_list() -> None:
    """Seen red with a look of its own for the assessment under way."""
    row = assessed.begun(assessed.opened())
    assessed.answered(row, "R1")
    statements = asked(lambda: assessed.finished(row, 1))
    lists = [one for one in statements if 'FROM "risk_assessment"' in one and "abandoned_on" in one.split("WHERE")[-1]]
    assert len([one for one in lists if "ORDER BY" in one]) == 1
    assert queries.running(row.case_id) is None
