"""A report on paper: what the edition holds and nothing else, in each language, with its annex and its hash."""

from typing import Any

import pytest

from himaya.adapters import paper_docx, paper_html
from himaya.adapters.paper import Facts, Grid, Heading, Mode, Paper, Para
from himaya.coordination import states_following as following
from himaya.coordination.actions import renditions
from himaya.coordination.models import Cycle, ReportEdition
from himaya.coordination.papers import data, report_paper
from himaya.coordination.papers.phrases import say
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as rows
from tests.rooms.coordination import reporting_at_hand as hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A12")]


def paper(edition: ReportEdition, mode: Mode = "fr") -> Paper:
    return data.lay_out(data.REPORT, data.gather(data.REPORT, edition.pk), mode=mode, exercise=False)


def frozen() -> ReportEdition:
    cycle, _ = hand.full()
    report = hand.funder(cycle)
    hand.write(report, "summary")
    return hand.freeze(report)


def parts(of: Paper) -> list[str]:
    return [block.words.fr for block in of.blocks if isinstance(block, Heading) and block.level == 1]  # type: ignore[union-attr]


def facts(of: Paper) -> dict[str, str]:
    return {label.fr: value.fr for block in of.blocks if isinstance(block, Facts) for label, value in block.rows}


def test_chapters_come_in_their_order_and_empty_ones_are_left_out() -> None:
    assert parts(paper(frozen())) == [
        "1. En bref",
        "2. Ce qui s’est tenu",
        "3. Qui est venu",
        "4. Ce qui a été décidé",
        "5. Ce qui a été recommandé",
        "6. Ce qu’il en est advenu",
        "7. Besoins et attentes",
        "8. Ce que le cycle a coûté",
        "D’où vient chaque chiffre",
    ]


def test_each_number_stands_beside_its_total_and_each_table_under_its_name() -> None:
    printed = paper(frozen())
    assert facts(printed)["Vérifiées (chiffre\u00a013)"] == "1 sur 4"
    captions = [block.caption.fr for block in printed.blocks if isinstance(block, Grid)]
    assert "Recommandations par état (chiffre\u00a014)" in captions


def test_what_was_written_is_paragraph_by_paragraph_beside_its_translation() -> None:
    said = [block.words for block in paper(frozen()).blocks if isinstance(block, Para)]
    pairs = [(one.fr, one.ar) for one in said]  # type: ignore[union-attr]
    assert ("Deux recommandations restent ouvertes.", "ما زالت توصيتان مفتوحتين.") in pairs


def test_every_figure_has_its_place_in_the_annex_with_source_and_note() -> None:
    edition = frozen()
    printed = paper(edition)
    figures = hand.figures(edition.content)
    named = [block.words.fr for block in printed.blocks if isinstance(block, Heading) and block.level == 3]  # type: ignore[union-attr]
    assert named == [f"{one['number']}. {one['label']['fr']}" for one in figures.values()]
    sources = [
        value.fr
        for block in printed.blocks
        if isinstance(block, Facts)
        for label, value in block.rows
        if label == say("report_source")
    ]
    assert len(sources) == len(figures)
    assert all(one.endswith("note A") for one in sources)


def test_a_hidden_number_is_printed_as_a_word_and_a_large_one_with_its_thousands_apart() -> None:
    grid = report_paper._table({"head": [{"fr": "N"}], "rows": [[None], [12345]], "label": {"fr": "L"}, "number": 1})
    assert [row[0].fr for row in grid.rows] == ["masqué", "12\u202f345"]
    assert grid.rows[1][0].en == "12,345"


def test_the_last_that_is_printed_is_the_hash() -> None:
    edition = frozen()
    *_, seal, note = paper(edition).blocks
    assert isinstance(seal, Facts)
    assert isinstance(note, Para)
    assert seal.rows[-1][1].ar.replace(" ", "") == edition.sha256


def test_what_happens_after_the_freezing_does_not_reach_the_paper() -> None:
    edition = frozen()
    before = paper_html.write(paper(edition, "both"))
    rows.recommendation(following.VERIFIED, table=edition.report.cycle.tables.get())  # type: ignore[union-attr]
    assert paper_html.write(paper(edition, "both")) == before


@pytest.mark.parametrize("mode", ["fr", "ar", "en", "both"])
def test_it_is_made_in_every_language_as_document(mode: Mode) -> None:
    edition = frozen()
    assert paper_docx.write(paper(edition, mode), created=clock.now()).startswith(b"PK")
    page = paper_html.write(paper(edition, mode))
    assert ("تقرير إلى الجهة الممولة" in page) == (mode in ("ar", "both"))
    # A number keeps its direction inside Arabic.
    assert mode not in ("ar", "both") or '<bdi dir="ltr">TRI-1</bdi>' in page or "TRI-1" in page


def ask(edition: ReportEdition, by: Actor) -> Any:
    return renditions.ask(kind=data.REPORT, object_id=edition.pk, institution_id="", mode="fr", format="docx", by=by)


def test_whoever_may_read_the_edition_may_have_it_on_paper() -> None:
    edition = frozen()
    # The paper of one cycle, with its costs, is its funder's and its organiser's.
    Cycle.objects.filter(pk=edition.report.cycle_id).update(organiser_id=at.HEALTH.institution_id)
    row = ask(edition, at.HEALTH)
    assert renditions.of(at.HEALTH, row.pk) == row == ask(edition, at.SECRETARY)
    with pytest.raises(NotFound):
        ask(edition, at.MINORS)
    with pytest.raises(NotFound):
        renditions.of(at.MINORS, row.pk)
    year = hand.freeze(hand.annual())
    assert renditions.of(at.MINORS, ask(year, at.MINORS).pk)
