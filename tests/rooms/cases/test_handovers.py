"""A case goes to another desk: inside an institution the file itself, to another one what the person agreed to."""

from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

import pytest

from himaya.cases import access, contacts, policy, queries, queries_handovers
from himaya.cases import rules_handovers as rules
from himaya.cases.actions import consents, grants, handovers
from himaya.cases.actions.consents import Question
from himaya.cases.models import Arrival, Case, Consent, Grant, HandOver, Referral
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.persons.actions import people
from himaya.persons.models import Person
from himaya.plans import queries_clocks
from himaya.web.plans import clocks as shown
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E5")]
ALONG = ("first_name", "safe_contact", "age_group", "language", "needs", "telephone")


def agree(case_id: UUID, desk: str = "shelter", classes: tuple[str, ...] = ALONG) -> UUID:
    about = Question(f"desk:{desk}", classes, "ary", "none", "spoken")
    return consents.give(case_id=case_id, question=about, by=cast.INSPECTOR)


def offered(case_id: UUID, to: str = "labour-south", **changes: Any) -> UUID:
    base: dict[str, Any] = {"reason": "additional_services", "data_classes": ("needs",), "by": cast.LABOUR_LEAD}
    return handovers.offer(case_id=case_id, to_desk_id=to, **{**base, **changes})


def sees(actor: Any, case_id: UUID) -> bool:
    return Case.objects.filter(policy.visible_cases(actor), pk=case_id).exists()


def test_when_it_may_go_and_when_an_offer_is_over() -> None:
    now = factories.TUESDAY
    assert rules.missing(("needs",), ALONG) == frozenset()
    assert rules.missing(("signs",), ALONG) == {"signs"}
    assert rules.missing((), ("first_name",)) == {"safe_contact", "age_group", "language"}
    end = rules.ends_at(now)
    assert end - now == timedelta(days=7)
    for state, at, over in (
        ("offered", end - timedelta(seconds=1), False),
        ("offered", end, True),
        ("accepted", end, False),
        ("declined", end + timedelta(days=1), False),
    ):
        assert rules.is_over(state, end, at) is over


def test_inside_an_institution_the_file_goes_and_the_old_desk_reads_it_no_longer() -> None:
    done = factories.hand_over()
    case_id, running = done.case_id, done.referral_ids[0]
    grants.give(
        case_id=case_id,
        to=f"account:{cast.INSPECTOR_SOUTH.account_id}",
        kind="team",
        level="summary",
        sections=(),
        until=clock.today(),
        reason="advice",
        by=cast.LABOUR_LEAD,
    )
    with pytest.raises(NotPermitted):
        offered(case_id, by=cast.INSPECTOR_COLLEAGUE)
    for wrong in ({"reason": "why not"}, {"to": "labour-north"}, {"to": "nowhere"}):
        with pytest.raises(NotValid):
            offered(case_id, **wrong)
    offer = offered(case_id)
    with pytest.raises(NotNow):
        offered(case_id)
    assert [one.pk for one in queries_handovers.to_answer(cast.INSPECTOR_SOUTH)] == [offer]
    for stranger in (cast.SHELTER, cast.LAWYER, cast.SECRETARY):
        with pytest.raises(NotFound):
            handovers.accept(handover_id=offer, by=stranger)
    with pytest.raises(NotPermitted):
        handovers.accept(handover_id=offer, by=cast.LABOUR_LEAD)
    assert handovers.accept(handover_id=offer, by=cast.INSPECTOR_SOUTH) == case_id
    assert sees(cast.INSPECTOR_SOUTH, case_id)
    assert not sees(cast.LABOUR_LEAD, case_id)
    with pytest.raises(NotFound), access.open_case(cast.INSPECTOR, case_id, purpose=access.NO_CONTENT):
        pass
    assert Referral.objects.get(pk=running).from_desk_id == "labour-south", "what runs of it goes along"
    assert Grant.objects.filter(case=case_id, revoked_at__isnull=True).count() == 1
    for again in (lambda: handovers.accept(handover_id=offer, by=cast.INSPECTOR_SOUTH),):
        with pytest.raises(NotNow):
            again()


def test_a_number_goes_along_where_the_person_agreed_to_it_by_name() -> None:
    """It went along with the words of a safe contact, under a page that said that it stays."""
    case_id = factories.hand_over(
        wishes=[factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))]
    ).case_id
    agree(case_id)
    held = handovers.accept(handover_id=offered(case_id, "shelter"), by=cast.SHELTER)
    with access.open_case(cast.SHELTER, held, purpose="give_service") as opened:
        identity = people.identity_of(opened.person, opened.access)  # type: ignore[arg-type]
        assert (identity.safe_contact["way"], identity.phone) == ("phone", "")


# A word that only this class of data holds. None: it never goes along.
HOLDS = {
    "Lastname": "identity",
    "Other spelling": None,
    "AB123456": None,
    "1998": None,
    factories.PHONE: "telephone",
    "Canary square": "meeting_place",
    "FL-08": "signs",
}


@pytest.mark.parametrize("chosen", [(), ("needs",), ("telephone",), ("identity", "signs"), ("meeting_place",)])
def test_no_word_of_a_class_that_was_not_chosen_goes_along(chosen: tuple[str, ...]) -> None:
    """The page says what goes along and what always does; everything else stays."""
    case_id = factories.hand_over(
        identity=factories.identity(
            full_name="Zahra Lastname", other_names="Other spelling", meeting_place="Canary square"
        ),
        wishes=[factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))],
    ).case_id
    agree(case_id, classes=tuple({*ALONG, *chosen}))
    held = handovers.accept(handover_id=offered(case_id, "shelter", data_classes=chosen), by=cast.SHELTER)
    with access.open_case(cast.SHELTER, held, purpose="give_service") as opened:
        words = f"{people.identity_of(opened.person, opened.access)} {opened.arrived[0].story}"  # type: ignore[arg-type]
    assert {word for word in HOLDS if word in words} == {word for word, owner in HOLDS.items() if owner in chosen}


def test_to_another_institution_goes_what_was_agreed_into_a_file_and_a_person_of_its_own() -> None:
    done = factories.hand_over(
        wishes=[factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))]
    )
    case_id = done.case_id
    with pytest.raises(NotNow):
        offered(case_id, "shelter")
    agree(case_id)
    with pytest.raises(NotNow):
        offered(case_id, "shelter", data_classes=("signs",))
    offer = offered(case_id, "shelter", data_classes=("needs", "telephone"))
    assert not sees(cast.SHELTER, case_id)
    held = handovers.accept(handover_id=offer, by=cast.SHELTER)
    old, new = Case.objects.get(pk=case_id), Case.objects.get(pk=held)
    assert (new.institution_id, new.desk_id, new.state) == ("daw", "shelter", "open")
    assert new.person_id != old.person_id
    assert Person.objects.get(pk=new.person_id).institution_id == "daw"
    assert not sees(cast.SHELTER, case_id)
    assert not sees(cast.INSPECTOR, held)
    assert queries_handovers.went_elsewhere(old).to_desk_id == "shelter"  # type: ignore[union-attr]
    with access.open_case(cast.SHELTER, held, purpose="give_service") as opened:
        identity = people.identity_of(opened.person, opened.access)  # type: ignore[arg-type]
        assert (identity.full_name, identity.document, identity.birth) == ("Zahra", "", "")
        assert identity.safe_contact["way"] == "phone"
        assert identity.phone == factories.PHONE
        assert set(opened.arrived[0].story) == {"age_group", "language", "needs"}
        assert opened.submissions == []
    with access.open_case(cast.SHELTER, held, purpose=access.NO_CONTENT) as opened:
        assert opened.arrived == []


def test_the_hours_of_care_go_on_where_a_case_arrives_and_never_begin_later() -> None:
    """Seen red without `first_contact_at` in `handovers._arrive`: 72 hours began again on the second day."""
    done = factories.hand_over(
        wishes=[factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))]
    )
    began = contacts.contact(Case.objects.get(pk=done.case_id))
    assert began.met == began.at
    agree(done.case_id)
    with clock.stopped(factories.TUESDAY + timedelta(hours=50)):
        held = handovers.accept(handover_id=offered(done.case_id, "shelter"), by=cast.SHELTER)
    case = Case.objects.get(pk=held)
    assert contacts.contact(case) == began
    assert contacts.first_day(case) == factories.TUESDAY.date() < case.opened_on
    with clock.stopped(factories.TUESDAY + timedelta(hours=51)):
        assert shown.clocks(case)["clock_from"] == began.at.astimezone(UTC)
        assert queries_clocks.offer_due(case) == began.at + timedelta(hours=24)
    # Nobody here knows when the person was met: that the desk accepted the file is no moment from which hours count.
    Arrival.objects.update(first_contact_at=None)
    accepted = factories.TUESDAY + timedelta(hours=50)
    assert contacts.contact(case) == contacts.Contact(accepted, None, there=True)
    with clock.stopped(accepted + timedelta(hours=1)):
        known = shown.clocks(case)
        assert (known["clock_runs"], known["clock_unknown"], known["clock_rows"]) == (False, True, [])
        assert queries_clocks.offer_due(case) == accepted + timedelta(hours=24), (
            "a consultation is offered all the same"
        )
        told = shown.clocks(case, [("within_24", clock.now())])
        assert (told["clock_runs"], told["clock_from"]) == (True, clock.now() - timedelta(hours=24))


def test_inside_an_institution_the_first_contact_stays_that_of_the_file() -> None:
    case_id = factories.hand_over(identity=None).case_id
    began = contacts.contact(Case.objects.get(pk=case_id))
    with clock.stopped(factories.TUESDAY + timedelta(hours=50)):
        handovers.accept(handover_id=offered(case_id), by=cast.INSPECTOR_SOUTH)
    assert contacts.contact(Case.objects.get(pk=case_id)) == began


def test_an_offer_ends_by_a_no_by_being_taken_back_by_time_or_with_the_agreement() -> None:
    case_id = factories.hand_over(
        wishes=[factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))]
    ).case_id
    line = agree(case_id)
    first = offered(case_id, "shelter")
    consents.withdraw(consent_id=line, by=cast.INSPECTOR)
    with refused(NotNow, "not_agreed"):
        handovers.accept(handover_id=first, by=cast.SHELTER)
    assert Case.objects.filter(desk_id="shelter").count() == 0
    with pytest.raises(NotPermitted):
        handovers.take_back(handover_id=first, by=cast.SHELTER)
    handovers.take_back(handover_id=first, by=cast.LABOUR_LEAD)
    with pytest.raises(NotNow):
        handovers.accept(handover_id=first, by=cast.SHELTER)
    second = offered(case_id)
    with pytest.raises(NotValid):
        handovers.decline(handover_id=second, reason="they were rude", by=cast.INSPECTOR_SOUTH)
    handovers.decline(handover_id=second, reason="no_place", by=cast.INSPECTOR_SOUTH)
    third = offered(case_id)
    with clock.stopped(factories.TUESDAY + timedelta(days=7)):
        assert not queries_handovers.to_answer(cast.INSPECTOR_SOUTH).exists()
        with pytest.raises(NotNow):
            handovers.accept(handover_id=third, by=cast.INSPECTOR_SOUTH)
        fourth = offered(case_id)
        assert HandOver.objects.get(pk=third).state == "taken_back"
        handovers.accept(handover_id=fourth, by=cast.INSPECTOR_SOUTH)
    assert Consent.objects.filter(word="withdrawn").count() == 1
    assert queries.desk_cases(cast.INSPECTOR_SOUTH).filter(pk=case_id).exists()
