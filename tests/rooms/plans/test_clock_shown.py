"""Where the hours for care stand on a page: while an assault was told, or nobody said that there was none."""

from datetime import timedelta

import pytest
from django.conf import LazySettings

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.budget import Budget
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from himaya.plans.actions import first_days, health_offers
from tests import cast
from tests.pages import body, main_words
from tests.rooms.plans import planned
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D5")
HOURS, ASKS = "120 h:", "Was there an assault in the last five days?"
PAGES = ("/casework/cases/{}/", "/plans/{}/first-days/", "/crisis/cases/{}/")


def asked(case: Case, since: str) -> None:
    first_days.ask(case_id=case.pk, answers=planned.CALM, since=since, instance_id=new_id(), by=cast.INSPECTOR)


def page(sit: Sit, case: Case, where: str) -> str:
    return main_words(body(sit(cast.INSPECTOR).get(where.format(case.pk))))


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize(("said", "hours", "asks"), [
    ((), True, True), (("",), True, True), (("24_72",), True, False), (("none",), False, False),
    (("over_120",), False, False), (("none", ""), False, False), (("24_72", "none"), True, False),
])  # fmt: skip
def test_the_hours_stand_where_an_answer_or_a_silence_makes_them_true(
    sit: Sit, where: str, said: tuple[str, ...], hours: bool, asks: bool
) -> None:
    case = planned.opened()
    for since in said:
        asked(case, since)
    shown = page(sit, case, where)
    assert (HOURS in shown) is hours
    assert (ASKS in shown) is asks


def test_a_consultation_is_offered_whatever_was_answered(sit: Sit) -> None:
    case = planned.opened()
    asked(case, "none")
    shown = page(sit, case, PAGES[1])
    assert "Health that cannot wait, whatever the answers" in shown
    assert "Offer a health consultation, whatever the answers" in shown
    assert "after what happened: 72 h" in shown
    assert "The hours are over" not in shown
    assert "None in the last five days, as the person says" in shown


def test_nothing_is_opened_where_no_hours_run_or_nothing_was_asked(sit: Sit) -> None:
    reads = AuditEvent.objects.filter(action="first_days.read")
    case = planned.opened()
    page(sit, case, PAGES[0])
    assert not reads.exists()
    asked(case, "within_24")
    page(sit, case, PAGES[0])
    assert reads.count() == 1
    health_offers.say(case_id=case.pk, said="offered", instance_id=new_id(), by=cast.INSPECTOR)
    assert HOURS not in page(sit, case, PAGES[0])
    assert reads.count() == 1


def test_what_is_not_read_keeps_the_hours_and_says_where_the_answer_stands(sit: Sit) -> None:
    case = planned.opened()
    asked(case, "none")
    where, show = f"/casework/cases/{case.pk}/", {"show": "answers", "purpose": "give_service"}
    shown = main_words(body(sit(cast.INSPECTOR).post(where, show)))
    assert HOURS in shown
    assert "See under the first days whether it was answered." in shown
    assert "No answer stands" not in shown


def narrow(_roles: frozenset[str]) -> Budget:
    """Nobody may be opened."""
    return Budget(confirm_at=0, stop_at=0)


def test_whoever_may_open_nobody_more_still_sees_the_hours(sit: Sit, settings: LazySettings) -> None:
    case = planned.opened()
    asked(case, "none")
    settings.HIMAYA_BUDGET = f"{__name__}.narrow"
    with clock.stopped(clock.now() + timedelta(hours=2)):
        assert HOURS in page(sit, case, PAGES[0])
