"""The signals page in a browser: what stands out, what is hidden, and one press to the next agenda."""

import pytest
from django.test import Client

from himaya.coordination.models import AgendaItem, Cycle
from tests import factories
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH
from tests.rooms.insight.counting import counted
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("B6")


def page_of(cycle: Cycle) -> str:
    return f"{HOME}cycles/{cycle.pk}/signals/"


def signal(**changes: str) -> dict[str, str]:
    return {"version": str(factories.version().pk), "uid": "FL-08", "kind": "never", **changes}


def test_each_figure_has_its_denominator_and_the_page_says_what_is_counted(office: Client) -> None:
    counted("labour", 44, {"FL-08": {"no": 44}, "FL-10": {"yes": 14, "unknown": 15}})
    page = body(office, page_of(at_the_table.cycle()))
    for sentence in ("0 of 44 forms that asked it", "15 of 44 forms that asked it", "44 forms were counted",
                     "Only forms that were handed over are counted", "Counts move by 11 forms or more"):  # fmt: skip
        assert sentence in page


def test_one_press_puts_a_signal_on_the_next_agenda_and_the_second_is_told(office: Client) -> None:
    cycle = at_the_table.cycle()
    at_the_table.planned(cycle)
    counted("labour", 44, {"FL-08": {"no": 44}})
    assert "Put on the next agenda" in body(office, page_of(cycle))
    assert sent(office, page_of(cycle), signal()) == page_of(cycle)
    assert AgendaItem.objects.filter(seed__startswith="signal:").count() == 1
    assert "On the agenda: Round table 1" in body(office, page_of(cycle))
    assert "It does not come twice" in sent(office, page_of(cycle), signal(), 409)


def test_the_agenda_says_where_the_point_comes_from(office: Client) -> None:
    cycle = at_the_table.cycle()
    table = at_the_table.planned(cycle)
    sent(office, page_of(cycle), signal())
    page = body(office, f"{HOME}tables/{table.pk}/agenda/")
    assert "Signal from the field: FL-08 is never ticked" in page
    assert "a signal from the field, put here by the secretariat" in page


def test_without_a_table_ahead_the_button_says_why(office: Client) -> None:
    cycle = at_the_table.cycle()
    counted("labour", 44, {"FL-08": {"no": 44}})
    page = body(office, page_of(cycle))
    assert "No table lies ahead. Plan one first." in page
    assert 'aria-disabled="true"' in page
    assert "Plan the next one first" in sent(office, page_of(cycle), signal(), 409)


@pytest.mark.parametrize(("typed", "status"), [
    ({"kind": "level"}, 422), ({"uid": "FL-99"}, 422), ({"version": "x"}, 422), ({"version": "9" * 40}, 422),
])  # fmt: skip
def test_what_is_no_signal_is_refused(office: Client, typed: dict[str, str], status: int) -> None:
    cycle = at_the_table.cycle()
    at_the_table.planned(cycle)
    sent(office, page_of(cycle), signal(**typed), status)
    assert not AgendaItem.objects.filter(seed__startswith="signal:").exists()


def test_small_cells_are_hidden_and_no_other_number_gives_them_away(office: Client) -> None:
    counted("labour", 44, {"FL-10": {"yes": 13, "unknown": 7}})
    page = body(office, page_of(at_the_table.cycle()))
    grid = page[page.index("FL-10 ·"):]  # fmt: skip
    assert grid[:grid.index("</table>")].count("hidden") == 4  # fmt: skip


def test_where_nothing_was_counted_the_page_says_when_figures_appear(office: Client) -> None:
    assert "handed over 11 forms of one version" in body(office, page_of(at_the_table.cycle()))


def test_an_institution_does_not_see_the_signals(sit: Sit) -> None:
    cycle = at_the_table.cycle()
    assert sit(HEALTH).get(page_of(cycle)).status_code == 403
    assert "Signals from the field" not in body(sit(HEALTH), f"{HOME}cycles/{cycle.pk}/")


def test_the_cycle_leads_the_secretariat_there(office: Client) -> None:
    cycle = at_the_table.cycle()
    assert page_of(cycle) in body(office, f"{HOME}cycles/{cycle.pk}/")
