"""Change and audit are one unit, in every test of `make test`: whoever changed a row and logged nothing is red.

The kernel does not ask this of itself: it would have to look at every statement of a nation's server.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from himaya.kernel import unit
from himaya.kernel.models import AuditEvent

# A worker takes a row to work on it, which nobody else does then, and gives it back: what it did is logged with it.
CLAIMS = ("claim", "_claim", "_mark")
# People that are made up for a drill, in a store of its own. And a wrong code typed at the desk's address is counted
# and not logged; that its verbs log is held by tests/security/test_every_verb.py.
ELSEWHERE = ("ops/bulk_drill_steps.py", "tasks/actions/mailboxes.py")
_BETWEEN = ("contextlib.py", "kernel/unit.py")
_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
AUDIT = AuditEvent._meta.db_table
BESIDE = {
    "rendition": "how far the making of a paper is; who asked for it, and that it failed, stand in the audit",
    "estimate_run": "how far an estimate is; the same",
    "estimate_part": "the same",
    "outbox_message": "word for the worker is no change",
    "interview_draft": "typed in a sitting and not sent yet; what is sent stands in the audit",
    "enquiry_told": "what nobody decided goes with an enquiry, whose end stands in the audit",
}


class _Watched:
    """The `transaction` of the kernel's unit, and of nothing else."""

    @contextmanager
    def atomic(self, *, durable: bool = False) -> Iterator[None]:
        if not durable:
            with transaction.atomic():
                yield
            return
        wrote: set[str] = set()
        ours = _opened_by_the_product()

        def sees(execute: Callable[..., object], sql: str, params: Any, many: bool, context: Any) -> object:
            done = execute(sql, params, many, context)
            written = _WRITE.match(sql)
            # What an INSERT gives back is not fetched yet, so nobody knows how many rows it wrote; it wrote one.
            if written and ("INSERT" in sql or context["cursor"].rowcount):
                wrote.add(written[1])
            return done

        with transaction.atomic(durable=True), connection.execute_wrapper(sees):
            yield
            changed = wrote - {*BESIDE}
            assert not (ours and changed) or AUDIT in wrote, f"without a row in the audit: {', '.join(sorted(changed))}"


def _opened_by_the_product() -> bool:
    """False for a unit that a test opens to set its stage, that of a claim, and that of a drill."""
    frame = sys._getframe(2)
    while frame.f_back is not None and (frame.f_code.co_filename.endswith(_BETWEEN)):
        frame = frame.f_back
    file, name = frame.f_code.co_filename, frame.f_code.co_name
    return "/src/himaya/" in file and name not in CLAIMS and not file.endswith(ELSEWHERE)


@pytest.fixture(autouse=True)
def whole_units(request: pytest.FixtureRequest) -> Iterator[None]:
    """By hand: a test that patches something with `monkeypatch` gets no recorded world. `make deep` goes without,
    and the tests that are run again on PostgreSQL: the units are the same."""
    if request.node.get_closest_marker("deep") or connection.vendor != "sqlite":
        yield
        return
    unit.transaction, before = _Watched(), unit.transaction  # type: ignore[assignment]
    yield
    unit.transaction = before  # type: ignore[assignment]
