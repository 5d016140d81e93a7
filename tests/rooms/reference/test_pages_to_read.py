"""What anyone may read without an account: forms, institutions, regions and law, each with its mark."""

import pytest
from django.test import Client
from django.utils import timezone

from himaya.instruments.catalogue import find
from himaya.instruments.models import InForce, Version
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(name="reader")
def _reader() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture(name="form")
def _form() -> Version:
    return in_force("first-line-labour")


def in_force(name: str) -> Version:
    source = find(name)
    assert source is not None
    version = Version.objects.create(
        name=source.name, version=source.version, kind=source.kind, audience=source.audience,
        title_fr=source.title["fr"], title_ar=source.title["ar"], title_en=source.title["en"],
        hash=factories.fingerprint(source.document), source=source.document, stored_on=timezone.now().date(),
    )  # fmt: skip
    InForce.objects.create(name=source.name, version=version, since=version.stored_on)
    return version


def body(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_form_in_force_shows_its_clauses_in_three_languages_and_that_nobody_adopted_it(
    reader: Client, form: Version
) -> None:
    assert "Model, not adopted" in body(reader, "/reference/forms/")
    page = body(reader, f"/reference/forms/{form.name}/")
    assert "Model, not adopted" in page
    assert form.hash in page
    assert "FL-03" in page
    assert 'lang="ary" dir="rtl"' in page
    for text in ("A mangé, dormi", "هل أكل الشخص ونام", "Has eaten, slept"):
        assert text in page


def test_how_a_question_can_be_left_is_said_beside_it_and_not_as_a_clause_of_its_own(reader: Client) -> None:
    in_force("interview-child")
    page = body(reader, "/reference/forms/interview-child/")
    assert "INTC-P4-01" in page
    assert page.count("Can be left without an answer") > 20
    assert "INTC-P4-01-L" not in page
    assert "Left without an answer" not in page


def test_a_form_that_is_not_in_force_does_not_exist(reader: Client) -> None:
    assert reader.get("/reference/forms/first-line-police/").status_code == 404


def test_the_institutions_of_the_real_nation_link_to_those_before_them(reader: Client) -> None:
    page = body(reader, "/reference/institutions/")
    assert 'href="#justice-2016"' in page
    assert "since 2017" in page
    assert page.count("to be verified") > 3
    assert "MA-12" in page


def test_an_unknown_pack_does_not_exist(reader: Client) -> None:
    assert reader.get("/reference/institutions/atlantis/").status_code == 404


def test_every_rule_that_nobody_checked_says_so_and_can_be_singled_out(reader: Client) -> None:
    everything, checked = body(reader, "/reference/law/"), body(reader, "/reference/law/?verified=yes")
    assert everything.count('class="mark"') > checked.count('class="mark"')
    assert "No decision rests on" in everything
    assert "International law</h2>" not in body(reader, "/reference/law/?library=morocco")


def test_a_filter_that_means_nothing_shows_everything_or_nothing_and_never_fails(reader: Client) -> None:
    assert reader.get("/reference/law/?library=%01&verified=maybe").status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_pages_speak_the_reader_s_language(language: str, form: Version) -> None:
    reader = Client(headers={"accept-language": language})
    for path in ("/reference/forms/", f"/reference/forms/{form.name}/", "/reference/institutions/", "/reference/law/"):
        assert f'<html lang="{language}"' in body(reader, path)
