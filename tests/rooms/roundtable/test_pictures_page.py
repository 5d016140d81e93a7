"""The pictures in a browser: each with its table, what it counts and how not to read it; files of the same numbers."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client

from himaya.coordination import states_following as states
from himaya.coordination.models import Cycle, FollowUpSnapshot, SnapshotLine
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, MINORS
from tests.rooms.coordination.following_at_hand import recommendation
from tests.rooms.roundtable.browsing import HOME, body
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A9")

PAGE = f"{HOME}follow-up/pictures/"
SECTIONS = ("institutions", "themes", "tables", "movement", "time")


def section(page: str, name: str) -> str:
    """One picture with all that belongs to it."""
    start = page.index(f'id="{name}">')
    return page[start : page.index("</section>", start)]


def cells(part: str, line: str) -> list[str]:
    """The numbers of one line of a table."""
    row = re.search(rf"<tr><th[^>]*>(?:<a[^>]*>|<span[^>]*>){line}</.*?</tr>", part)
    assert row is not None
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<td.*?</td>", row[0])]


def table(client: Client, name: str, query: str = "") -> list[list[str]]:
    answer = client.get(f"{PAGE}{name}/table/{query}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def held(cycle: Cycle, days: int, stood: dict[str, int]) -> None:
    """A table of the cycle that closed so many days ago, with so many recommendations in each state."""
    at = clock.now() - timedelta(days=days)
    snapshot = FollowUpSnapshot.objects.create(
        table=at_the_table.closed(cycle), taken_at=at, on=at.date(), sha256="0" * 64
    )
    for row in (recommendation(state) for state, count in stood.items() for _one in range(count)):
        said = {"state": row.state, "overdue": False, "reported": False, "verified": False}
        SnapshotLine.objects.create(snapshot=snapshot, recommendation=row, number=row.number, **said)


def test_each_picture_has_its_table_its_denominator_and_its_caveat(office: Client) -> None:
    recommendation(states.VERIFIED)
    recommendation(states.IN_PROGRESS, due_on=clock.today() - timedelta(days=1))
    cycle = at_the_table.cycle()
    held(cycle, 60, {states.ANSWERED: 1})
    held(cycle, 10, {states.ANSWERED: 2})
    page = body(office, PAGE)
    for name in SECTIONS:
        part = section(page, name)
        assert "<svg" in part
        assert "<table>" in part
        assert "Counted" in part
        assert f"{PAGE}{name}/table/" in part
    assert "Counted: 5 recommendations" in section(page, "institutions")
    assert "a long list of tasks, not a bad mark" in section(page, "institutions")
    assert "the average of the finished ones alone would look faster" in section(page, "time")
    assert "does not change" in section(page, "tables")


def test_the_headline_is_the_news(office: Client) -> None:
    recommendation(states.VERIFIED)
    recommendation(states.ANSWERED)
    recommendation(states.ANSWERED)
    assert "<h1>1 of 3 recommendations is verified</h1>" in body(office, PAGE)


def test_a_number_leads_to_the_list_that_it_counts(office: Client) -> None:
    recommendation(states.VERIFIED)
    recommendation(states.REC_CLOSED)
    recommendation(states.ANSWERED, due_on=clock.today() - timedelta(days=1))
    recommendation(states.FORMULATED)
    part = section(body(office, PAGE), "institutions")
    assert cells(part, "labour") == ["2", "0", "0", "1", "0", "0", "3", "1"]
    for query, count in (
        ("state=verified&amp;institution=labour", 2),
        ("state=known&amp;institution=labour", 3),
        ("state=known&amp;institution=labour&amp;overdue=yes", 1),
    ):
        address = f"{HOME}recommendations/?{query}"
        assert f'href="{address}"' in part
        assert f"{count} of {count} recommendations shown" in body(office, address.replace("&amp;", "&"))


def test_one_source_alone_and_its_links_stay_with_it(office: Client) -> None:
    recommendation(states.VERIFIED, source_kind=states.AUDIT)
    recommendation(states.ANSWERED, source_kind=states.UPR)
    page = body(office, f"{PAGE}?source=audit")
    assert "1 of 1 recommendations is verified" in page
    assert "source=audit&amp;state=known" in section(page, "institutions")
    assert f"{PAGE}institutions/table/?source=audit" in page
    assert table(office, "institutions", "?source=audit")[-1][-2] == "1"
    assert "No recommendation of this source was addressed." in body(office, f"{PAGE}?source=tip_report")
    assert "1 of 2 recommendations" in body(office, f"{PAGE}?source=nowhere")


def test_before_the_first_one_the_page_says_when_pictures_appear(office: Client) -> None:
    page = body(office, PAGE)
    assert "Nothing to draw yet" in page
    assert "Pictures appear with the first recommendation" in page
    assert "<svg" not in page


def test_before_anything_is_verified_there_is_no_curve_and_the_page_says_why(office: Client) -> None:
    recommendation(states.ANSWERED)
    part = section(body(office, PAGE), "time")
    assert "<svg" not in part
    assert "None is verified yet" in part


def test_the_half_is_said_in_words_whether_it_is_reached_or_not(office: Client) -> None:
    today = clock.today()
    for _one in range(3):
        recommendation(states.ANSWERED, addressed_on=today - timedelta(days=400))
    recommendation(states.VERIFIED, addressed_on=today - timedelta(days=100), verified_on=today)
    part = section(body(office, PAGE), "time")
    assert "Fewer than half are verified: the half is not reached after 400 days." in part
    assert "Only 1 is verified so far" in part
    for _one in range(20):
        recommendation(states.VERIFIED, addressed_on=today - timedelta(days=50), verified_on=today)
    part = section(body(office, PAGE), "time")
    assert "Half are verified within 50 days of being addressed." in part
    assert "so far" not in part


def test_what_moved_between_two_tables_has_its_own_table(office: Client) -> None:
    cycle = at_the_table.cycle()
    held(cycle, 60, {states.ANSWERED: 1})
    held(cycle, 10, {states.ANSWERED: 2, states.VERIFIED: 1})
    part = section(body(office, PAGE), "movement")
    assert "newly addressed" in part
    assert table(office, "movement")[1][-1] == "3"


def test_an_institution_counts_only_what_it_may_see(sit: Sit) -> None:
    inside = at_the_table.planned()
    recommendation(states.ANSWERED, table=inside, lead="police")
    recommendation(states.VERIFIED, lead="labour")
    assert "1 of 2 recommendations" in body(sit(HEALTH), PAGE)
    page = body(sit(MINORS), PAGE)
    assert "1 of 1 recommendations" in page
    assert "police" not in page
    assert all("police" not in row for row in table(sit(MINORS), "institutions"))


def test_a_name_that_would_compute_in_a_spreadsheet_is_text(office: Client) -> None:
    recommendation(states.VERIFIED, lead_name='=HYPERLINK("http://x")')
    assert table(office, "institutions")[1][0] == '\'=HYPERLINK("http://x")'


def test_a_file_says_nothing_by_its_name_and_acts_in_no_browser(office: Client) -> None:
    recommendation(states.VERIFIED)
    answer = office.get(f"{PAGE}themes/table/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="table.csv"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert office.get(f"{PAGE}people/table/").status_code == 404


@pytest.mark.parametrize(("language", "direction", "percent"), [("fr", "ltr", "50\u00a0%"), ("ar", "rtl", "50%")])
def test_in_arabic_the_pictures_run_from_right_to_left(sit: Sit, language: str, direction: str, percent: str) -> None:
    recommendation(states.VERIFIED)
    page = sit(at_the_table.SECRETARY, language).get(PAGE).content.decode()
    drawn = re.findall(r'<svg[^>]* direction="(\w+)"', page)
    assert set(drawn) == {direction}
    assert f">{percent}</text>" in page
    assert not re.search(r"<svg.*?\sstyle=", page, re.DOTALL)


def test_a_long_list_of_institutions_keeps_the_picture_short_and_the_table_whole(office: Client) -> None:
    for number in range(15):
        recommendation(states.ANSWERED, lead_name=f"Entité {number}")
    part = section(body(office, PAGE), "institutions")
    assert "The picture shows the 12 longest lists; 3 more are in the table." in part
    drawing, numbers = part.split("</svg>")
    assert drawing.count("Entité") == 12
    assert numbers.count("Entité") == 15
