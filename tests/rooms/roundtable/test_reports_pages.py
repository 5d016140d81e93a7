"""Reports in a browser: begun, written, frozen by the secretariat; read as frozen by who takes part; costs in lines."""

import pytest
from django.test import Client

from himaya.coordination import states_following as following
from himaya.coordination.models import CostLine, Report, ReportEdition, ReportText
from himaya.insight.report_figures import FIGURES
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as rows
from tests.rooms.coordination import reporting_at_hand as hand
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A12")
REPORTS = f"{HOME}reports/"


def page_of(report: Report, rest: str = "") -> str:
    return f"{REPORTS}{report.pk}/{rest}"


def test_a_year_is_begun_from_the_list_with_the_year_before_chosen(office: Client) -> None:
    assert '<option value="2025" selected>' in body(office, REPORTS)
    where = sent(office, REPORTS, {"kind": "annual", "year": "2026"})
    report = Report.objects.get()
    assert where == page_of(report)
    page = body(office, where)
    assert "0 chapters of 7 are written" in page
    assert "Annual report 2026" in page
    again = sent(office, REPORTS, {"kind": "annual", "year": "2026"}, 409)
    assert "begun already" in again
    assert 'value="2026" selected' in again


def test_a_report_to_a_funder_keeps_what_was_typed_when_its_days_are_wrong(office: Client) -> None:
    cycle = at.cycle()
    typed = {"kind": "funder", "cycle": str(cycle.pk), "first_day": "2026-10-01", "last_day": "2026-09-01"}
    page = sent(office, REPORTS, typed, 422)
    assert "cannot lie before its first" in page
    assert 'value="2026-10-01"' in page
    assert not Report.objects.exists()


def test_each_figure_leads_to_what_it_counts_and_to_the_list_behind_it(office: Client) -> None:
    cycle, table = hand.full()
    report = hand.funder(cycle)
    page = body(office, page_of(report))
    assert page_of(report, "figures/recommendations_overdue/") in page
    figure = body(office, page_of(report, "figures/recommendations_overdue/"))
    assert "1 of 2" in figure
    assert "R-1</dd>" in figure
    assert "Nothing is hidden" in figure
    assert "overdue" in figure
    assert "/recommendations/?" in figure
    assert office.get(page_of(report, "figures/desk_acts/")).status_code == 404
    assert table.title in body(office, page_of(report, "figures/tables_list/"))


@pytest.mark.parametrize("kind", [following.ANNUAL, following.FUNDER])
def test_every_figure_has_a_page_and_leads_somewhere(office: Client, kind: str) -> None:
    cycle, _ = hand.full()
    report = hand.annual() if kind == following.ANNUAL else hand.funder(cycle)
    for one in hand.composed(report):
        page = body(office, page_of(report, f"figures/{one}/"))
        assert "Open the list behind it" in page, (one, FIGURES[one].page)


def test_a_chapter_is_written_in_each_language_and_shown_on_the_report(office: Client) -> None:
    report = hand.annual()
    address = page_of(report, "chapters/foreword/")
    assert "Say in ten lines" in body(office, address)
    assert sent(office, address, {"seen": "0", "text_fr": "Bilan.", "text_ar": "حصيلة."}) == page_of(report)
    page = body(office, page_of(report))
    assert "1 chapter of 7 is written" in page
    assert "Bilan." in page
    assert ReportText.objects.get().text_ar == "حصيلة."
    assert office.get(page_of(report, "chapters/nothing/")).status_code == 404


def test_who_comes_second_sees_both_texts_and_can_keep_one_made_of_both(office: Client) -> None:
    report = hand.annual()
    hand.write(report, fr="Premier.")
    address = page_of(report, "chapters/foreword/")
    page = sent(office, address, {"seen": "0", "text_fr": "Second.", "text_ar": ""}, 409)
    assert "Premier." in page
    assert "Second." in page
    assert 'name="seen" value="1"' in page
    sent(office, address, {"seen": "1", "text_fr": "Premier. Second.", "text_ar": ""})
    assert ReportText.objects.get().text_fr == "Premier. Second."


def test_a_chapter_refuses_what_looks_like_a_person_and_loses_nothing(office: Client) -> None:
    report = hand.annual()
    typed = {"seen": "0", "text_fr": "Une personne née le 3 mars 2008", "text_ar": "نص."}
    page = sent(office, page_of(report, "chapters/foreword/"), typed, 422)
    assert "a date of birth" in page
    assert "نص." in page
    assert not ReportText.objects.exists()


def test_an_edition_is_read_as_it_was_frozen_whatever_happens_afterwards(office: Client, sit: Sit) -> None:
    cycle, table = hand.full()
    report = hand.funder(cycle)
    where = sent(office, page_of(report), {})
    assert where == page_of(report, "editions/1/")
    before = body(office, where)
    assert ReportEdition.objects.get().sha256 in before
    assert "Verified (figure 13) · <b>1 of 4</b>" in before
    rows.recommendation(following.VERIFIED, table=table)
    assert "<b>2 of 5</b>" in body(office, page_of(report))
    hand.funded_by(cycle, at.HEALTH.institution_id)
    for reader in (office, sit(at.HEALTH)):
        assert "Verified (figure 13) · <b>1 of 4</b>" in body(reader, where)
    sent(office, page_of(report), {})
    assert "A later edition was frozen since" in body(office, where)


def test_freezing_the_same_twice_says_that_nothing_changed(office: Client) -> None:
    report = hand.annual()
    sent(office, page_of(report), {})
    assert "Nothing has changed" in sent(office, page_of(report), {}, 409)
    assert ReportEdition.objects.count() == 1


def test_an_institution_reads_frozen_editions_and_nothing_that_is_under_way(office: Client, sit: Sit) -> None:
    """A year is for all who take part; what a cycle cost, for whoever organises or funds it."""
    cycle, _ = hand.full()
    hand.funded_by(cycle, at.HEALTH.institution_id)
    year, of_cycle = hand.annual(), hand.funder(cycle)
    member, seated, stranger = sit(at.HEALTH), sit(at.LABOUR), sit(at.MINORS)
    assert "No report is frozen yet" in body(member, REPORTS)
    assert member.get(page_of(year)).status_code == 403
    hand.freeze(year)
    hand.freeze(of_cycle)
    assert page_of(of_cycle, "editions/1/") in body(member, REPORTS)
    assert body(member, page_of(year, "editions/1/"))
    assert body(member, page_of(of_cycle, "editions/1/"))
    for other in (seated, stranger):
        assert page_of(of_cycle, "editions/1/") not in body(other, REPORTS)
        assert body(other, page_of(year, "editions/1/"))
        assert other.get(page_of(of_cycle, "editions/1/")).status_code == 404


def test_costs_are_entered_line_by_line_and_summed_by_currency(office: Client) -> None:
    cycle = at.cycle()
    address = f"{HOME}cycles/{cycle.pk}/costs/"
    assert "No cost is entered yet" in body(office, address)
    typed = {"do": "enter", "on": "2026-11-20", "heading": "venue", "text": "Salle", "currency": "mad"}
    for amount in ("1 250,5", "2000"):
        sent(office, address, {**typed, "amount": amount})
    sent(office, address, {**typed, "amount": "300.25", "currency": "EUR"})
    page = body(office, address)
    assert "3 cost lines" in page
    assert "3,250.50 MAD" in page
    assert "300.25 EUR" in page
    assert 'value="MAD"' in page
    line = CostLine.objects.filter(currency="EUR").get()
    sent(office, address, {"do": "take_back", "cost": str(line.pk), "reason": "Double saisie"})
    page = body(office, address)
    assert "2 cost lines" in page
    assert "Double saisie" in page
    again = sent(office, address, {"do": "take_back", "cost": str(line.pk), "reason": "Encore"}, 409)
    assert "taken back already" in again


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("amount", "beaucoup", "Write the amount as a number"),
        ("amount", "12,345", "Write the amount as a number"),
        ("amount", "0", "greater than nothing"),
        ("amount", "١٢", "Write the amount as a number"),
        ("currency", "dirham", "three letters"),
        ("on", "2027-03-01", "not over yet"),
        ("on", "hier", "the day, the month"),
        ("heading", "gifts", "Choose what kind"),
        ("text", "", "Say in a few words"),
        ("text", "Taxi, 0661234567", "a telephone number"),
    ],
)
def test_a_wrong_cost_has_its_sentence_and_nothing_is_lost(
    office: Client, field: str, value: str, sentence: str
) -> None:
    address = f"{HOME}cycles/{at.cycle().pk}/costs/"
    right = {"on": "2026-11-20", "heading": "venue", "text": "Salle", "currency": "MAD", "amount": "10"}
    page = sent(office, address, {"do": "enter", **right, field: value}, 422)
    assert sentence in page
    assert f'id="{field}-error"' in page
    assert ("Salle" if field != "text" else "2026-11-20") in page
    assert not CostLine.objects.exists()


def test_the_pages_are_there_in_arabic_with_the_frozen_words(sit: Sit) -> None:
    report = hand.annual()
    hand.write(report)
    hand.freeze(report)
    page = body(sit(at.SECRETARY, "ar"), page_of(report, "editions/1/"))
    assert "التقرير السنوي" in page
    assert "جمعت المائدة ست مؤسسات." in page
    assert "لا شيء محجوب" in page
