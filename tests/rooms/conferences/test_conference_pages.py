"""The pages of a case conference: calling, the chair's grid, an invited desk's seat in a second browser, minutes."""

from datetime import timedelta

import pytest

from himaya.adapters import pdf
from himaya.cases.actions import consents
from himaya.cases.models import Consent
from himaya.conferences import rules, states
from himaya.conferences.models import Conference, Heard, Item, Minutes, Saying, Seat
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import body
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A10")

CALL = {"day": "2026-11-24", "hour": "11:00", "minutes": "60", "per_item": "10"}


def test_a_conference_from_the_call_to_locked_minutes_in_two_browsers(sit: Sit) -> None:
    done = factories.hand_over()
    chair, shelter, of_case = sit(cast.INSPECTOR), sit(cast.SHELTER), f"/conferences/cases/{done.case_id}/"
    assert f'href="{of_case}"' in body(chair.get(f"/casework/cases/{done.case_id}/"))
    assert f'href="{of_case}call/"' in body(chair.get(of_case))
    page = body(chair.post(f"{of_case}call/", {**CALL, "hour": "late"}), 422)
    assert 'href="#hour"' in page
    assert 'value="2026-11-24"' in page
    assert "still to come" in body(chair.post(f"{of_case}call/", {**CALL, "hour": "09:00"}), 422)
    at = chair.post(f"{of_case}call/", CALL).headers["Location"]
    assert Conference.objects.get().begins_at == BEGINS.replace(hour=10)

    page = body(chair.get(at))
    assert "No desk is invited yet" in page
    assert "protection:shelter" in page
    assert "protection:police-north" not in page
    assert "not invited to the protection part" in body(
        chair.post(at, {"do": "offer", "desk": "protection:police-north"}), 422
    )
    assert "has not agreed to one" in body(chair.post(at, {"do": "offer", "desk": "justice:police-north"}), 409)
    chair.post(at, {"do": "offer", "desk": "protection:shelter"})
    seat = f"{at}seat/"
    assert f'href="{seat}"' in body(shelter.get("/conferences/"))
    assert shelter.post(seat, {"do": "answer", "part": "protection", "answer": "comes"}).status_code == 302

    typed = {"part": "protection", "topic": "housing", "words": at_hand.WORDS, "hearers": ["law:shelter"]}
    page = body(chair.post(f"{at}items/", typed), 422)
    assert "neither an agreement in force nor a named basis covers it" in page
    assert at_hand.WORDS in page
    assert 'value="law:shelter" checked' in page
    assert chair.post(f"{at}items/", {**typed, "hearers": ["agreement:shelter"]}).status_code == 302
    page = body(chair.post(f"{at}items/", {**typed, "topic": "health", "words": "PTSD", "terms": ["quiet_place"]}), 422)
    assert "says what the person has" in page
    assert 'value="quiet_place" checked' in page
    page = body(chair.get(at))
    assert "May hear" in page
    assert at_hand.WORDS in page
    assert "a quarter of an hour before" in body(chair.post(at, {"do": "begin"}), 409)
    page = body(chair.post(at, {"do": "say", "word": "told", "on": "2030-01-01"}), 422)
    assert 'value="2030-01-01"' in page
    assert chair.post(at, {"do": "say", "word": "told", "on": "2026-11-24"}).status_code == 302

    item = Item.objects.get()
    with clock.stopped(BEGINS):
        chair, shelter = sit(cast.INSPECTOR), sit(cast.SHELTER)
        for did in ({"do": "begin"}, {"do": "take_up", "item": str(item.pk)}):
            assert chair.post(at, did).status_code == 302
        assert at_hand.WORDS not in body(shelter.get(seat))
        assert shelter.post(seat, {"do": "enter"}).status_code == 302
        assert at_hand.WORDS in body(shelter.get(seat))
        assert "A place to live" in body(shelter.get(f"{at}now/"))
        consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR)
        assert at_hand.WORDS not in body(shelter.get(seat))
        assert "A place to live" not in body(shelter.get(f"{at}now/"))
        assert "May not hear" in body(chair.get(at))
        at_hand.agree(done.case_id, "shelter", "needs")
        page = body(chair.post(at, {"do": "hear", "item": str(item.pk), "decided": "A score of 40"}), 422)
        assert "A score of 40" in page
        chair.post(at, {"do": "hear", "item": str(item.pk), "decided": "Until Friday"})
        give = {"do": "give", "item": str(item.pk), "to": "shelter", "what": "Keep a bed", "due_on": "2026-11-27"}
        assert chair.post(at, give).status_code == 302
        assert chair.post(at, {"do": "end"}).status_code == 302
        page = body(shelter.get(seat))
        assert at_hand.WORDS not in page
        assert "Keep a bed" in page
        assert chair.post(f"{at}minutes/", {"do": "draft", "remark": "Calm"}).status_code == 302
        page = body(chair.get(f"{at}minutes/"))
        for said in (at_hand.WORDS, "Until Friday", "Keep a bed", "Calm", "Desk shelter", "The person agrees"):
            assert said in page, said
        chair.post(f"{at}minutes/", {"do": "agree", "number": "1"})
        assert "locked" in body(chair.post(f"{at}minutes/", {"do": "draft"}), 409)
        assert "Until Friday" in body(shelter.get(seat))
        assert shelter.get(f"{at}minutes/").status_code == 404
        assert "Choose for what" in body(chair.post(f"{at}paper/", {"language": "fr"}), 422)
    with clock.stopped(BEGINS + timedelta(days=2)):
        page = body(sit(cast.SHELTER).get(seat))
        assert "Until Friday" not in page
        assert "Keep a bed" in page
    assert Conference.objects.get().state == states.AGREED
    assert (Heard.objects.count(), Minutes.objects.count(), Saying.objects.count()) == (1, 2, 1)


def test_health_is_said_from_the_hospital_and_named_by_the_desk_that_holds_the_case(sit: Sit) -> None:
    one = at_hand.called()
    at_hand.seat(one, "ward")
    at_hand.seat(one, "shelter")
    nurse, at = sit(cast.NURSE), f"/conferences/{one.pk}/"
    assert f'href="{at}health/"' in body(nurse.get(f"{at}seat/"))
    page = body(nurse.post(f"{at}health/", {"part": "protection", "words": "HIV", "terms": ["medicine_hours"]}), 422)
    assert "choose a functional statement" in page
    said = {"part": "protection", "terms": ["medicine_hours"], "until": "2026-12-24"}
    assert nurse.post(f"{at}health/", said).status_code == 302
    chair = sit(cast.INSPECTOR)
    assert "Needs medicine at fixed hours" in body(chair.get(at))
    named = {"do": "name", "item": str(Item.objects.get().pk), "hearers": ["agreement:shelter"]}
    assert chair.post(at, named).status_code == 302
    assert sit(cast.SHELTER).get(f"{at}health/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_speak_the_language_of_the_desk(sit: Sit, language: str) -> None:
    one = at_hand.called()
    at_hand.say(one, rules.AGREED_WORD, rules.JUSTICE)
    at_hand.seat(one, "shelter")
    at_hand.item(one, "shelter", words="x x x")
    chair, shelter = sit(cast.INSPECTOR, language), sit(cast.SHELTER, language)
    at = f"/conferences/{one.pk}/"
    urls = (
        f"/conferences/cases/{one.case}/",
        f"/conferences/cases/{one.case}/call/",
        at,
        f"{at}items/",
        f"{at}minutes/",
    )
    pages = [body(chair.get(url)) for url in urls] + [
        body(shelter.get(f"{at}seat/")),
        body(shelter.get("/conferences/")),
    ]
    for page in pages:
        assert not [
            word for word in ("Case conference", "Choose<", "Desk<", "May hear", "The person", "Called") if word in page
        ]
    assert Seat.objects.count() == 1


@pytest.mark.deep("a minute: pages are made of papers")
def test_the_paper_is_made_in_each_language_under_a_neutral_title(sit: Sit) -> None:
    one, _thing = at_hand.held()
    with clock.stopped(BEGINS + timedelta(hours=2)):
        chair, at = sit(cast.INSPECTOR), f"/conferences/{one.pk}/"
        chair.post(f"{at}minutes/", {"do": "draft"})
        assert not pdf.missing(), f"PDFs cannot be made here: apt install {pdf.missing()}"
        for language in ("fr", "ar", "en"):
            answer = chair.post(f"{at}paper/", {"purpose": "give_service", "language": language})
            assert answer.content.startswith(b"%PDF")
            assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.pdf"'


def test_what_is_missing_is_said_at_once_and_told_goes_with_the_answer(sit: Sit) -> None:
    """Seen red: first that the person was not told, after her yes the same again, then that no desk comes."""
    one = at_hand.called()
    at, chair = f"/conferences/{one.pk}/", sit(cast.INSPECTOR)
    with clock.stopped(BEGINS):
        page = body(chair.get(at))
        for place in ("the-person", "the-desks"):
            assert f'<a href="#{place}">' in page
            assert f'id="{place}"' in page
        said = {"do": "say", "word": "agreed", "part": "protection", "on": "2026-11-24"}
        assert chair.post(at, {**said, "told": "yes"}).status_code == 302
        assert list(Saying.objects.order_by("number").values_list("word", flat=True)) == ["told", "agreed"]
        page = body(chair.get(at))
        assert '<a href="#the-person">' not in page
        assert 'name="told"' not in page
        assert '<a href="#the-desks">' in page


def test_a_yes_alone_does_not_say_that_the_person_was_told(sit: Sit) -> None:
    one = at_hand.called()
    at_hand.say(one, rules.AGREED_WORD, rules.PROTECTION)
    with clock.stopped(BEGINS):
        assert '<a href="#the-person">' in body(sit(cast.INSPECTOR).get(f"/conferences/{one.pk}/"))


def test_an_item_that_is_refused_names_what_is_not_agreed_and_asks(sit: Sit) -> None:
    """Beside the page: what was typed is still there. Seen red: a sentence, and neither class nor link."""
    one = at_hand.called()
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    chair = sit(cast.INSPECTOR)
    typed = {"part": "protection", "topic": "work", "words": at_hand.WORDS, "hearers": ["agreement:shelter"]}
    page = body(chair.post(f"/conferences/{one.pk}/items/", typed), 422)
    assert at_hand.WORDS in page
    assert 'name="data_classes" value="work_sector"' in page
    assert 'target="_blank"' in page
    assert f'name="back" value="/conferences/{one.pk}/"' in page
