"""How surely a right is told: by the weakest part of what it rests on, and as a proposal until it was signed."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from himaya.institutions.content import ContentError
from himaya.institutions.content_rows import LegalRow, LocalText
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.legal import library
from himaya.legal.library import READ, SECOND, Read
from himaya.rights import content
from himaya.rights.content import Basis, Right
from tests import cast, factories
from tests.pages import body

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E3")]

Sit = Callable[[Actor], Client]
CATALOGUE = content.load()
# What says that the law gives it, and not that one may ask for it.
ASSERTS = {
    "fr": r"avez (le )?droit|doit être|doivent|ne peu(t|vent) pas|personne ne doit|est interdit",
    "ar": r"لكم الحق|من حقكم|يجب|لا يجوز|يُمنع",
    "en": r"have (the|a) right|must|cannot|may not|nobody may|is forbidden",
}


def rests_on(*marks: str, signed: bool = False) -> Right:
    row = CATALOGUE.rights["wages"]
    return replace(row, basis=tuple(replace(row.basis[0], mark=one, signed=signed, marks={}) for one in marks))


@pytest.mark.parametrize(
    ("marks", "weakest", "verified"),
    [
        (("C",), "C", True),
        (("C", "C2"), "C2", True),
        (("C2", "C"), "C2", True),
        (("C", "G"), "G", False),
        (("G", "C2"), "G", False),
        (("C", "C2", "?"), "?", False),
        (("?", "G"), "?", False),
    ],
)
def test_a_right_is_as_sure_as_the_weakest_of_what_it_rests_on(
    marks: tuple[str, ...], weakest: str, *, verified: bool
) -> None:
    """Seen red with the surest one: a press note on a bill stood beside a right."""
    right = rests_on(*marks)
    assert right.weakest("fr").mark == weakest
    assert right.to_be_verified("fr") is not verified


def test_it_is_as_sure_as_the_words_in_the_language_that_is_read() -> None:
    """Seen red with one mark for all languages: the Arabic of the law was read by nobody."""
    right = replace(rests_on("C"), basis=(replace(rests_on("C").basis[0], marks={"fr": "C", "ar": "G"}),))
    assert [right.to_be_verified(code) for code in languages.CODES] == [False, True, False]
    assert [right.shown_in(code) for code in languages.CODES] == ["", "wording", ""]


@pytest.mark.parametrize(
    "doubt", [{"conflict": LocalText("Doute", "شك", "Doubt")}, {"penalty_mark": "G"}], ids=["conflict", "penalty"]
)
def test_a_doubt_about_any_part_of_a_row_stands_beside_what_rests_on_it(
    monkeypatch: pytest.MonkeyPatch, doubt: dict[str, Any]
) -> None:
    """A row read at its source on which sources differ, or whose penalty was read nowhere, drives nothing, and a right
    is no surer than it. Seen red with the mark of the row alone: the doubt stood in the library and beside no right.
    """
    rows = library.of_content()
    (first, *others) = [one.id for one in CATALOGUE.rights["court_voice"].basis]
    sure = {name: replace(rows[name], row=_sure(rows[name].row)) for name in (first, *others)}
    told = replace(sure[first], row=replace(sure[first].row, **doubt))
    monkeypatch.setattr(library, "of_content", lambda: {**rows, **sure})
    assert {content.load().rights["court_voice"].shown_in(code) for code in languages.CODES} == {""}
    monkeypatch.setattr(library, "of_content", lambda: {**rows, **sure, first: told})
    readings = tuple(Read(name, READ, "BO 7437") for name in others)
    right = content.load(readings=readings).rights["court_voice"]
    assert {right.shown_in(code) for code in languages.CODES} == {"?"}
    assert {right.weakest(code).id for code in languages.CODES} == {first}
    assert all(right.to_be_verified(code) for code in languages.CODES)
    assert right.basis[0].shown_in("fr") == "?"


def test_who_read_an_article_without_its_penalty_signed_no_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with the mark alone: "you have the right" rested on a row that drives nothing."""
    rows, laws = library.of_content(), [one.id for one in CATALOGUE.rights["court_voice"].basis]
    punished = replace(rows[laws[0]].row, penalty=LocalText("Peine", "عقوبة", "Penalty"), penalty_mark="G")
    monkeypatch.setattr(library, "of_content", lambda: {**rows, laws[0]: replace(rows[laws[0]], row=punished)})

    def signed(*, penalty: bool) -> bool:
        readings = tuple(Read(law, READ, "BO 7437", penalty=penalty) for law in laws)
        return content.load(readings=readings).rights["court_voice"].signed

    assert [signed(penalty=True), signed(penalty=False)] == [True, False]


def _sure(row: LegalRow) -> LegalRow:
    return replace(row, mark="C", marks={}, penalty=None, penalty_mark=None, conflict=None)


def test_no_right_rests_on_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with the bill of 2015 behind the residence permit."""
    row = library.of_content()["ma-27-14-2"]
    bill = {**library.of_content(), "ma-27-14-2": replace(row, row=replace(row.row, mark="D"))}
    monkeypatch.setattr(library, "of_content", lambda: bill)
    with pytest.raises(ContentError, match="a draft"):
        content.load()


def test_it_is_signed_only_where_two_people_read_all_of_it_at_its_source() -> None:
    row = CATALOGUE.rights["court_voice"]
    laws = [one.id for one in row.basis]
    assert not row.signed
    assert (
        not content.load(readings=tuple(Read(law, SECOND, "a newspaper") for law in laws)).rights["court_voice"].signed
    )
    assert content.load(readings=tuple(Read(law, READ, "BO 7437") for law in laws)).rights["court_voice"].signed
    some = content.load(readings=(Read("ma-19-12", READ, "BO 6493"),)).rights["wages"]
    assert [one.signed for one in some.basis if one.id == "ma-19-12"] == [True]
    assert not some.signed


@pytest.mark.parametrize("code", languages.CODES)
def test_no_shipped_sentence_says_that_the_law_gives_it(code: str) -> None:
    """Nothing here was signed, so a person is told what may be asked for. Seen red with "must be paid"."""
    for name, right in CATALOGUE.rights.items():
        said = right.plain.in_language(code)
        assert not re.search(ASSERTS[code], said, re.IGNORECASE), (name, said)


def test_the_page_says_so_once_and_each_right_bears_its_weakest_mark(sit: Sit) -> None:
    done = factories.hand_over()
    page = body(sit(cast.INSPECTOR).get(f"/rights/{done.case_id}/"))
    assert page.count("Model, not adopted.") == 1
    assert "say “you can ask for this”, never “you have the right to this”" in page
    one = body(sit(cast.INSPECTOR).get(f"/rights/{done.case_id}/right/wages/"))
    assert "to be verified" in one.partition("Say it so")[2].partition("</section>")[0]
    weak: Basis = CATALOGUE.rights["wages"].weakest("en")
    assert weak.mark == "G"
