"""The hand-over, page by page: what is missing is named at its field, nothing typed is lost, one sending is enough."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from himaya.cases.models import Case, Consent, Referral, Tally
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.budget import Budget
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.persons.models import Person
from tests import cast, factories
from tests.rooms.frontline.walking import Walk, row_counts

pytestmark = pytest.mark.capability("C2")

HOSTILE = "<script>alert(1)</script>"
SERVICE = {
    "service": "emergency_shelter",
    "urgency": "soon",
    "region": "north",
    "language_spoken": "ary",
    "interpreter": "none",
    "group": "woman",
}
SHARE = {"share": ["first_name", "age_group", "language", "needs", "safe_contact"]}
PERSON = {"full_name": "Zahra Canary", "birth": "1998", "contact_way": "place", "contact_who": "Canary aunt"}


def result(way: Walk, about: str = "person", **answers: str) -> Walk:
    return way.begin(about).answer(**({"q01": "yes", "q06": "adult", "q08": "yes", "q19": "safe_place"} | answers))


def to_summary(way: Walk, **changes: Any) -> Walk:
    """A consented hand-over up to its last page."""
    result(way).offer_it().hand(route="consent").hand(**{**SERVICE, **changes})
    way.hand(desk="shelter").hand(**SHARE).hand(**PERSON)
    return way.hand(same="new") if way.page.context["here"] == "same" else way


def test_signing_in_is_asked_only_now_and_carries_the_answers(walk: Callable[..., Walk]) -> None:
    way = result(walk()).offer_it()
    assert way.page.context["here"] == "sign_in"
    assert f'name="carry" value="{way.page.context["carry"]}"' in way.text
    way.press("result")
    assert way.page.context["step"] == "offer"


def test_changing_the_language_on_the_sign_in_page_keeps_the_answers(walk: Callable[..., Walk]) -> None:
    way = result(walk()).offer_it().speak("ar")
    assert way.page.context["here"] == "sign_in"
    assert dict(way.page.context["sheet"].answers)["q08"] == "yes"


def test_a_consented_hand_over_sends_what_was_agreed_and_shows_a_reference(sit: Callable[..., Walk]) -> None:
    way = to_summary(sit(cast.INSPECTOR))
    assert not Case.objects.exists()
    assert {item.value for item in way.page.context["sent"]} == {"reference", "region", *SHARE["share"]}
    assert "identity" in [item.value for item in way.page.context["withheld"]]
    way.hand(agreed="yes").arrive()
    case, referral = Case.objects.get(), Referral.objects.get()
    assert case.reference in way.text
    assert (referral.to_desk_id, referral.service, referral.urgency) == ("shelter", "emergency_shelter", "soon")
    assert set(Consent.objects.get().data_classes) == {"reference", "region", *SHARE["share"]}
    assert "Canary" not in way.address + way.text


def test_for_the_person_stands_the_reference_that_the_receiver_knows(sit: Callable[..., Walk]) -> None:
    """Seen red with the file's own reference handed out: at the desk where the person goes it opens nothing."""
    way = to_summary(sit(cast.INSPECTOR)).hand(agreed="yes").arrive()
    referral, case = Referral.objects.get(), Case.objects.get()
    assert [row.reference for row in way.page.context["for_the_person"]] == [referral.reference]
    assert way.text.index(referral.reference) < way.text.index("Do not hand it out") > way.text.index(case.reference)
    assert f'href="/casework/referrals/{referral.pk}/paper/"' in way.text


def test_nothing_is_kept_before_sending_but_the_search_for_the_person(sit: Callable[..., Walk]) -> None:
    way = sit(cast.INSPECTOR)
    before = row_counts()
    to_summary(way)
    after = row_counts()
    assert {table for table in after if after[table] != before[table]} == {"audit_event"}
    assert {*AuditEvent.objects.values_list("action", flat=True)} == {"person.searched"}


def test_sending_twice_gives_the_same_page_and_one_referral(sit: Callable[..., Walk]) -> None:
    way = to_summary(sit(cast.INSPECTOR))
    carried = {"sheet": way.sealed, "here": "summary", "go": "next", "agreed": "yes"}
    first = way.client.post("/hand-over/", carried)
    second = way.client.post("/hand-over/", carried)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"] == f"/hand-over/sent/{Referral.objects.get().pk}/"
    assert Referral.objects.count() == 1


def test_without_the_persons_yes_nothing_is_sent(sit: Callable[..., Walk]) -> None:
    way = to_summary(sit(cast.INSPECTOR)).hand()
    assert way.page.status_code == 422
    assert 'href="#agreed"' in way.text
    assert "mwafqa" in way.text, "the question is also said in Darija"
    assert not Referral.objects.exists()
    assert way.hand(agreed="yes").page.status_code == 302
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("missing", ["service", "region", "language_spoken", "interpreter"])
def test_a_missing_field_is_named_and_the_others_stay(sit: Callable[..., Walk], missing: str) -> None:
    way = result(sit(cast.INSPECTOR)).offer_it().hand(route="consent")
    way.hand(**{**SERVICE, missing: ""})
    assert way.page.status_code == 422
    assert f'href="#{missing}"' in way.text
    kept = {name: value for name, value in way.offer.items() if value}
    assert {"service", "region", "language", "interpreter", "group"} - {missing.removesuffix("_spoken")} <= set(kept)


@pytest.mark.parametrize("name", ["route", "desk", "guardian"])
def test_values_that_were_not_offered_are_not_taken(sit: Callable[..., Walk], name: str) -> None:
    way = result(
        sit(cast.INSPECTOR), "child" if name == "guardian" else "person", q06="" if name == "guardian" else "adult"
    )
    way.offer_it()
    if name == "desk":
        way.hand(route="consent").hand(**SERVICE)
    way.hand(**{name: HOSTILE})
    assert way.page.status_code == 422
    assert HOSTILE not in way.text


def test_what_is_typed_is_shown_as_text(sit: Callable[..., Walk]) -> None:
    way = result(sit(cast.INSPECTOR)).offer_it().hand(route="consent").hand(**SERVICE).hand(desk="shelter")
    way.hand(**SHARE).hand(full_name=HOSTILE, birth="abcd", contact_way="never", contact_words='" onfocus="x')
    assert way.page.status_code == 422
    assert HOSTILE not in way.text
    assert "&lt;script&gt;" in way.text
    assert 'onfocus="x' not in way.text.replace("&quot;", "'")
    assert way.offer["full_name"] == HOSTILE


@pytest.mark.parametrize("here", ["told", "service", "desk", "share", "person", "same", "summary", "unmet", "absent"])
def test_a_page_sent_out_of_turn_leads_back_to_the_first_one_not_answered(sit: Callable[..., Walk], here: str) -> None:
    way = result(sit(cast.INSPECTOR))
    way.page = way.client.post("/hand-over/", {"sheet": way.sealed, "here": here, "go": "next", "agreed": "yes"})
    assert way.page.context["here"] == "ground"
    assert not Referral.objects.exists()


def test_going_back_to_the_result_and_on_again_keeps_the_choices(sit: Callable[..., Walk]) -> None:
    way = (
        result(sit(cast.INSPECTOR))
        .offer_it()
        .hand(route="consent")
        .hand(**SERVICE)
        .hand("back")
        .hand("back", **SERVICE)
    )
    way.hand("back", route="consent")
    assert way.page.context["here"] == "result"
    way.offer_it()
    assert way.page.context["route"] == "consent"
    assert way.offer["language"] == "ary"


def test_changing_the_language_keeps_what_is_typed(sit: Callable[..., Walk]) -> None:
    way = (
        result(sit(cast.INSPECTOR)).offer_it().hand(route="consent").hand(**SERVICE).hand(desk="shelter").hand(**SHARE)
    )
    way.speak("ar", **PERSON)
    assert way.page.context["here"] == "person"
    assert 'value="Zahra Canary"' in way.text
    assert 'dir="rtl"' in way.text


def test_desks_that_cannot_receive_say_why(sit: Callable[..., Walk]) -> None:
    way = result(sit(cast.INSPECTOR)).offer_it().hand(route="consent").hand(**{**SERVICE, "group": "man"})
    assert [row["desk"].pk for row in way.page.context["able"]] == ["hostel"]
    assert [(row["desk"].pk, bool(row["why_not"])) for row in way.page.context["unable"]] == [("shelter", True)]
    assert way.hand(desk="shelter").page.status_code == 422


def test_what_is_urgent_goes_only_to_a_desk_that_is_open(sit: Callable[..., Walk]) -> None:
    with clock.stopped(factories.TUESDAY.replace(hour=22)):
        way = result(sit(cast.INSPECTOR)).offer_it().hand(route="consent").hand(**{**SERVICE, "urgency": "urgent"})
        assert [row["desk"].pk for row in way.page.context["able"]] == ["shelter"]
        assert [row["desk"].pk for row in way.page.context["unable"]] == ["hostel"]
        # Agreed to a bed: whom to call first is the shelter, and never the police.
        assert way.page.context["whom"].now[0].desk.pk == "shelter"
        assert way.text.count('href="tel:') == 1


def test_a_desk_that_closed_meanwhile_is_told_and_nothing_is_lost(sit: Callable[..., Walk]) -> None:
    way = to_summary(sit(cast.INSPECTOR))
    Desk.objects.filter(pk="shelter").update(closed_on=clock.today())
    way.hand(agreed="yes")
    assert way.page.status_code == 409
    assert "closed" in way.text
    assert way.offer["full_name"] == "Zahra Canary"
    assert not Referral.objects.exists()
    assert AuditEvent.objects.filter(action="refused", code="desk_closed").count() == 1


def test_no_desk_is_an_outcome_that_is_counted(sit: Callable[..., Walk]) -> None:
    way = result(sit(cast.INSPECTOR)).offer_it().hand(route="consent").hand(**{**SERVICE, "service": "asylum_advice"})
    before = row_counts()
    way.hand(desk="none")
    assert way.page.context["here"] == "unmet"
    way.hand()
    assert way.page.headers["Location"] == "/hand-over/noted/"
    after = row_counts()
    assert after.pop("tally") == before.pop("tally") + 1
    assert after == before
    kept = Tally.objects.get()
    assert (kept.kind, kept.region, kept.answer) == ("no_service", "north", "asylum_advice")


def test_a_child_has_no_consent_gate_and_the_guardian_comes_first(sit: Callable[..., Walk]) -> None:
    way = sit(cast.INSPECTOR).begin("child").answer(q01="yes", q06="child", q08c="yes").offer_it()
    assert [item.value for item in way.page.context["routes"]] == ["child"]
    assert way.hand().page.status_code == 422
    way.hand(guardian="yes")
    assert [item.value for item in way.page.context["services"]][0] == "child_protection"
    way.hand(**{**SERVICE, "service": "child_protection", "urgency": "urgent", "group": "girl"}).hand(desk="children")
    way.hand(share=["age_group", "danger_now", "guardian_flag"]).hand(contact_way="never")
    assert "agreed" not in way.page.context["wrong"]
    assert 'name="agreed"' not in way.text
    way.hand()
    assert Case.objects.get().route == "child"
    assert Referral.objects.get().to_desk_id == "children"


@pytest.mark.parametrize("route", ["danger", "legal_duty"])
def test_without_agreement_the_person_is_told_first_or_a_reason_is_named(sit: Callable[..., Walk], route: str) -> None:
    way = result(sit(cast.INSPECTOR), q02="yes").offer_it().hand(route=route)
    assert way.page.context["here"] == "told"
    assert way.hand().page.status_code == 422
    way.hand(told="telling_endangers")
    way.hand(**{**SERVICE, "service": "immediate_safety", "urgency": "urgent"}).hand(desk="police-north")
    way.hand(share=["danger_now"]).hand().hand()
    kept = Consent.objects.get()
    assert (kept.basis, kept.told_first, kept.not_told_reason) == (route, False, "telling_endangers")


def test_a_danger_is_urgent_and_shows_whom_to_call_first(sit: Callable[..., Walk]) -> None:
    way = result(sit(cast.INSPECTOR), q02="yes").offer_it()
    assert way.page.context["route"] == "danger"
    assert way.page.context["whom"].now[0].desk.pk == "police-north"
    way.hand(route="danger").hand(told="yes")
    assert way.page.context["urgency"] == "urgent"


def test_somebody_alike_in_ones_own_institution_is_shown_by_reasons_only(sit: Callable[..., Walk]) -> None:
    factories.hand_over(identity=factories.identity(full_name="Zahra Canari"))
    known = Person.objects.get()
    way = (
        result(sit(cast.INSPECTOR)).offer_it().hand(route="consent").hand(**SERVICE).hand(desk="shelter").hand(**SHARE)
    )
    way.hand(**PERSON)
    assert way.page.context["here"] == "same"
    assert "Canari" not in way.text
    assert "0612345678" not in way.text
    assert way.hand(same=str(cast.INSPECTOR.account_id)).page.status_code == 422
    way.hand(same=str(known.pk)).hand(agreed="yes")
    assert Person.objects.count() == 1
    assert Case.objects.filter(person=known).count() == 2


def test_another_institutions_people_are_never_searched(sit: Callable[..., Walk]) -> None:
    factories.hand_over()
    way = result(sit(cast.NURSE, "health")).offer_it().hand(route="consent").hand(**SERVICE).hand(desk="shelter")
    way.hand(**SHARE).hand(**PERSON)
    assert way.page.context["here"] == "summary"


def narrow(roles: object) -> Budget:
    """One person an hour with the second factor of the morning, two at most."""
    return Budget(1, 2)


def alike(number: int) -> None:
    """So many who were handed over yesterday: nobody has opened them in this hour."""
    with clock.stopped(factories.TUESDAY - timedelta(days=1)):
        for _ in range(number):
            factories.hand_over(identity=factories.identity(full_name="Zahra Canari", document=""))


def to_the_person(way: Walk) -> Walk:
    way = result(way).offer_it().hand(route="consent").hand(**SERVICE).hand(desk="shelter")
    return way.hand(**SHARE)


def test_a_search_that_asks_for_the_second_factor_is_not_taken_for_a_search_that_found_nobody(
    sit: Callable[..., Walk], settings: LazySettings
) -> None:
    """Planted fault: swallowed. A person who was known became a second record, and nobody was asked for anything."""
    alike(2)
    settings.HIMAYA_BUDGET = f"{__name__}.narrow"
    way = to_the_person(sit(cast.INSPECTOR)).hand(**PERSON)
    assert way.page.status_code == 403
    assert "step_up.html" in [one.name for one in way.page.templates]
    assert AuditEvent.objects.filter(action="refused", code="proof_needed").count() == 1


def test_a_search_beyond_what_a_role_may_open_is_told_and_the_page_keeps_what_was_typed(
    sit: Callable[..., Walk], settings: LazySettings
) -> None:
    """Planted fault: swallowed. No row in the audit, no word to the officer, and "nobody alike" to the worker."""
    alike(3)
    settings.HIMAYA_BUDGET = f"{__name__}.narrow"
    way = to_the_person(sit(cast.INSPECTOR)).hand(**PERSON)
    assert (way.page.status_code, way.page.context["here"]) == (422, "person")
    assert way.offer["full_name"] == "Zahra Canary"
    assert "The data protection officer is told." in way.text
    assert AuditEvent.objects.filter(action="refused", code="budget_spent").count() == 1
    assert OutboxMessage.objects.filter(event="budget.spent").count() == 1


@pytest.mark.parametrize("worker", [cast.SECRETARY, cast.AUDITOR, cast.OPERATOR])
def test_who_works_with_nobody_hands_nobody_over_and_keeps_the_way_back(sit: Callable[..., Walk], worker: Any) -> None:
    way = result(sit(worker)).offer_it()
    assert way.page.status_code == 403
    assert way.press("result").page.context["step"] == "offer"


def test_ones_own_desk_is_not_offered_as_another(sit: Callable[..., Walk]) -> None:
    way = result(sit(cast.INSPECTOR)).offer_it().hand(route="consent").hand(**{**SERVICE, "service": "labour_rights"})
    assert "labour-north" not in {row["desk"].pk for row in way.page.context["able"] + way.page.context["unable"]}


def test_a_full_disk_at_the_moment_of_sending_loses_nothing(
    sit: Callable[..., Walk], monkeypatch: pytest.MonkeyPatch
) -> None:
    way = to_summary(sit(cast.INSPECTOR))

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("himaya.web.frontline.handover.sending.screenings.hand_over", full)
        way.hand(agreed="yes")
    assert way.page.status_code == 503
    assert way.offer["full_name"] == "Zahra Canary"
    assert way.hand(agreed="yes").page.status_code == 302
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_of_the_hand_over_speaks_the_language(sit: Callable[..., Walk], language: str) -> None:
    way = to_summary(sit(cast.INSPECTOR, language=language))
    assert f'<html lang="{language}"' in way.text
    english = ("Before sending", "Hand over", "Will be sent", "Continue", "Back")
    assert not [word for word in english if f">{word}<" in way.text]


def test_nobody_agrees_before_somebody_said_so(sit: Callable[..., Walk]) -> None:
    """Seen red by a stranger: "the person agrees" was ticked when the page opened."""
    way = sit(cast.INSPECTOR)
    way.begin("person").answer(q01="yes", q02="no", q06="adult", q08="yes").offer_it()
    assert way.page.context["here"] == "ground"
    assert "checked" not in way.text.partition("<main")[2].partition("</form>")[0]
    way.hand()
    assert way.page.status_code == 422
    assert "Say on what this hand-over rests." in way.text
