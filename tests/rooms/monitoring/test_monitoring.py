"""What each reader may see of the monitoring indicators: one decision for all, whoever asks, on pages and in files."""

import csv
import io
import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from django.test import Client

from himaya.adapters import sheets
from himaya.cases import tallies
from himaya.cases.actions import referrals
from himaya.cases.models import Tally
from himaya.determinations import counting as decisions
from himaya.insight import monitoring
from himaya.insight import policy_monitoring as policy
from himaya.insight.monitoring_content import DESK, INSTITUTION, LEVELS, NATION, book
from himaya.insight.monitoring_measures import FEW, HIDDEN, MEASURES, NOT_COUNTED
from himaya.insight.policy_monitoring import WHOLE, Scope
from himaya.insight.rules_periods import Period
from himaya.insight.suppression import K
from himaya.institutions.models import Desk, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.pages import main_words
from tests.rooms.monitoring import counted
from tests.rooms.monitoring.counted import QUARTER
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("H2")]
YEAR = Period(2025)


def reading(indicator: str, scope: Scope = WHOLE, period: Period = QUARTER) -> monitoring.Reading:
    lines = monitoring.dashboard(cast.SECRETARY, scope, period)
    return next(one.reading for one in lines if one.declared.id == indicator)


# --- declarations ----------------------------------------------------------------------------------------------------
def test_every_declaration_is_computed_and_everything_computed_is_declared() -> None:
    assert sorted(one.measure for one in book().indicators.values()) == sorted(MEASURES)


def test_no_declaration_is_of_a_worker_and_each_says_what_it_does_not_say() -> None:
    for one in book().indicators.values():
        assert set(one.scopes) <= set(LEVELS)
        assert one.caveat.fr
        assert one.source


def test_detections_stand_beside_the_sentence_on_prevalence(sit: Sit) -> None:
    body = main_words(sit(cast.SECRETARY).get("/figures/").content)
    assert "A change in detections is not a change in prevalence." in body
    assert "no rate is computed here" in body


# --- who reads what --------------------------------------------------------------------------------------------------
def test_the_secretariat_reads_all_a_focal_point_their_institution_a_lead_their_desk() -> None:
    assert policy.widest(cast.SECRETARY) == WHOLE
    assert policy.widest(LABOUR) == Scope(INSTITUTION, "labour")
    assert policy.widest(cast.LABOUR_LEAD) == Scope(DESK, "labour-north")
    assert {one.id for one in policy.within(LABOUR)} == {"labour", "labour-north", "labour-south"}
    for nobody in (cast.INSPECTOR, cast.AUDITOR, cast.OPERATOR, at_hand.TRAINER):
        with pytest.raises(NotPermitted):
            policy.asked(nobody)


@pytest.mark.parametrize(
    "query",
    [
        "of=institution/shelter",
        "of=desk/shelter",
        "of=institution/absent",
        "of=desk/",
        "of=nation/",
        "of=x",
        "of=/labour",
    ],
)
@pytest.mark.parametrize("page", ["/figures/", "/figures/one/referrals_sent/", "/figures/file/csv/"])
def test_a_scope_of_somebody_else_answers_like_one_that_there_is_not(sit: Sit, page: str, query: str) -> None:
    client = sit(LABOUR)
    assert client.get(f"{page}?period=2026-Q3&{query}").status_code == 404


def test_a_reader_asks_no_verb_for_what_is_not_theirs() -> None:
    for scope in (WHOLE, Scope(INSTITUTION, "police"), Scope(DESK, "shelter")):
        with pytest.raises(NotFound):
            monitoring.dashboard(LABOUR, scope, QUARTER)


@pytest.mark.parametrize("typed", ["2026-Q4", "2026", "x", "2019-Q1", "2026-Q3' OR 1=1"])
def test_a_period_that_there_is_not_is_said_and_another_one_is_shown(sit: Sit, typed: str) -> None:
    client = sit(cast.SECRETARY)
    answer = client.get("/figures/", {"period": typed})
    assert answer.status_code == 200
    assert "There is no such period, or it is not over yet." in main_words(answer.content)
    assert client.get("/figures/file/csv/", {"period": typed}).status_code == 404


def test_an_indicator_or_a_kind_of_file_that_there_is_not() -> None:
    client = Client()
    assert client.get("/figures/one/per_worker/").status_code == 302


def test_absent_indicators_and_files(sit: Sit) -> None:
    client = sit(cast.SECRETARY)
    assert client.get("/figures/one/per_worker/").status_code == 404
    assert client.get("/figures/file/exe/?period=2026-Q3").status_code == 404
    assert client.get("/figures/one/referrals_sent/file/json/?period=2026-Q3").status_code == 404


# --- numbers ---------------------------------------------------------------------------------------------------------
def test_what_was_counted_is_told_of_the_nation_institutions_and_desks() -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    assert reading("referrals_sent").n == 6 * 120
    assert reading("referrals_sent", Scope(INSTITUTION, "labour")).n == 240
    assert reading("referrals_sent", Scope(DESK, "labour-north")).n == 120
    accepted = reading("referrals_accepted")
    assert accepted.n == 6 * 84
    assert accepted.known is not None
    assert [one.n for one in accepted.known.parts] == [6 * 48, 6 * 36]
    completed = reading("referrals_completed", Scope(INSTITUTION, "labour"))
    assert completed.known is not None
    assert [(one.n, one.share) for one in completed.known.parts] == [(72, 1), (0, 0), (0, 0)]


def test_an_answer_that_takes_a_referral_on_is_counted_as_accepted_and_others_are_not() -> None:
    taken, declined = factories.referral_to_shelter(), factories.referral_to_shelter()
    referrals.accept(referral_id=taken, by=cast.SHELTER)
    referrals.decline(referral_id=declined, reason="no_place", by=cast.SHELTER)
    assert Tally.objects.get(kind=tallies.ACCEPTED).count == 1
    assert sum(Tally.objects.filter(kind=tallies.ANSWERED).values_list("count", flat=True)) == 2


def test_in_part_is_not_completed() -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    for desk in counted.DESKS:
        counted.count("reported", desk, 20, answer="in_part")
    completed = reading("referrals_completed")
    assert completed.known is not None
    yes, in_part, _no = completed.known.parts
    assert (yes.n, in_part.n) == (216, 360)
    assert yes.share == Fraction(216, 576)


def test_where_counting_had_not_begun_there_is_no_zero() -> None:
    assert reading("referrals_sent").why == NOT_COUNTED
    counted.count("sent", "shelter", 30, months=[date(2026, 8, 1)])
    assert reading("referrals_sent").why == NOT_COUNTED, "it began in the second month"


def test_a_desk_of_fewer_than_three_people_is_not_shown_and_follows_from_nothing() -> None:
    counted.begun()
    counted.staffed(*[desk for desk in counted.DESKS if desk != "labour-south"])
    counted.quarter()
    assert reading("referrals_sent", Scope(DESK, "labour-south")).why == FEW
    assert reading("referrals_sent", Scope(DESK, "labour-north")).why == HIDDEN, "the institution less this one"


def test_who_works_there_today_changes_nothing_of_a_quarter_that_is_over() -> None:
    """Seen red where the people of today were counted: two papers of different days could be subtracted."""
    counted.begun()
    counted.staffed(*[desk for desk in counted.DESKS if desk != "labour-south"])
    counted.quarter()
    scopes = (Scope(DESK, "labour-south"), Scope(INSTITUTION, "labour"), WHOLE)
    before = [monitoring.dashboard(cast.SECRETARY, one, QUARTER) for one in scopes]
    counted.staffed("labour-south", since=date(2026, 10, 1))
    Membership.objects.filter(desk_id="labour-north").update(valid_to=date(2026, 10, 2))
    assert [monitoring.dashboard(cast.SECRETARY, one, QUARTER) for one in scopes] == before
    # Each month of labour-north can be read on the counts of the secretariat: the institution less these is two people.
    assert reading("referrals_sent", Scope(INSTITUTION, "labour")).why == HIDDEN


def test_a_small_number_is_hidden_at_every_level_where_it_would_follow() -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    Tally.objects.filter(kind="sent", desk_id="labour-south", month=QUARTER.months[1]).update(count=3)
    desk = reading("referrals_sent", Scope(DESK, "labour-south"))
    assert (desk.n, desk.why) == (None, HIDDEN)
    assert reading("referrals_sent", Scope(INSTITUTION, "labour")).n is None, "less its other desk"


def test_a_year_is_its_four_quarters_or_nothing() -> None:
    counted.begun()
    counted.staffed()
    for quarter in YEAR.quarters:
        for desk in counted.DESKS:
            counted.count("sent", desk, 20, months=quarter.months)
    assert reading("referrals_sent", Scope(DESK, "shelter"), YEAR).n == 240
    Tally.objects.filter(desk_id="shelter", month=date(2025, 5, 1)).update(count=2)
    assert reading("referrals_sent", Scope(DESK, "shelter"), YEAR).n is None


def test_regions_are_rounded_and_shares_are_of_those_known() -> None:
    counted.begun()
    for region, n in (("north", 31), ("south", 11), ("", 20), ("atlantis", 5)):
        counted.count("sent", "shelter", n, months=[date(2025, 3, 1)], region=region)
    found = reading("referrals_by_region", period=YEAR)
    assert found.known is not None
    assert {one.code: one.n for one in found.known.parts} == {"north": 30, "south": 10}
    assert [one.share for one in found.known.parts] == [0.75, 0.25]
    assert found.known.unknown == 30, "a region that the list does not know is not known"


def test_returns_are_told_of_the_nation_by_the_year_and_small_ones_hidden() -> None:
    counted.begun()
    for answer, n in (("within_24_h", 30), ("later", 4), ("no_word", 12)):
        counted.count("return_reception", "", n, months=[date(2025, 3, 1)], answer=answer)
    found = reading("return_received", period=YEAR)
    assert found.known is not None
    assert [(one.n, one.share) for one in found.known.parts] == [(30, None), (None, None)]
    # Hidden along with the four: everybody of these was counted on the day of the travel too.
    assert found.known.unknown is None
    assert reading("return_adverse", period=YEAR).n == 0
    scopes = [one.declared.id for one in monitoring.dashboard(LABOUR, Scope(INSTITUTION, "labour"), QUARTER)]
    assert not [one for one in scopes if one.startswith("return_")]


def test_what_bodies_decided_is_counted_without_a_body_or_a_desk() -> None:
    tallies.add(decisions.recorded("identified"))
    assert Tally.objects.filter(kind=decisions.DECIDED).values_list("desk_id", "region", "answer").get() == (
        "", "", "identified",
    )  # fmt: skip


def test_coverage_counts_vetted_desks_of_the_directory_and_hides_nothing(sit: Sit) -> None:
    today = clock.today()
    Desk.objects.update(vetted_until=today)
    found = reading("service_coverage")
    assert found.n
    assert found.whole
    assert found.n < found.whole
    own = reading("service_coverage", Scope(DESK, "lawyers"))
    assert own.n == 6, "three services in two regions"
    body = main_words(sit(cast.SECRETARY).get("/figures/one/service_coverage/").content)
    assert "By region" in body
    assert "Services given" in body
    for until in (None, today - timedelta(days=1)):
        Desk.objects.filter(pk="lawyers").update(vetted_until=until)
        unvetted = reading("service_coverage", Scope(DESK, "lawyers"))
        assert (unvetted.n, unvetted.whole) == (0, own.whole)


# --- one decision for all readers ------------------------------------------------------------------------------------
def test_what_a_reader_sees_is_a_part_of_what_the_secretariat_sees() -> None:
    counted.begun()
    counted.staffed(*counted.DESKS[:4])
    counted.quarter(labour_south=26, shelter=25)
    scopes = policy.within(cast.SECRETARY)
    all_of_it = {(one, line.declared.id): line.reading for one in scopes for line in dashboards(cast.SECRETARY, one)}
    for actor in (LABOUR, cast.LABOUR_LEAD):
        for one in policy.within(actor):
            for line in dashboards(actor, one):
                assert line.reading == all_of_it[one, line.declared.id]


def dashboards(actor: Actor, scope: Scope) -> list[monitoring.Line]:
    return monitoring.dashboard(actor, scope, QUARTER)


def test_no_small_number_stands_on_any_page_or_in_any_file(sit: Sit) -> None:
    counted.begun()
    counted.staffed()
    counted.quarter(shelter=29)
    Tally.objects.filter(kind="sent", desk_id="hostel").update(count=7)
    client = sit(cast.SECRETARY)
    for indicator, of in product(book().indicators, ("", "institution/social", "desk/hostel", "institution/labour")):
        if book().indicators[indicator].period == "today":
            continue
        query = {"period": "2026-Q3", "of": of}
        body = client.get(f"/figures/one/{indicator}/", query).content.decode()
        assert numbers_of(body) == {n for n in numbers_of(body) if n == 0 or n >= K}
        rows = csv.reader(
            io.StringIO(client.get(f"/figures/one/{indicator}/file/csv/", query).content.decode("utf-8-sig")),
            delimiter=";",
        )
        found = [int(row[4]) for row in rows if row[4].isdigit()]
        assert all(n == 0 or n >= K for n in found)


def numbers_of(body: str) -> set[int]:
    return {int(one) for one in re.findall(r'<td class="num">(?:<b>)?(\d+)(?:</b>)?\s*</td>', body)}


# --- pages and files -------------------------------------------------------------------------------------------------
def test_the_page_says_the_news_and_its_limits(sit: Sit) -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    body = main_words(sit(cast.SECRETARY).get("/figures/?period=2026-Q3").content)
    assert "2026, quarter 3 · referrals taken on: 288 of 504 answers" in body
    assert "Nothing is counted by worker." in body
    assert "Acts of desks are counted, not people" in body
    lead = main_words(sit(cast.LABOUR_LEAD).get("/figures/?period=2026-Q3").content)
    assert "2026, quarter 3 · referrals answered: 84" in lead
    assert "no answer was counted" in main_words(sit(LABOUR).get("/figures/?period=2025").content)
    alone = main_words(sit(cast.SHELTER_LEAD).get("/figures/?period=2026-Q2").content)
    assert "no answer was counted" in alone


def test_a_picture_stands_beside_the_table_and_runs_from_right_to_left_in_arabic(sit: Sit) -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    for language in ("fr", "ar", "en"):
        body = sit(cast.SECRETARY, language).get("/figures/?period=2026-Q3").content.decode()
        assert '<svg xmlns="http://www.w3.org/2000/svg" class="pic"' in body
        assert ('direction="rtl"' in body) is (language == "ar")
        assert body.count("<table>") > 1


def test_where_a_part_is_hidden_no_bar_is_drawn(sit: Sit) -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    for desk in counted.DESKS:
        counted.count("reported", desk, 1, answer="no")
    client = sit(cast.SECRETARY)
    body = client.get("/figures/one/referrals_completed/?period=2026-Q3&of=institution/social").content.decode()
    assert 'id="part-referrals_completed-t"' not in body


def test_files_hold_what_the_page_shows_with_definitions_and_limits(sit: Sit) -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    client = sit(cast.SECRETARY)
    answer = client.get("/figures/file/csv/?period=2026-Q3")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="table.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert ["Referrals sent", "All institutions together", "2026, quarter 3", "all together", "720", ""] in rows
    assert any("Nothing is counted by worker." in row[3] for row in rows)
    assert any(row[1] == "Of" and row[0] == "Referrals completed" for row in rows)
    book_of = sheets.read(client.get("/figures/file/xlsx/?period=2026-Q3").content)
    assert [list(line.cells) for line in book_of][1][4] == "720"
    detail = client.get("/figures/one/referrals_sent/file/csv/?period=2026-Q3").content.decode("utf-8-sig")
    assert "labour;" in detail
    assert ";240;" in detail


def test_the_paper_is_made_in_each_language(sit: Sit) -> None:
    counted.begun()
    counted.staffed()
    counted.quarter()
    answer = sit(cast.SECRETARY, "ar").get("/figures/one/referrals_completed/file/pdf/?period=2026-Q3")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="table.pdf"'


def test_nothing_of_it_is_in_the_audit_and_nothing_sealed_is_opened(sit: Sit) -> None:
    client = sit(cast.SECRETARY)
    before = AuditEvent.objects.count()
    client.get("/figures/")
    client.get("/figures/file/csv/?period=2026-Q3")
    assert AuditEvent.objects.count() == before


def test_every_figure_of_a_report_has_its_declaration(sit: Sit) -> None:
    body = Client(headers={"accept-language": "en"}).get("/figures/declarations/").content.decode()
    for name in (*book().indicators, "tables_held", "cost_lines"):
        assert f'id="{name}"' in body


def test_only_what_is_told_of_a_level_is_told_of_it(sit: Sit) -> None:
    body = main_words(sit(cast.LABOUR_LEAD).get("/figures/one/referrals_completed/?period=2026-Q3").content)
    assert "of one desk it would be about few people" in body
    assert NATION not in [one.level for one in policy.within(cast.LABOUR_LEAD)]
