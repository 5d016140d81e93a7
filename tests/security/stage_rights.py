"""On the rights of the case: facts, one right that was told, one with a day and sealed words; a copy was offered."""

from datetime import date
from uuid import UUID

from himaya.disclosures.actions import copies
from himaya.kernel import clock
from himaya.rights.actions import facts, rights
from himaya.rights.actions.rights import Day
from tests import cast


def set_up(case_id: UUID) -> None:
    """By the desk that holds the case."""
    facts.note(case_id=case_id, answers={"nationality": "foreign"}, by=cast.INSPECTOR)
    rights.tell(case_id=case_id, right="wages", language="ary", on=clock.today(), by=cast.INSPECTOR)
    day = Day(date(2027, 1, 4), "counsel")
    rights.set_day(case_id=case_id, right="compensation", day=day, words="Cabinet Canary", by=cast.INSPECTOR)
    copies.offer(case_id=case_id, by=cast.INSPECTOR)
