"""A day of another age in any form that takes one: a sentence, and never a fault."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from himaya.kernel import clock, days
from tests import factories
from tests.security import stage
from tests.security.matrix.rows import CASE, Row
from tests.security.stage import Stage, undone
from tests.security.test_matrix import OF_DESKS, OF_TABLES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FAR = ("9999-12-31", "0001-01-01", "20270101", "2027-W01-4", "2026-13-01")
# More than so many are asked, or the matrix sends no days any more.
ASKED = 200
WEB = Path(__file__).parents[2] / "src/himaya/web"
# What these read is a day that was stored, not one that somebody typed.
STORED = {
    "services/hours.py", "roundtable/publishing/words.py", "roundtable/reports/editions.py",
    "roundtable/reports/one.py", "templatetags/words.py", "yearbook/drafts.py",
}  # fmt: skip


@pytest.fixture(name="staged")
def _staged(db: None) -> Iterator[Stage]:
    with clock.stopped(factories.TUESDAY):
        yield stage.set_up(tables=True)


def with_days(rows: list[Row], on: Stage) -> list[tuple[Row, dict[str, object], list[str]]]:
    """The rows that send a day, what they send, and under which names."""
    found = []
    for row in rows:
        data = on.data(row)
        names = [name for name, said in data.items() if isinstance(said, str) and A_DAY.fullmatch(said)]
        if row.method == "POST" and names:
            found.append((row, data, names))
    return found


def test_no_form_of_the_matrix_falls_over_a_day_of_another_age(staged: Stage) -> None:
    """Seen red at the form of an agreement: its last day in 9999 has no day after it."""
    asked = 0
    for rows, on in ((OF_DESKS, staged.at_the_desks()), (OF_TABLES, staged.at_the_table())):
        for row, data, names in with_days(rows, on):
            # Whoever is refused types nothing; one of the others reads the form as all do.
            may = (one for one in on.told_apart(row) if row.expected(*one.audiences) not in (403, 404))
            visitor = next(may, None)
            if visitor is None:
                continue
            for name in names:
                for far in FAR:
                    with undone():
                        answer = visitor.ask(on.address(row), "POST", {**data, name: far})
                    assert answer.status_code < 500, (row, name, far)
                    asked += 1
    assert asked > ASKED


@pytest.mark.parametrize("far", FAR)
def test_the_one_reader_knows_no_day_of_another_age_and_no_other_spelling(far: str) -> None:
    """Seen red without its bounds."""
    with pytest.raises(ValueError, match="day|month"):
        days.typed(far)


def test_an_agreement_takes_no_last_day_of_another_age(staged: Stage) -> None:
    holder = staged["case_manager@own"]
    said = {
        "to": "desk:shelter", "data_classes": "gender", "answer": "given", "language": "fr", "interpreter": "none",
        "mode": "spoken",     }  # fmt: skip
    address = f"/casework/cases/{staged.things[CASE]}/consents/write/"
    for far in FAR:
        answer = holder.ask(address, "POST", {**said, "until": far})
        assert answer.status_code == 422
        assert far in answer.content.decode()
    assert holder.ask(address, "POST", {**said, "until": "2026-12-31"}).status_code == 302


def test_every_typed_day_is_read_by_the_one_reader_that_knows_the_bounds() -> None:
    reads = {file.relative_to(WEB).as_posix() for file in WEB.rglob("*.py") if "date.fromisoformat" in file.read_text()}
    assert reads == STORED
