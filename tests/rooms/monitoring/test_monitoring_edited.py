"""Words, order and what is shown of the monitoring indicators are an editor's; what a figure means is not."""

from dataclasses import replace

import pytest

from himaya.insight.monitoring_content import book
from tests import cast
from tests.pages import main_words
from tests.rooms.monitoring import counted
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("H2")]


def test_what_an_editor_orders_or_takes_out_changes_no_figure(monkeypatch: pytest.MonkeyPatch, sit: Sit) -> None:
    """Planted faults: whatever answer stands first is called accepted; a headline that needs one indicator."""
    counted.begun()
    counted.staffed()
    counted.quarter()
    indicators = book().indicators
    assert isinstance(indicators, dict)
    one = indicators["referrals_accepted"]
    monkeypatch.setitem(indicators, one.id, replace(one, answers=one.answers[::-1]))
    body = main_words(sit(cast.SECRETARY).get("/figures/?period=2026-Q3").content)
    assert f"referrals taken on: {6 * 48} of {6 * 84} answers" in body
    monkeypatch.delitem(indicators, one.id)
    monkeypatch.delitem(indicators, "referrals_answered")
    assert "quarter 3" in main_words(sit(cast.SECRETARY).get("/figures/?period=2026-Q3").content)
