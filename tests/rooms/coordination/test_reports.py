"""The verbs of reports and costs: begun once, written by one at a time, frozen as composed, never changed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.coordination import canonical
from himaya.coordination import states_following as following
from himaya.coordination.actions import costs, reports
from himaya.coordination.models import CostLine, Report, ReportEdition, ReportText
from himaya.insight import reporting
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import reporting_at_hand as hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A12")]


def logged(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_a_year_has_one_report_and_a_year_that_has_not_begun_has_none() -> None:
    report = hand.annual()
    assert (report.first_day, report.last_day) == (date(2026, 1, 1), date(2026, 12, 31))
    with refused(NotNow, says="begun already"):
        hand.annual()
    with refused(NotValid, says="year that has begun"):
        hand.annual(2027)
    assert Report.objects.count() == logged("report.begun") == 1


def test_a_report_to_a_funder_covers_its_cycle_until_today_or_the_days_that_are_given() -> None:
    cycle = at.cycle()
    whole = hand.funder(cycle)
    assert (whole.first_day, whole.last_day) == (cycle.opened_on, clock.today())
    part = hand.funder(cycle, last_day=date(2026, 6, 30))
    assert part.last_day == date(2026, 6, 30)
    with refused(NotNow, says="begun already"):
        hand.funder(cycle)
    with refused(NotValid, says="before its first"):
        hand.funder(cycle, last_day=date(2025, 1, 1))
    cycle.recorded = True
    cycle.save()
    with refused(NotNow, says="history"):
        hand.funder(cycle, first_day=date(2026, 2, 1))


def test_only_the_secretariat_begins_writes_freezes_and_enters_costs() -> None:
    report, cycle = hand.annual(), at.cycle()
    content = reporting.compose(at.SECRETARY, report)
    line = hand.cost(cycle)
    for deed in (
        lambda: hand.annual(2025, by=at.HEALTH),
        lambda: hand.write(report, by=at.HEALTH),
        lambda: reports.freeze(report_id=report.pk, content=content, by=at.HEALTH),
        lambda: hand.cost(cycle, by=at.HEALTH),
        lambda: costs.take_back(cost_id=line.pk, reason="Erreur", by=at.HEALTH),
        lambda: reporting.compose(at.HEALTH, report),
    ):
        with pytest.raises(NotPermitted):
            deed()


def test_a_chapter_that_the_skeleton_does_not_have_is_not_there() -> None:
    with pytest.raises(NotFound):
        hand.write(hand.annual(), "costs")


def test_a_stale_page_does_not_overwrite_what_somebody_wrote() -> None:
    report = hand.annual()
    hand.write(report)
    with refused(NotNow, says="wrote in this chapter meanwhile"):
        hand.write(report, fr="Autre.")
    hand.write(report, seen=1, fr="Autre.")
    row = ReportText.objects.get()
    assert (row.text_fr, row.revision) == ("Autre.", 2)


def test_a_text_of_any_length_but_too_much_is_kept_as_it_is() -> None:
    report = hand.annual()
    with refused(NotValid, says="too long"):
        hand.write(report, fr="a" * 20_001)
    assert not ReportText.objects.exists()


def test_an_edition_is_what_was_composed_with_its_hash_and_nothing_alters_it() -> None:
    report = hand.annual()
    hand.write(report)
    row = hand.freeze(report)
    kept = ReportEdition.objects.get()
    assert kept.content == reporting.compose(at.SECRETARY, report)
    assert kept.sha256 == canonical.digest(kept.content) == row.sha256
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportEdition.objects.update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportEdition.objects.all().delete()


def test_composed_twice_it_is_the_same_to_the_letter() -> None:
    cycle, _ = hand.full()
    report = hand.funder(cycle)
    first, second = (canonical.digest(reporting.compose(at.SECRETARY, report)) for _ in range(2))
    assert first == second


def test_what_was_written_after_it_was_composed_is_not_frozen_over() -> None:
    report = hand.annual()
    content = reporting.compose(at.SECRETARY, report)
    hand.write(report)
    with refused(NotNow, says="wrote in a chapter meanwhile"):
        reports.freeze(report_id=report.pk, content=content, by=at.SECRETARY)
    assert not ReportEdition.objects.exists()


@pytest.mark.parametrize("change", [{"report": {"id": "another"}}, {"chapters": []}, {"report": {}}])
def test_the_content_of_another_report_is_refused(change: dict[str, Any]) -> None:
    report = hand.annual()
    content = {**reporting.compose(at.SECRETARY, report), **change}
    with refused(NotValid, says="not the content of this report"):
        reports.freeze(report_id=report.pk, content=content, by=at.SECRETARY)


def test_an_edition_that_says_nothing_new_is_not_made() -> None:
    report = hand.annual()
    hand.freeze(report)
    with refused(NotNow, says="Nothing has changed"):
        hand.freeze(report)
    hand.write(report)
    assert hand.freeze(report).number == 2


def test_a_cost_is_entered_in_hundredths_and_taken_back_with_a_reason() -> None:
    cycle = at.cycle()
    row = hand.cost(cycle, amount=125_050)
    with refused(NotValid, says="reason"):
        costs.take_back(cost_id=row.pk, reason=" ", by=at.SECRETARY)
    costs.take_back(cost_id=row.pk, reason="Double saisie", by=at.SECRETARY)
    row.refresh_from_db()
    assert (row.amount, row.taken_back_on, row.taken_back_reason) == (125_050, clock.today(), "Double saisie")
    with refused(NotNow, says="taken back already"):
        costs.take_back(cost_id=row.pk, reason="Encore", by=at.SECRETARY)
    assert (logged("cost.entered"), logged("cost.taken_back")) == (1, 1)


def test_costs_of_the_future_and_of_told_history_are_refused() -> None:
    cycle = at.cycle()
    with refused(NotValid, says="not over yet"):
        hand.cost(cycle, on=clock.today() + timedelta(days=1))
    cycle.recorded = True
    cycle.save()
    with refused(NotNow, says="history"):
        hand.cost(cycle)
    assert not CostLine.objects.exists()


def test_kinds_other_than_the_two_are_refused() -> None:
    with refused(NotValid, says="kind of report"):
        reports.begin(kind="weekly", by=at.SECRETARY)
    with refused(NotValid, says="Choose the cycle"):
        reports.begin(kind=following.FUNDER, by=at.SECRETARY)
