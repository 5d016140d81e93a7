"""One page for each institution: what is awaited of it and room to answer by hand, for those who never sign in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from himaya.adapters import paper_html, pdf
from himaya.adapters.paper import Grid, Paper, Words
from himaya.coordination import states_following as following
from himaya.coordination.actions import renditions
from himaya.coordination.models import Rendition
from himaya.coordination.papers import data
from himaya.coordination.papers.follow_up_data import WHOLE
from himaya.coordination.papers.follow_up_paper import ROOM
from himaya.coordination.papers.phrases import say
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.ops import papers_worker
from tests.pages import body
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import LABOUR, POLICE, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation, report
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]


def paper(institution: str = "labour", mode: str = "fr") -> Paper:
    found = data.gather(data.FOLLOW_UP, WHOLE, institution)
    return data.lay_out(data.FOLLOW_UP, found, mode=mode, exercise=False)  # type: ignore[arg-type]


def grid(of: Paper) -> Grid:
    return next(block for block in of.blocks if isinstance(block, Grid))


def cell(of: Paper, row: int, column: int) -> str:
    found = grid(of).rows[row][column]
    assert isinstance(found, Words)
    return found.fr


def ask(by: Actor, *, institution: str = "labour", object_id: object = WHOLE) -> Rendition:
    takes = {"object_id": object_id, "institution_id": institution, "mode": "fr", "format": "docx"}
    return renditions.ask(kind=data.FOLLOW_UP, **takes, by=by)  # type: ignore[arg-type]


# --- what is printed -------------------------------------------------------------------------------------------------
def test_what_is_awaited_stands_first_with_room_for_the_answer() -> None:
    at_the_table.cycle()
    going = recommendation(following.IN_PROGRESS)
    report(going, following.REPORT_ACCEPTED, text="Douze inspecteurs formés.")
    late = recommendation(following.ADDRESSED, answer_by=clock.today() - timedelta(days=3))
    recommendation(following.ADDRESSED, lead="police")
    recommendation(following.VERIFIED)
    page = paper()
    assert [cell(page, row, 0).split(" ")[0] for row in range(len(grid(page).rows))] == [
        f"R-{late.number}",
        f"R-{going.number}",
    ]
    assert "Réponse attendue depuis le" in cell(page, 0, 0)
    assert all(word in cell(page, 0, 1) for word in ("acceptée", "en partie", "prise en note"))
    assert "Douze inspecteurs formés." in cell(page, 1, 0)
    assert all(word in cell(page, 1, 1) for word in ("en cours", "faite"))
    assert cell(page, 0, 2) == cell(page, 1, 2) == ROOM


def test_while_it_is_being_verified_nothing_is_asked() -> None:
    recommendation(following.REPORTED_DONE)
    page = paper()
    assert (cell(page, 0, 1), cell(page, 0, 2)) == (say("follow_checked").fr, "")


def test_what_it_helps_with_is_named_with_its_lead() -> None:
    recommendation(following.ANSWERED, lead="police", contributors=["labour"])
    page = paper()
    assert not any(isinstance(block, Grid) for block in page.blocks)
    text = paper_html.write(page)
    assert say("follow_nothing").fr in text
    assert "police" in text


def test_somebody_outside_the_list_has_a_page_by_name() -> None:
    first = recommendation(following.ADDRESSED, lead_name="Agence de Talmire")
    second = recommendation(following.ANSWERED, lead_name="Agence de Talmire")
    recommendation(following.ADDRESSED, lead_name="Une autre")
    for row in (first, second):
        found = data.gather(data.FOLLOW_UP, row.pk)
        assert {one["number"] for one in found["led"]} == {first.number, second.number}
        assert found["institution"]["fr"] == "Agence de Talmire"


def test_a_page_of_nobody_is_not_there() -> None:
    of_an_institution, hidden = recommendation(), recommendation(following.FORMULATED, lead_name="Agence")
    for key in (uuid4(), WHOLE, of_an_institution.pk, hidden.pk):
        with pytest.raises(NotFound):
            data.gather(data.FOLLOW_UP, key)
    with pytest.raises(NotFound):
        data.gather(data.FOLLOW_UP, of_an_institution.pk, "labour")


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.parametrize("mode", ["fr", "ar", "both"])
def test_four_recommendations_fit_on_one_page(mode: str) -> None:
    at_the_table.cycle()
    for state in (following.ADDRESSED, following.ANSWERED, following.IN_PROGRESS, following.REPORTED_DONE):
        report(recommendation(state), following.REPORT_ACCEPTED)
    pages: list[int] = []
    assert not pdf.missing(), f"PDFs cannot be made here: apt install {pdf.missing()}"
    pdf.render(paper_html.write(paper(mode=mode)), progress=pages.append, seconds=60)
    # Two languages are twice as many lines.
    assert max(pages) <= (2 if mode == "both" else 1)


# --- whose it is -----------------------------------------------------------------------------------------------------
def test_an_institution_gets_its_own_whatever_it_asks_for() -> None:
    assert ask(LABOUR).institution_id == "labour"
    assert ask(POLICE, institution="labour").institution_id == "police"
    row = recommendation(following.ADDRESSED, lead_name="Agence de Talmire")
    with pytest.raises(NotFound):
        ask(LABOUR, object_id=row.pk)
    assert ask(SECRETARY, institution="", object_id=row.pk).institution_id == ""


def test_whose_mandate_is_over_gets_nothing() -> None:
    own = ask(LABOUR)
    assert renditions.of(LABOUR, own.pk) == own
    with pytest.raises(NotFound):
        renditions.of(POLICE, own.pk)
    Mandate.objects.filter(institution_id="labour").update(valid_to=clock.today() - timedelta(days=1))
    with pytest.raises(NotFound):
        renditions.of(LABOUR, own.pk)
    with pytest.raises(NotFound):
        ask(LABOUR)


def test_the_worker_makes_the_document() -> None:
    recommendation(following.ADDRESSED)
    row = ask(SECRETARY)
    assert papers_worker.make_one(clock.now())
    row.refresh_from_db()
    assert bytes(row.content or b"")[:2] == b"PK"


# --- the pages -------------------------------------------------------------------------------------------------------
PAGE = "/round-tables/follow-up/packet/"


def test_the_secretariat_sees_with_whom_something_is_open(sit: Sit) -> None:
    assert b"No recommendation is open with anybody" in sit(SECRETARY).get(PAGE).content
    recommendation(following.ADDRESSED)
    outside = recommendation(following.IN_PROGRESS, lead_name="Agence de Talmire", due_on=clock.today() - timedelta(1))
    text = sit(SECRETARY).get(PAGE).content.decode()
    assert "A word of 1 lead of 2 is awaited" in text
    assert "1 overdue" in text
    assert f"/round-tables/follow-up/outside/{outside.pk}/" in text
    assert "Agence de Talmire" in sit(SECRETARY).get(f"/round-tables/follow-up/outside/{outside.pk}/").content.decode()


def test_a_focal_point_sees_its_own_page(sit: Sit) -> None:
    row = recommendation(following.ADDRESSED)
    recommendation(following.ADDRESSED, lead="police")
    text = sit(LABOUR).get(PAGE).content.decode()
    assert "One word of yours is awaited" in text
    assert text.count('class="ref">R-') >= 1
    assert f"R-{row.number + 1}" not in text


def test_the_page_is_there_in_three_languages(sit: Sit) -> None:
    recommendation(following.ADDRESSED)
    for language in ("fr", "ar", "en"):
        page = body(sit(SECRETARY, language).get(f"{PAGE}labour/"))
        assert say("follow_title").in_language(language) in page
