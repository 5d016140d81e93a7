"""The headline of the figures: what it says where the number of answers is hidden."""

import pytest

from tests import cast
from tests.pages import main_words
from tests.rooms.monitoring import counted
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("H2")]


def test_where_answers_are_too_few_to_show_the_news_is_what_arrived(sit: Sit) -> None:
    counted.begun()
    counted.staffed()
    for desk in counted.DESKS:
        counted.count("sent", desk, 40)
        counted.count("received", desk, 40)
    counted.count("answered", "labour-north", 1, answer="60")
    counted.count("unanswered", "labour-north", 1)
    body = main_words(sit(cast.SECRETARY).get("/figures/?period=2026-Q3").content)
    assert f"2026, quarter 3 · referrals received: {6 * 3 * 40}" in body


def test_where_too_few_people_work_the_news_says_that_nothing_is_shown(sit: Sit) -> None:
    counted.begun()
    counted.quarter()
    lead = main_words(sit(cast.LABOUR_LEAD).get("/figures/?period=2026-Q3").content)
    assert "2026, quarter 3 · the number of answers cannot be shown" in lead
