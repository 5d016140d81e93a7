"""How surely a right is told: by the weakest part of what it rests on, and as a proposal until it was signed."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from himaya.kernel import languages
from himaya.kernel.actor import Actor
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
    return replace(row, basis=tuple(replace(row.basis[0], mark=one, signed=signed) for one in marks))


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
    assert right.weakest.mark == weakest
    assert right.to_be_verified is not verified


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
    weak: Basis = CATALOGUE.rights["wages"].weakest
    assert weak.mark == "G"
