"""Every figure of a report against a record in which something of each kind happened, and on a day that lies behind."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from himaya.cases.models import Tally
from himaya.coordination import report_skeletons, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import costs
from himaya.coordination.models import Cycle, Decision, Document, Edition, Minutes, Need, Release, Reservation
from himaya.insight import reporting
from himaya.insight.report_figures import FIGURES
from himaya.kernel import clock
from himaya.ops.content_rules.reports import report_gaps
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as rows
from tests.rooms.coordination import reporting_at_hand as hand
from tests.rooms.monitoring.counted import staffed

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A12")]
NEXT_YEAR = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
NAMES = ("Delegate focal", "ممثل focal")


def share(figures: dict[str, Any], name: str) -> tuple[int, int]:
    return figures[name]["part"], figures[name]["whole"]


def test_the_skeleton_and_the_figures_know_each_other() -> None:
    book = report_skeletons.load()
    assert list(report_gaps(book)) == []
    assert set(book.figures) == set(FIGURES)


def test_what_was_held_and_who_came() -> None:
    cycle, table = hand.full()
    at.planned(cycle, starts_at=clock.now() - timedelta(days=3), ends_at=clock.now() - timedelta(days=2))
    found = hand.composed(hand.funder(cycle))
    assert share(found, "tables_held") == (1, 2)
    assert found["tables_held"]["counted"] == ["TRI-1"]
    [line] = found["attendance_by_table"]["rows"]
    assert line[1:] == [5, 1, 1, 1, 8]
    came = {row[0]["fr"]: row[1:] for row in found["attendance_by_institution"]["rows"]}
    assert came["justice"] == [1, 0, 0, 0, 1]
    assert came["social"] == [0, 1, 0, 0, 1]
    assert came["mizan"] == [0, 0, 0, 1, 1]
    [line] = found["tables_list"]["rows"]
    assert line[1] == {"fr": "3 novembre 2026", "ar": "3 نونبر 2026", "en": "3 November 2026"}
    assert line[3]["fr"] == table.title_fr


def test_no_person_is_named_anywhere_in_a_report() -> None:
    cycle, table = hand.full()
    table.chair = at.delegate("justice")
    table.save()
    for report in (hand.annual(), hand.funder(cycle)):
        told = str(reporting.compose(at.SECRETARY, report))
        assert not any(name in told for name in NAMES)


def test_what_became_of_the_recommendations_is_told_apart() -> None:
    cycle, _ = hand.full()
    found = hand.composed(hand.funder(cycle))
    assert share(found, "recommendations_overdue") == (1, 2)
    assert share(found, "recommendations_reported") == (1, 4)
    assert share(found, "recommendations_verified") == (1, 4)
    assert found["recommendations_verified"]["counted"] == ["R-4"]
    assert found["recommendations_by_state"]["rows"][-1][1] == 5
    assert [row[0]["fr"] for row in found["recommendations_list"]["rows"]] == [f"R-{n}" for n in range(1, 6)]
    assert [row[2:] for row in found["movement"]["rows"]] == [[2, 0, 1, 1]]


def test_each_lead_has_its_line_also_one_that_is_on_no_list() -> None:
    hand.full()
    lines = hand.composed(hand.annual())["recommendations_by_lead"]["rows"]
    assert [(row[0]["fr"], row[1:]) for row in lines] == [
        ("Ordre des avocats", [1, 0, 0, 1]),
        ("labour", [1, 1, 0, 0]),
        ("police", [2, 0, 1, 0]),
    ]


def test_a_cycle_counts_its_own_and_a_year_all_of_them() -> None:
    cycle, _ = hand.full()
    rows.recommendation(following.ANSWERED)
    assert hand.composed(hand.funder(cycle))["recommendations_by_state"]["rows"][-1][1] == 5
    assert hand.composed(hand.annual())["recommendations_addressed"]["part"] == 6


def test_what_is_still_being_formulated_is_nowhere() -> None:
    rows.recommendation(following.FORMULATED)
    found = hand.composed(hand.annual())
    assert found["recommendations_addressed"]["part"] == 0
    assert found["recommendations_verified"]["withheld"]["en"] == "Nothing was recorded for this period."


def test_answers_in_time_leave_out_those_that_may_still_come() -> None:
    today = clock.today()
    old = {"addressed_on": today - timedelta(days=70)}
    rows.recommendation(following.ANSWERED, **old, responded_on=today - timedelta(days=15))
    rows.recommendation(following.ANSWERED, **old, responded_on=today - timedelta(days=5))
    rows.recommendation(following.ADDRESSED, **old)
    rows.recommendation(following.ADDRESSED, addressed_on=today - timedelta(days=10))
    assert share(hand.composed(hand.annual()), "answers_in_time") == (1, 3)


def test_last_year_is_told_as_it_stood_on_its_last_day() -> None:
    row = rows.recommendation(following.ADDRESSED, addressed_on=date(2026, 11, 1), due_on=date(2026, 12, 1))
    hand.step(row, date(2027, 1, 10), following.ADDRESSED, "due_moved", "2026-12-01")
    hand.step(row, date(2027, 1, 12), following.ANSWERED, "answered")
    hand.step(row, date(2027, 1, 20), following.VERIFIED, "verified")
    row.state, row.due_on, row.responded_on = following.VERIFIED, date(2027, 6, 1), date(2027, 1, 12)
    row.save()
    late = rows.recommendation(following.ADDRESSED, addressed_on=date(2027, 1, 5))
    assert late.number == 2
    with clock.stopped(NEXT_YEAR):
        found = hand.composed(hand.annual())
        assert found["recommendations_addressed"]["part"] == 1
        assert share(found, "recommendations_overdue") == (1, 1)
        assert share(found, "recommendations_verified") == (0, 1)
        assert found["answers_in_time"]["withheld"]["fr"] != ""
        report = hand.annual(2027)
        assert share(hand.composed(report), "recommendations_verified") == (1, 2)


def test_minutes_are_in_time_late_or_not_yet_due() -> None:
    cycle = at.cycle(minutes_days=5)
    for days, circulated in ((30, 27), (30, 10), (30, None), (3, None)):
        moment = clock.now() - timedelta(days=days)
        table = hand.held(cycle, starts=moment, number=cycle.tables.count() + 1)
        if circulated is not None:
            on = clock.today() - timedelta(days=circulated)
            Minutes.objects.create(table=table, state=states.CIRCULATED, drafted_on=on, circulated_on=on)
    found = hand.composed(hand.funder(cycle))
    assert share(found, "minutes_on_time") == (1, 3)
    assert found["minutes_on_time"]["counted"] == ["TRI-1"]


def decided(cycle: Cycle, state: str = states.AGREED, **changes: Any) -> Decision:
    table = cycle.tables.first() or hand.held(cycle)
    base: dict[str, Any] = {
        "table": table,
        "item": table.items.order_by("position")[0],
        "number": table.decisions.count() + 1,
        "method": states.CONSENSUS,
        "state": state,
        "put_at": table.starts_at,
        "confirm_by": states.NOBODY_CONFIRMS,
    }
    return Decision.objects.create(**{**base, **changes})


def test_decisions_that_bind_are_told_of_those_that_were_put() -> None:
    cycle = at.cycle()
    for state in (states.AGREED, states.CONFIRMED, states.AWAITING, states.NOT_AGREED, states.WITHDRAWN):
        decided(cycle, state)
    found = hand.composed(hand.funder(cycle))
    assert share(found, "decisions_taken") == (2, 4)
    assert found["decisions_taken"]["counted"] == ["TRI-1/1", "TRI-1/2"]


def test_texts_are_adopted_in_force_and_held_back_from() -> None:
    cycle = at.cycle()
    decision = decided(cycle)
    for place, title in enumerate(("Protocole", "Guide")):
        document = Document.objects.create(cycle=cycle, kind="protocol", title_fr=title, state=states.ADOPTED)
        edition = Edition.objects.create(
            document=document,
            number=1,
            decision=decision,
            content={},
            sha256="0" * 64,
            change_class=states.SUBSTANTIVE,
            adopted_on=clock.today(),
        )
        if place:
            Release.objects.create(
                document=document,
                edition=edition,
                number=1,
                state=states.LIVE,
                gate=states.EFFECTIVE,
                opened_at=clock.now(),
                live_at=clock.now(),
            )
    for lifted in (None, clock.today()):
        Reservation.objects.create(
            decision=decision, institution_id="labour", text="Sauf", review_on=clock.today(), lifted_on=lifted
        )
    found = hand.composed(hand.annual())
    assert found["texts_adopted"]["part"] == 2
    assert share(found, "texts_in_force") == (1, 2)
    assert share(found, "reservations_open") == (1, 2)


def test_needs_that_were_dropped_are_no_part_of_the_total() -> None:
    cycle = at.cycle()
    for number, state in enumerate((states.COVERED, states.NEED_OPEN, states.DROPPED), start=1):
        Need.objects.create(
            cycle=cycle,
            number=number,
            institution_id="labour",
            competence="Entretien",
            audience="Inspecteurs",
            priority="high",
            state=state,
            entered_on=clock.today(),
        )
    assert share(hand.composed(hand.annual()), "needs_covered") == (1, 2)


def test_costs_are_summed_by_currency_and_what_was_taken_back_is_gone() -> None:
    cycle, _ = hand.full()
    gone = hand.cost(cycle, amount=900)
    costs.take_back(cost_id=gone.pk, reason="Double saisie", by=at.SECRETARY)
    found = hand.composed(hand.funder(cycle))
    assert found["cost_lines"]["part"] == 2
    sums = [(row[0]["en"], row[1]["en"]) for row in found["cost_sums"]["rows"]]
    assert ("All together EUR", "12,345.67 EUR") in sums
    assert ("All together MAD", "2,500.00 MAD") in sums
    assert found["cost_sums"]["rows"][-1][1]["fr"] == "2\u202f500,00 MAD"


def counted(month: date, kind: str, count: int, desk: str = "shelter") -> None:
    Tally.objects.create(kind=kind, month=month, desk_id=desk, count=count)


def test_what_desks_counted_appears_once_the_year_is_over_and_never_for_a_cycle() -> None:
    staffed("shelter")
    counted(date(2026, 5, 1), "screened", 40)
    report = hand.annual()
    assert "once the year is over" in hand.composed(report)["desk_acts"]["withheld"]["en"]
    with clock.stopped(NEXT_YEAR):
        acts = {row[0]["en"]: row[1] for row in hand.composed(report)["desk_acts"]["rows"]}
        assert acts["First questions kept"] == 40
    assert "desk_acts" not in hand.composed(hand.funder(at.cycle()))


def test_a_small_number_of_the_year_is_hidden_and_said_to_be() -> None:
    counted(date(2026, 5, 1), "screened", 40)
    counted(date(2026, 6, 1), "refused", 3)
    with clock.stopped(NEXT_YEAR):
        figure = hand.composed(hand.annual())["desk_acts"]
    acts = {row[0]["en"]: row[1] for row in figure["rows"]}
    assert acts["Help declined by the person"] is None
    assert "from 1 to 10" in figure["suppression"]["en"]


def test_told_history_is_no_part_of_a_year() -> None:
    cycle, _ = hand.full()
    cycle.recorded = True
    cycle.save()
    assert hand.composed(hand.annual())["tables_held"]["withheld"]["en"] == "Nothing was recorded for this period."
