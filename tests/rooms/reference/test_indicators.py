"""The catalogue of indicators to read, and the reading aid that only interviewers open and that keeps nothing."""

import gzip
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from himaya.kernel.models import AuditEvent
from tests import cast
from tests.rooms.roundtable.browsing import body
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B3")]
PAGE, AID = "/reference/indicators/", "/reference/indicators/reading/"
LANGUAGES = ("fr", "ar", "en")
LABEL = "Reading aid, ILO-EC 2009, mark C2, to be verified: a person decides, with reasons. It is not a result"


def reader(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def read(client: Client, status: int = 200, **answers: str) -> str:
    """The page after a reading, without the islands around codes."""
    answer = client.post(AID, {"do": "read", **answers})
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    return re.sub(r"</?bdi[^>]*>", "", answer.content.decode())


def parts(page: str) -> dict[str, str]:
    """The reading of each dimension by its code."""
    return dict(re.findall(r'<section class="card say" id="([A-Z]{3})">(.*?)</section>', page, re.DOTALL))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_the_whole_catalogue_in_a_small_page(language: str) -> None:
    answer = reader(language).get(PAGE)
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert len(re.findall(r'<li id="[A-Z]{3}-\d\d">', page)) == 116
    assert len(gzip.compress(answer.content)) < 60_000 / 2


def test_it_says_what_it_is_and_what_it_is_not() -> None:
    page = body(reader(), PAGE)
    assert "It is not a form, it is not adopted, and it is never a score." in page
    assert "to be verified" in page
    assert not {"GEN-06", "SEX-03", "CRI-01", "CRI-05"} & set(re.findall(r"[A-Z]{3}-\d\d", page))


def test_a_row_shows_its_question_for_whom_it_is_and_its_strength_with_the_mark() -> None:
    row = re.sub(r"<[^>]+>", "", body(reader(), f"{PAGE}?domain=DEC").split('<li id="DEC-10">')[1].split("</li>")[0])
    words = ("Misled about access to schooling", "Was schooling promised and then refused?", "To ask")
    for expected in (*words, "Adults and children", "Police or gendarmerie · Social work · NGOs"):
        assert expected in row
    assert "Adult, labour: weak" in row
    assert "Child, labour: strong" in row
    assert row.count("C2") == 2


def test_what_has_no_weight_says_so_in_words() -> None:
    ungraded = body(reader(), f"{PAGE}?domain=SEX")
    assert ungraded.count("Adult, labour: not graded") == ungraded.count("Child, labour: not graded") == 5
    assert "ng" not in re.findall(r"\bng\b", ungraded)
    assert "Child, labour: not in this list" in body(reader(), f"{PAGE}?domain=VUR")


def test_a_question_that_can_expose_the_person_says_so() -> None:
    page = body(reader(), f"{PAGE}?domain=BEG")
    assert page.count("An answer can expose the person.") == 6


def test_domain_and_profession_narrow_the_page() -> None:
    page = body(reader(), f"{PAGE}?domain=DOM&profession=H")
    ids = re.findall(r'<li id="([A-Z]{3}-\d\d)">', page)
    assert ids
    assert all(one.startswith("DOM") for one in ids)
    assert len(ids) < 7
    assert '<option value="H" selected>' in page


def test_nothing_left_says_what_to_do_and_a_senseless_filter_narrows_nothing() -> None:
    assert "Choose another domain" in body(reader(), f"{PAGE}?domain=CRI&profession=H")
    assert "116 indicators" in body(reader(), f"{PAGE}?domain=%01&profession=<b>")


def test_the_catalogue_is_linked_from_where_the_other_pages_are() -> None:
    for page in ("/", "/reference/forms/", "/reference/law/"):
        assert f'href="{PAGE}"' in body(reader(), page)


@pytest.mark.usefixtures("stage")
class TestTheReadingAid:
    """Only somebody with the role of interviewer, signed in."""

    def test_others_sign_in_or_learn_that_their_role_does_not_do_this(self, sit: Sit) -> None:
        assert reader().get(AID).headers["Location"].startswith("/account/in/?next=")
        assert reader().post(AID, {"subject": "adult"}).headers["Location"].startswith("/account/in/?next=")
        for actor in (cast.INSPECTOR, cast.SECRETARY, cast.NURSE, cast.OFFICER):
            body(sit(actor), AID, 403)
        body(sit(cast.SHELTER), AID)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_shows_the_signs_of_the_list_that_was_chosen(self, sit: Sit, language: str) -> None:
        client = sit(cast.SHELTER, language)
        for subject, expected in (("adult", 67), ("child", 65)):
            answer = client.post(AID, {"subject": subject, "dimension": "all", "do": "show"})
            page = answer.content.decode()
            assert page.count("<fieldset") == page.count('value="unknown" checked') == expected
            assert parts(page) == {}
            assert len(gzip.compress(answer.content)) < 60_000 / 2

    def test_each_dimension_is_read_by_itself_with_its_unknown_and_its_label(self, sit: Sit) -> None:
        answers = {"subject": "adult", "dimension": "all"}
        answers |= {"EXP-01": "present", "EXP-02": "present", "EXP-03": "present", "COD-01": "present"}
        page = read(sit(cast.SHELTER), **answers)
        found = parts(page)
        assert list(found) == ["DEC", "COE", "VUR", "EXP", "COD", "VUD"]
        assert "The method indicates this dimension." in found["EXP"]
        assert "6 signs are unknown." in found["EXP"]
        assert "Ticked as present" in found["EXP"]
        assert "Not read: too much is still unknown." in found["COD"]
        assert "does not indicate" not in found["COD"]
        assert "What is unknown could still change this." in found["COD"]
        assert all(LABEL in part for part in found.values())

    def test_nothing_is_said_of_the_whole_and_nothing_is_counted_as_points(self, sit: Sit) -> None:
        page = read(
            sit(cast.SHELTER), subject="adult", dimension="all", **{f"EXP-0{n}": "present" for n in range(1, 9)}
        )
        told = re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0])
        assert re.findall(r"(?i)score|%|level|victim|positive|negative|probab|total|overall", told) == []

    def test_under_18_the_page_says_that_means_are_not_needed(self, sit: Sit) -> None:
        client = sit(cast.SHELTER)
        assert "Under 18, no means has to be shown." in read(client, subject="child", dimension="COE")
        assert "Under 18, no means has to be shown." not in read(client, subject="adult", dimension="COE")

    def test_one_dimension_alone_is_read_when_one_was_chosen(self, sit: Sit) -> None:
        page = read(sit(cast.SHELTER), subject="child", dimension="EXP", **{"COD-01": "present"})
        assert list(parts(page)) == ["EXP"]
        assert "COD-01" not in page

    def test_what_is_missing_has_its_sentence_and_nothing_ticked_is_lost(self, sit: Sit) -> None:
        client = sit(cast.SHELTER)
        page = read(client, 422, dimension="EXP")
        assert 'id="subject-error"' in page
        assert '<option value="EXP" selected>' in page
        assert 'id="dimension-error"' in read(client, 422, subject="adult", dimension="SEX")
        page = read(client, 422, subject="adult", dimension="EXP", **{"EXP-01": "present", "EXP-02": "<maybe>"})
        assert 'id="EXP-02-error"' in page
        assert 'name="EXP-01" value="present" checked' in page
        assert parts(page) == {}
        assert "<maybe>" not in page

    def test_nothing_is_kept(self, sit: Sit) -> None:
        client = sit(cast.SHELTER)
        client.get(AID)
        audit, before = AuditEvent.objects.count(), Session.objects.get().get_decoded()
        read(client, subject="child", dimension="all", **{"EXP-01": "present"})
        kept = Session.objects.get().get_decoded()
        assert before.keys() == kept.keys()
        assert "EXP-01" not in str(kept)
        assert AuditEvent.objects.count() == audit
        assert Session.objects.filter(expire_date__gt=timezone.now()).count() <= 1
