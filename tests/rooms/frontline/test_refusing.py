"""Refusing: three taps from every result, no reason asked, and afterwards a count and nothing else."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db.models import Model

from himaya.cases import access
from himaya.cases.models import Referral, Tally
from himaya.web.frontline import words
from tests import cast
from tests.rooms.frontline.test_handing_over import PERSON, SERVICE, to_summary
from tests.rooms.frontline.walking import KINDS, Walk, row_counts
from tests.signed_in import signed_in

pytestmark = pytest.mark.capability("C1")

RESULTS = [
    ("person", {"q06": "adult"}),
    ("person", {"q06": "adult", "q08": "yes"}),
    ("person", {"q02": "yes", "q03": "assault"}),
]
CHILDREN = [
    ("child", {"q06": "child", "q08c": "yes"}),
    ("child", {"q06": "maybe"}),
    ("child", {}),
    ("person", {"q06": "child", "q08": "yes"}),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("about", "answers"), RESULTS)
def test_three_taps_from_every_result_leave_one_count(
    walk: Callable[..., Walk], kind: str, about: str, answers: dict[str, str]
) -> None:
    way = walk(kind).begin(about).answer(**answers)
    before = row_counts()
    way.press("refuse")
    assert way.page.context["whom"].lines or "No desk for this is known here" in way.text
    assert row_counts() == before
    way.press("confirm")
    assert way.page.headers["Location"] == f"/worried/{kind}/refused/"
    done = way.client.get(way.page.headers["Location"])
    assert 'href="/account/leave/"' in done.content.decode()
    after = row_counts()
    assert after.pop("tally") == before.pop("tally") + 1
    assert after == before
    kept = Tally.objects.get()
    assert (kept.kind, kept.audience, kept.region) == ("refused", kind, "north")
    assert (kept.desk_id, kept.version, kept.clause, kept.answer, kept.count) == ("", "", "", "", 1)
    assert kept.month.day == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("about", "answers"), CHILDREN)
def test_a_child_is_never_refused_and_their_no_leads_into_the_child_circuit(
    walk: Callable[..., Walk], kind: str, about: str, answers: dict[str, str]
) -> None:
    """Seen red with the page of adults: two taps, and a child afraid of tonight was "finished"."""
    way = walk(kind).begin(about).answer(**answers)
    assert words.all_words()["offer.person_refuses"].texts["en"] not in way.text
    way.press("refuse")
    assert [one.name for one in way.page.templates][0] == "frontline/child_no.html"
    assert 'formaction="/hand-over/" name="go" value="offer"' in way.text
    assert 'value="confirm"' not in way.text
    assert way.page.context["whom"].lines[0].desk.pk == "children"
    assert way.press("confirm").page.status_code == 200
    assert 'formaction="/hand-over/"' in way.text
    assert not Tally.objects.exists()
    assert way.press("result").offer_it().page.context["here"] == "sign_in"


def test_who_turns_out_to_be_an_adult_decides_alone(walk: Callable[..., Walk]) -> None:
    way = walk().begin("child").answer(q01="yes", q06="maybe", q08c="yes").press("refuse").press("change")
    while way.page.context["sheet"].screen:
        way.press("back")
    way.answer(q06="adult").press("refuse").press("confirm")
    assert way.page.headers["Location"] == "/worried/labour/refused/"
    assert Tally.objects.get().audience == "child"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_the_child_does_not_want_is_kept_as_their_wish_and_goes_along(
    sit: Callable[..., Walk], language: str
) -> None:
    """Seen red with the field left out of what is handed over."""
    way = sit(cast.INSPECTOR, language=language).begin("child").answer(q01="yes", q06="child", q08c="yes")
    way.press("refuse").offer_it().hand(guardian="no", not_wanted=["no_police", "no_family_told", "no_such_thing"])
    way.hand(**SERVICE | {"service": "child_protection", "urgency": "urgent", "group": "girl"}).hand(desk="children")
    way.hand(share=["age_group", "danger_now", "needs"]).hand(contact_way="never").hand()
    with access.open_referral(cast.CHILDREN, Referral.objects.get().pk, purpose="answer_referral") as opened:
        assert opened.packet["needs"] == ["no_family_told", "no_police"]
    said = {"en": "Does not want the police", "fr": "Ne veut pas de la police", "ar": "لا يريد الشرطة"}
    page = signed_in(cast.CHILDREN, language).get(f"/casework/referrals/{Referral.objects.get().pk}/")
    assert said[language] in page.content.decode()


def test_a_signed_in_worker_refuses_as_nobody(sit: Callable[..., Walk]) -> None:
    sit(cast.INSPECTOR).begin().answer(q08="yes").press("refuse").press("confirm")
    assert Tally.objects.get().desk_id == ""


def test_a_draft_that_is_refused_at_its_last_page_leaves_a_count_and_nothing_that_was_typed(
    sit: Callable[..., Walk],
) -> None:
    """Everything was typed and read out, and the person says no. Seen red with a second count, under the typed name.

    Beside the count stands the line of the search for the person, which names nobody.
    """
    before = row_counts()
    way = to_summary(sit(cast.INSPECTOR)).hand(go="result")
    before["django_session"] = row_counts()["django_session"]
    way.press("refuse").press("confirm")
    assert way.page.headers["Location"] == "/worried/labour/refused/"
    after = row_counts()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "tally": 1,
        "audit_event": 1,
    }
    typed = [one for value in PERSON.values() for one in value.split() if "anary" in value]
    kept = " ".join(str(row) for model in apps.get_models() if model._meta.managed for row in _rows(model))
    assert [one for one in typed if one in kept] == []


def _rows(model: type[Model]) -> list[dict[str, object]]:
    return list(model._default_manager.values())


def test_reloading_the_last_page_counts_nothing(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q08="yes").press("refuse").press("confirm")
    for _again in range(3):
        way.client.get("/worried/labour/refused/")
    assert Tally.objects.get().count == 1


def test_looking_at_the_refusal_and_going_back_counts_nothing(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q08="yes").press("refuse").press("way_back").press("refuse").press("result")
    assert way.page.context["step"] == "now"
    assert not Tally.objects.exists()


def test_nothing_personal_can_be_typed_on_the_way_out(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q08="yes").press("refuse")
    main = way.text.partition("<main")[2]
    assert 'type="text"' not in main
    assert "<textarea" not in main


def test_the_card_to_give_says_nothing_about_why(walk: Callable[..., Walk]) -> None:
    way = walk("health", "en").begin().answer(q02="yes", q08="yes").press("refuse").press("way_back")
    card = way.text.partition('<section class="card">')[2].partition("</section>")[0].lower()
    assert "desk" in card
    for word in ("danger", "sign", "traffick", "protect", "worried", "first line"):
        assert word not in card
