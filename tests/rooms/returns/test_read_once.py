"""A verb reads what was written of an attempt once, and of the risk only where the risk is weighed."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from himaya.kernel.models import AuditEvent
from himaya.returns import rules
from tests.rooms.returns import gone

pytestmark = pytest.mark.capability("F1")
LEDGERS = ("risk_line", "risk_own_rating", "risk_discussion")


def reads(verb: Callable[[], object], *tables: str) -> dict[str, int]:
    """How often a verb fetches the sealed words of each table."""
    with CaptureQueriesContext(connection) as asked:
        verb()
    sealed = {"return_line": "words", "risk_line": "answers", "risk_own_rating": "level", "risk_discussion": "said"}
    return {
        table: sum(f'SELECT "{table}"' in one["sql"] and f'"{table}"."{sealed[table]}"' in one["sql"] for one in asked)
        for table in tables
    }


@pytest.mark.parametrize(
    "verb",
    [gone.weighed, gone.partner, lambda case_id: gone.confirmed(case_id, rules.NEEDED[0])],
    ids=["weigh", "partner", "confirm"],
)
def test_what_goes_by_the_words_of_the_attempt_reads_them_once_and_no_risk(verb: Callable[[UUID], object]) -> None:
    """The reading is written down as ever. Seen red with `access.within` in each of the three."""
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.at_risk(case.pk)
    before = AuditEvent.objects.filter(action="return.read").count()
    found = reads(lambda: verb(case.pk), "return_line", *LEDGERS)
    assert found == {"return_line": 1, **dict.fromkeys(LEDGERS, 0)}
    assert AuditEvent.objects.filter(action="return.read").count() == before + 1


def test_a_signature_reads_both_ledgers_once() -> None:
    case = gone.case()
    gone.to_signing(case.pk)
    found = reads(lambda: gone.signed(case.pk), "return_line", *LEDGERS)
    assert found == {"return_line": 1, **dict.fromkeys(LEDGERS, 1)}
