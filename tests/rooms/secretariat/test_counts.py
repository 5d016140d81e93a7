"""The secretariat sees counts per desk, small ones hidden, each share with its denominator, and never a case."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.test import Client

from himaya.attestations.actions import letters
from himaya.cases import tallies
from himaya.cases.actions import screenings
from himaya.cases.models import Tally
from himaya.cases.queries import DeskCounts
from himaya.insight import desk_counts
from himaya.insight.desk_counts import COLUMNS
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY
from himaya.kernel.errors import NotNow
from himaya.returns import counting
from tests import cast, factories
from tests.pages import body
from tests.rooms.monitoring.counted import staffed
from tests.signed_in import Sit

# The last one that is over.
MONTH = date(2026, 10, 1)
RUNNING = date(2026, 11, 1)
IN_THE_MONTH = factories.TUESDAY - timedelta(days=35)


def tally(kind: str, desk: str, count: int, answer: str = "") -> None:
    Tally.objects.create(kind=kind, month=MONTH, desk_id=desk, answer=answer, count=count)


def page(client: Client, query: str = "") -> str:
    return body(client.get(f"/secretariat/{query}"))


def test_a_month_without_counts_says_what_will_appear(sit: Sit) -> None:
    body = page(sit(cast.SECRETARY))
    assert "October 2026 · nothing was counted" in body
    assert "No desk has counted anything in this month." in body


def test_the_share_stands_beside_its_denominator(sit: Sit) -> None:
    staffed("shelter", "hostel")
    for desk in ("shelter", "hostel"):
        tally("received", desk, 40)
        tally("answered", desk, 30, "60")
    body = page(sit(cast.SECRETARY))
    assert "referrals were answered" in body
    assert '<meter min="0" max="80" value="60"' in body
    assert "within 1 hour" in body


def test_what_other_rooms_count_neither_breaks_the_page_nor_stands_on_it(sit: Sit) -> None:
    """Of a return, of a letter that nobody wanted: counted without a desk or beside one, in no column of a desk."""
    with clock.stopped(IN_THE_MONTH):
        tallies.add(*counting.reception("yes"), *counting.adverse(), *counting.six_months("no"))
        tallies.add(tallies.Count(letters.NOT_WANTED, desk_id="hostel"))
    assert "nothing was counted" in page(sit(cast.SECRETARY))
    tally("received", "shelter", 40)
    body = page(sit(cast.SECRETARY))
    assert body.count('<th scope="row">') == 2, "one desk, and all desks together"


def test_every_column_of_a_desk_is_a_count_that_is_asked_for() -> None:
    columns = {one.name for one in fields(DeskCounts)} - {"desk_id", "waiting"}
    assert columns == set(tallies.OF_DESKS) == set(COLUMNS)


def test_small_counts_are_hidden_and_said_to_be_hidden(sit: Sit) -> None:
    staffed("shelter", "hostel", "lawyers")
    tally("no_service", "shelter", 3)
    tally("no_service", "hostel", 70)
    tally("no_service", "lawyers", 90)
    body = page(sit(cast.SECRETARY))
    assert ">3<" not in body
    assert "hidden" in body
    assert "cells are hidden." in body


def test_a_desk_of_two_people_is_hidden_whatever_it_counts_and_its_median_too(sit: Sit) -> None:
    """Seen red: ninety answers of two people stood there, though the page of the quarter hides them."""
    staffed("shelter", people=2)
    staffed("hostel", "lawyers")
    for desk, n in (("shelter", 97), ("hostel", 71), ("lawyers", 83)):
        tally("received", desk, n)
        tally("answered", desk, n, "60")
    body = page(sit(cast.SECRETARY))
    assert ">97<" not in body
    assert ">71<" not in body, "the total less the others"
    assert ">83<" in body
    assert body.count("within 1 hour") == 1, "whose answers are shown"
    assert "of a desk of fewer than three people every number is hidden" in body


def test_a_median_is_given_only_where_the_answers_of_the_desk_are_shown(sit: Sit) -> None:
    """Seen red: hidden were eleven and one of twelve, and only one of the two had a median: it answered eleven."""
    desks = {"shelter": 50, "hostel": 11, "lawyers": 1}
    staffed(*desks)
    for desk, n in desks.items():
        tally("received", desk, n + 20)
        tally("answered", desk, n, "60")
    found = desk_counts.of_month(cast.SECRETARY, MONTH)
    assert [found.table.rows[desk]["answered"] for desk in desks] == [50, None, None]
    assert [found.medians[desk] for desk in desks] == ["60", "", ""]
    body = page(sit(cast.SECRETARY))
    assert (body.count("within 1 hour"), body.count("too few answers")) == (1, 0), "hidden, not few"


def test_whoever_writes_refusals_without_an_account_lifts_no_hidden_number(sit: Sit) -> None:
    """Seen red: seven of them beside a hidden four made a total of eleven."""
    staffed("hostel", "ward")
    tally("refused", "ward", 4)
    before = desk_counts.of_month(cast.SECRETARY, MONTH).table
    with clock.stopped(IN_THE_MONTH):
        for _ in range(30):
            screenings.refuse(audience="health", region="", by=NOBODY)
    found = desk_counts.of_month(cast.SECRETARY, MONTH)
    assert found.table == before
    assert found.table.totals["refused"] is None
    assert found.alone == 30
    body = page(sit(cast.SECRETARY))
    assert "Help refused and noted without an account" in body
    assert desk_counts.of_year(cast.SECRETARY, 2026)["refused"] is None
    assert desk_counts.alone_in(cast.SECRETARY, 2026) == 30


def test_every_page_says_what_the_figures_do_not_say(sit: Sit) -> None:
    assert "They count acts of desks, not people" in page(sit(cast.SECRETARY))


@pytest.mark.parametrize("typed", ["2026-13", "x", "1990-01", "2026-10' OR 1=1", "2026-11", "2026-12"])
def test_a_month_that_means_nothing_or_is_not_over_gives_the_last_one_that_is(sit: Sit, typed: str) -> None:
    answer = sit(cast.SECRETARY).get("/secretariat/", {"month": typed})
    assert "October 2026 · nothing was counted" in answer.content.decode()


def test_a_month_is_counted_once_it_is_over_and_the_page_says_from_when_on(sit: Sit) -> None:
    """Seen red: the running month was shown first, and two looks at it told of one refusal between them."""
    staffed("shelter", "hostel")
    for desk in ("shelter", "hostel"):
        Tally.objects.create(kind="refused", month=RUNNING, desk_id=desk, answer="", count=41)
    body = page(sit(cast.SECRETARY))
    assert ">41<" not in body
    assert '<option value="2026-11"' not in body
    assert body.index('<option value="2026-10" selected>') < body.index('<option value="2026-09">')
    assert "Only months that are over are shown: November 2026 from 1 December 2026 on." in body
    for month in (RUNNING, RUNNING.replace(day=30), date(2026, 12, 1), date(2027, 1, 1)):
        with pytest.raises(NotNow):
            desk_counts.of_month(cast.SECRETARY, month)
    # The last hour of November in Morocco, and the first of December.
    with clock.stopped(factories.TUESDAY.replace(day=30, hour=22)), pytest.raises(NotNow):
        desk_counts.of_month(cast.SECRETARY, RUNNING)
    with clock.stopped(factories.TUESDAY.replace(day=30, hour=23, minute=30)):
        assert desk_counts.of_month(cast.SECRETARY, RUNNING).table.totals["refused"] == 82
        body = page(sit(cast.SECRETARY))
    assert "November 2026 ·" in body
    assert "December 2026 from 1 January 2027 on" in body


def test_months_in_arabic_are_the_moroccan_ones(sit: Sit) -> None:
    body = page(sit(cast.SECRETARY, "ar"))
    assert "نونبر 2026" in body
    assert "دجنبر 2026" in body
    assert "نوفمبر" not in body


def test_nobody_else_sees_the_counts_of_all_desks(sit: Sit) -> None:
    for actor in (cast.INSPECTOR, cast.SHELTER_LEAD, cast.AUDITOR, cast.OPERATOR):
        assert sit(actor).get("/secretariat/").status_code == 403
    assert Client().get("/secretariat/").headers["Location"].startswith("/account/in/")


def test_the_secretariat_reaches_no_case(sit: Sit) -> None:
    client = sit(cast.SECRETARY)
    for path in ("/casework/", "/casework/cases/", "/casework/search/", "/casework/sent/"):
        assert client.get(path).status_code == 403
