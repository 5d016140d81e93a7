"""The races of reports and costs: two secretaries begin, write, freeze, enter and take back at the same moment."""

from himaya.coordination import states_following as following
from himaya.coordination.actions import costs, reports
from himaya.coordination.models import CostLine, Report, ReportEdition, ReportText
from himaya.insight import reporting
from tests.races.every_verb import FIRST, Race, Table, both, once, whole, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import reporting_at_hand as hand

races = Table()


@races.of("reports.begin")
def the_report_of_a_year_is_begun_once() -> Race:
    return once(
        lambda by: hand.annual(by=by), "report.begun", lambda: Report.objects.filter(kind=following.ANNUAL).count() == 1
    )


@races.of("reports.begin")
def the_report_on_a_cycle_is_begun_once() -> Race:
    cycle = at.cycle()
    return once(lambda by: hand.funder(cycle, by=by), "report.begun", lambda: Report.objects.count() == 1)


@races.of("reports.write")
def one_of_two_texts_of_a_chapter_is_kept() -> Race:
    report = hand.annual()

    def holds() -> bool:
        row = ReportText.objects.get()
        return row.revision == 1 and whole(row.text_fr)

    return once(lambda by: hand.write(report, fr=word(by), by=by), "report.written", holds)


@races.of("reports.write")
def two_chapters_are_written_side_by_side() -> Race:
    report = hand.annual()
    return both(
        lambda by: hand.write(report, "foreword" if by == FIRST else "outlook", by=by),
        "report.written",
        lambda: ReportText.objects.count() == 2,
    )


@races.of("reports.freeze")
def the_same_edition_is_frozen_once() -> Race:
    report = hand.annual()
    content = reporting.compose(FIRST, report)
    return once(
        lambda by: reports.freeze(report_id=report.pk, content=content, by=by),
        "report.frozen",
        lambda: [row.number for row in ReportEdition.objects.all()] == [1],
    )


@races.of("costs.enter")
def two_cost_lines_are_both_entered() -> Race:
    cycle = at.cycle()
    return both(
        lambda by: hand.cost(cycle, text=word(by), by=by),
        "cost.entered",
        lambda: sum(CostLine.objects.values_list("amount", flat=True)) == 500_000,
    )


@races.of("costs.take_back")
def a_cost_line_is_taken_back_once() -> Race:
    line = hand.cost(at.cycle())

    def holds() -> bool:
        line.refresh_from_db()
        return whole(line.taken_back_reason)

    return once(
        lambda by: costs.take_back(cost_id=line.pk, reason=word(by), by=by),
        "cost.taken_back",
        holds,
    )
