"""The register as a file: what the list shows and no more, nothing in it computes, and it reads back in."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook  # type: ignore[import-untyped]

from himaya.adapters import sheets
from himaya.coordination import rules_gathering, rules_likeness
from himaya.coordination import states_following as states
from himaya.coordination.models import FollowUpReminder
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import MINORS, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation
from tests.rooms.roundtable.browsing import HOME
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A9")

FILE = f"{HOME}recommendations/export/"


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{FILE}?as=csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_a_line_says_what_was_recommended_and_what_became_of_it(office: Client) -> None:
    recommendation(states.REPORTED_DONE, contributors=("police",), indicator="Inspecteurs formés", grade="B")
    (row,) = rows(office)
    for heading, said in {
        "Number": "R-1", "Source": "Universal Periodic Review", "Recommendation in French": "Former les inspecteurs",
        "Recommendation in Arabic": "تكوين المفتشين", "Lead institution": "labour", "Contributors": "police",
        "Theme": "T1", "Priority": "medium", "Kind of action": "training", "Indicator": "Inspecteurs formés",
        "State": "reported done", "Answer": "accepted", "Reported done by the lead": "yes", "Verified on": "",
        "Overdue": "", "Grade": "B",
    }.items():  # fmt: skip
        assert row[heading] == said


def test_the_word_of_the_lead_and_what_was_verified_stand_apart(office: Client) -> None:
    recommendation(states.VERIFIED)
    recommendation(states.IN_PROGRESS, due_on=clock.today() - timedelta(days=1))
    verified, late = sorted(rows(office), key=lambda row: row["Number"])
    assert (verified["Reported done by the lead"], verified["Verified on"]) == ("yes", str(clock.today()))
    assert (late["Reported done by the lead"], late["Verified on"], late["Overdue"]) == ("", "", "yes")


def test_the_grade_of_silence_is_in_the_file(office: Client) -> None:
    today = clock.today()
    row = recommendation(states.ADDRESSED, answer_by=today - timedelta(days=90), grade="C")
    for number, days in ((1, 60), (2, 30)):
        FollowUpReminder.objects.create(
            recommendation=row, kind="answer", number=number, since=today, made_on=today,
            sent_on=today - timedelta(days=days), how="letter",
        )  # fmt: skip
    assert rows(office)[0]["Grade"] == "D"


def test_what_narrows_the_list_narrows_the_file(office: Client) -> None:
    recommendation(states.VERIFIED, theme="T2")
    recommendation(states.ANSWERED)
    assert [row["Number"] for row in rows(office, "&theme=T2")] == ["R-1"]
    assert [row["Number"] for row in rows(office, "&state=answered")] == ["R-2"]


def test_the_file_holds_all_pages_of_the_list(office: Client) -> None:
    for _one in range(60):
        recommendation(states.ANSWERED)
    assert len(rows(office)) == 60


def test_an_institution_takes_along_what_it_may_see(sit: Sit) -> None:
    recommendation(states.ANSWERED, table=at_the_table.planned(), lead="police")
    recommendation(states.ANSWERED)
    recommendation(states.FORMULATED, lead="minors")
    assert [row["Number"] for row in rows(sit(MINORS))] == ["R-2"]
    assert len(rows(sit(SECRETARY))) == 3


def test_nothing_in_a_file_computes(office: Client) -> None:
    recommendation(states.ANSWERED, text_fr='=HYPERLINK("http://x")', indicator="+1", lead_name="@outside")
    (row,) = rows(office)
    assert row["Recommendation in French"] == '\'=HYPERLINK("http://x")'
    assert (row["Indicator"], row["Lead institution"]) == ("'+1", "'@outside")
    page = load_workbook(io.BytesIO(office.get(FILE).content)).active
    assert {one.data_type for line in page.iter_rows() for one in line if one.value is not None} == {"s"}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_another_register_reads_the_file_in(sit: Sit, language: str, form: str) -> None:
    recommendation(states.ANSWERED, priority="high", sdg="8.7", contributors=("police",), baseline="0", target="40")
    answer = sit(SECRETARY, language).get(f"{FILE}?as={form}")
    head, line = sheets.read(answer.content)
    columns = rules_gathering.headings(head.cells)
    assert set(columns.values()) == set(rules_gathering.COLUMNS)
    known = rules_gathering.Known(
        institutions={"labour": "labour", "police": "police"}, themes={"t1": "T1"}, axes={}, 
        goals={rules_likeness.bare("8.7"): "8.7"}, today=clock.today(),
    )  # fmt: skip
    read = rules_gathering.read(2, line.cells, columns, known)
    assert read.faults == []
    assert (read.lead_id, read.contributors, read.contributor_names) == ("labour", ["police"], [])
    assert {key: read.values[key] for key in ("priority", "action_type", "theme", "sdg", "target")} == {
        "priority": "high", "action_type": "training", "theme": "T1", "sdg": "8.7", "target": "40",
    }  # fmt: skip


def test_a_sign_that_no_spreadsheet_knows_does_not_stop_the_file(office: Client) -> None:
    recommendation(states.ANSWERED, text_fr="Former\x0ales \x0b inspecteurs")
    page = load_workbook(io.BytesIO(office.get(FILE).content)).active
    assert "inspecteurs" in str(page["C2"].value)


def test_a_file_says_nothing_by_its_name_and_acts_in_no_browser(office: Client) -> None:
    for form, name in (("csv", "list.csv"), ("xlsx", "list.xlsx")):
        answer = office.get(f"{FILE}?as={form}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert office.get(f"{FILE}?as=exe").status_code == 404


def test_in_arabic_the_sheet_runs_from_right_to_left(sit: Sit) -> None:
    recommendation(states.ANSWERED)
    for language, rtl in (("ar", True), ("fr", False)):
        page = load_workbook(io.BytesIO(sit(SECRETARY, language).get(FILE).content)).active
        assert bool(page.sheet_view.rightToLeft) is rtl
