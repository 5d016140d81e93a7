"""Whose limits are read aloud: those of the profession of the desk, by the same table as its forms."""

import re

import pytest

from himaya.coordination.rules_audience import AUDIENCE_OF
from himaya.interviews import content
from himaya.web.interviews import limits
from tests.pages import page
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER
from tests.signed_in import Sit


@pytest.mark.parametrize(
    ("desk", "institution", "profession"),
    [
        ("health", "ministry", "health"),
        ("hospital", "ministry", "health"),
        ("labour_inspectorate", "ministry", "labour"),
        ("focal_point", "social_services", "social"),
        ("child_protection", "ministry", "social"),
        ("shelter", "ngo", "ngo"),
        ("focal_point", "ministry", "ngo"),
    ],
)
def test_a_desk_reads_the_limits_of_its_own_profession(desk: str, institution: str, profession: str) -> None:
    assert limits.profession_of((desk, institution)) == profession


def test_each_profession_of_a_form_has_a_position() -> None:
    shipped = limits.catalogue.find(limits.reporting.NAME)
    assert shipped is not None
    for kind in AUDIENCE_OF:
        assert limits.reporting.said_of(shipped.document, limits.profession_of((kind,))) is not None


TO_A_CHILD = {
    "en": "even if you say no. Then I tell you.",
    "fr": "je peux devoir le dire à ceux qui protègent les enfants, même si tu dis non. Alors je te le dis.",
    "ar": "قد يكون علي إخبار من يحمون الأطفال، حتى عند قولك «لا». وسأخبرك بذلك.",
}
TO_AN_ADULT = {
    "en": "except in grave danger or where the law obliges me",
    "fr": "sauf en cas de danger grave ou si la loi m’y oblige",
    "ar": "إلا عند خطر كبير أو إذا ألزمني القانون",
}


@pytest.mark.usefixtures("able")
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("age", ["adult", "child"])
def test_a_child_hears_the_limits_as_a_child_and_is_not_promised_what_an_adult_is(
    sit: Sit, age: str, language: str
) -> None:
    """A child's no does not stop child protection: the page that is read aloud says so. Seen red with the adult's."""
    one = at_hand.prepared(at_hand.opened(age_group=age))
    client = sit(LEADER)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    text = page(client, f"/interviews/{one.pk}/begin/")
    said, never = (TO_A_CHILD, TO_AN_ADULT) if age == "child" else (TO_AN_ADULT, TO_A_CHILD)
    assert said[language] in text
    assert never[language] not in text
    darija = re.findall(r'lang="ary"', text)
    asked = len(content.words().asked_of(child=True)) if age == "child" else 0
    said_so = "each limit, the position, and what a child is asked, as it is spoken"
    assert len(darija) == len(content.words().limits) + 1 + asked, said_so
    assert 'name="address"' in text
