"""The first line shows the reporting position in force: adopted with its decision, or a model, or to be verified."""

from collections.abc import Callable
from typing import Any

import pytest

from himaya.cases.models import Case
from himaya.instruments import catalogue, reporting
from himaya.instruments.actions import versions
from himaya.instruments.models import Version
from himaya.kernel.actor import SYSTEM
from himaya.kernel.languages import pick
from himaya.kernel.models import AuditEvent
from himaya.web.frontline import positions
from tests import cast
from tests.harm import said
from tests.rooms.frontline.test_handing_over import PERSON, SERVICE, SHARE, result
from tests.rooms.frontline.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B3", "C1")]
TEXT = {"fr": "Signaler au procureur.", "ar": "تبليغ النيابة العامة.", "en": "Report to the prosecutor."}
WHOM = {"fr": "Le procureur", "ar": "النيابة العامة", "en": "The prosecutor"}
REFERENCE = "TRI 2, 1"


def shipped() -> dict[str, Any]:
    found = catalogue.find(reporting.NAME)
    assert found is not None
    return dict(found.document)


def in_force(adopt: bool = True, **changes: Any) -> Version:
    """The shipped positions with the one of the labour inspection for an adult changed, adopted and in force."""
    document = shipped()
    rows = [{**one, **changes} if one.get("uid") == "RP-LABOUR-ADULT-SIGNS" else one for one in document["survey"]]
    document["survey"] = [one for one in rows if not one.get("gone")]
    version = versions.freeze(document=document, reference=REFERENCE if adopt else "", by=SYSTEM)
    versions.put_in_force(version_id=version.pk, by=SYSTEM)
    return version


def test_one_clause_stands_for_each_position_and_each_text_that_is_read() -> None:
    rows = [one for one in shipped()["survey"] if one["type"] == "note"]
    assert sorted(one["uid"] for one in rows if one.get("position"))[:2] == ["RP-ANY-CHILD-KNOWN", "RP-ANY-CHILD-SIGNS"]
    assert len([one for one in rows if one.get("position")]) == 26
    assert len([one for one in rows if one.get("act") == "said"]) == 7
    assert all(one["mark"] in ("G", "?") and one["source"] for one in rows)


def test_the_model_says_that_nobody_adopted_it_and_that_it_is_to_be_verified(walk: Callable[..., Walk]) -> None:
    found = positions.position("labour", "person")
    assert (found.unverified, found.adoption, found.version_id) == (True, "", None)
    page = walk("labour", "en").client.get("/worried/labour/").content.decode()
    assert "to be verified" in page
    assert "Model, not adopted" in page


def test_an_adopted_position_is_shown_with_its_decision_and_says_to_whom(walk: Callable[..., Walk]) -> None:
    version = in_force(position="must", mark="C", label=TEXT, to_whom=WHOM)
    found = positions.position("labour", "person")
    assert (found.sentence, found.to_whom) == (pick(TEXT), pick(WHOM))
    assert (found.unverified, found.adoption, found.version_id) == (False, REFERENCE, version.pk)
    assert found.uid == "RP-LABOUR-ADULT-SIGNS"
    page = walk("labour", "en").client.get("/worried/labour/").content.decode()
    assert TEXT["en"] in page
    assert "Adopted: " in page
    assert REFERENCE in page
    assert WHOM["en"] in page


@pytest.mark.parametrize("mark", ["G", "?"])
def test_an_adopted_position_whose_law_is_not_established_is_to_be_verified_and_drives_nothing(mark: str) -> None:
    in_force(position="must", mark=mark, label=TEXT, to_whom=WHOM, minimum=WHOM)
    found = positions.position("labour", "person")
    assert (found.sentence, found.unverified, found.adoption) == (pick(TEXT), True, REFERENCE)
    assert found.to_whom == found.minimum == ""


@pytest.mark.parametrize(
    ("language", "both", "alone"),
    [
        ("fr", "Adopté tel quel (", "Adopté : "),
        ("ar", "اعتُمد كما هو (", "معتمد: "),
        ("en", "Adopted as it stands (", "Adopted: "),
    ],
)
def test_an_adopted_text_that_is_to_be_verified_says_both_in_one_line(
    walk: Callable[..., Walk], language: str, both: str, alone: str
) -> None:
    """Seen red with "Adopted" alone beside a position that says that nobody verified it."""
    version = in_force()
    page = walk("labour", language).client.get("/worried/labour/").content.decode()
    assert both in page
    assert REFERENCE.partition(" ")[0] in page
    assert alone not in page
    chip = {"fr": "position en droit reste à vérifier", "ar": "قيد التحقق", "en": "still to be verified"}[language]
    for address in (f"/why/{version.pk}/RP-LABOUR-ADULT-SIGNS/", f"/reference/forms/{reporting.NAME}/"):
        page = walk("labour", language).client.get(address, headers={"accept-language": language}).content.decode()
        lead = page.partition('<p class="lead">')[2].partition("</p>")[0]
        assert chip in lead, address
        assert "chip ok" not in lead, address


def test_where_the_text_in_force_says_nothing_the_advice_to_ask_stands_in() -> None:
    in_force(gone=True)
    found = positions.position("labour", "person")
    assert (found.unverified, found.adoption, found.version_id) == (True, "", None)
    assert found.said
    assert positions.position("police", "person").adoption == REFERENCE


@pytest.mark.parametrize(("ticked", "noted"), [({"advice": "yes"}, 1), ({}, 0)])
def test_advice_that_was_sought_is_written_into_the_audit_of_who_hands_over(
    sit: Callable[..., Walk], ticked: dict[str, str], noted: int
) -> None:
    """Who, at which desk, on which file; nothing before it is sent. Seen red with the line out of `screenings`."""
    way = result(sit(cast.INSPECTOR)).offer_it()
    assert way.page.context["here"] == "ground"
    assert said.of("duty.advice_sought")["en"] in way.text
    way.hand(route="consent", **ticked).hand(**SERVICE)
    way.hand(desk="shelter").hand(**SHARE).hand(**PERSON)
    assert not AuditEvent.objects.filter(action="advice.sought").exists()
    way.hand(agreed="yes")
    found = AuditEvent.objects.filter(action="advice.sought").values_list("account_id", "desk_id", "object_id")
    case = str(Case.objects.get().pk)
    assert list(found) == [(cast.INSPECTOR.account_id, "labour-north", case)] * noted


def test_to_a_child_every_profession_says_the_same_words() -> None:
    in_force()
    child = positions.position("labour", "child")
    assert child.said == positions.position("police", "child").said != positions.position("labour", "person").said
    assert child.darija["ar"]
    assert child.uid == "RP-LABOUR-CHILD-SIGNS"
