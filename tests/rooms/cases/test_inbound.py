"""People found abroad: asked first, announced if they want it, expected, met. Whoever announces reads nothing back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from himaya.cases import access, policy, queries_inbound
from himaya.cases import rules_inbound as rules
from himaya.cases.actions import exclusions, handovers, inbound, screenings
from himaya.cases.models import Arrival, Case, InboundSheet, InboundWords, Tally
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent, DataKey, OutboxMessage, Subject
from himaya.ops import after_inbound, worker
from himaya.persons.models import Person
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refuses
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, CONSUL_WHO_READS, HEARD, PARTNER, RECEIVER, SAID, expected, sent

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("F2")]
CHILD = {"heard": replace(HEARD, age="maybe_child"), "agreed": False, "said": replace(SAID, gender="girl")}


@pytest.fixture(autouse=True)
def _abroad(stage: None) -> None:
    found_abroad.set_up()


def state(sheet: UUID) -> str:
    return InboundSheet.objects.get(pk=sheet).state


def told() -> list[str]:
    """What the worker is told of sheets."""
    return list(OutboxMessage.objects.filter(event__startswith="inbound.").values_list("event", flat=True))


def kept() -> tuple[int, ...]:
    counted = (InboundSheet, InboundWords, Person, Case, Subject, DataKey, Arrival)
    return tuple(model.objects.count() for model in counted)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""),
        ({"danger": "yes"}, "danger"),
        ({"danger": ""}, "danger_unasked"),
        ({"wants": "no"}, "wants"),
        ({"wants": "unsure"}, "wants"),
        ({"wants": ""}, "wants_unasked"),
        ({"afraid": "yes"}, "afraid"),
        ({"afraid": "unsure"}, "afraid"),
        ({"afraid": ""}, "afraid_unasked"),
        ({"afraid": "yes", "sender": "ngo"}, "afraid_there"),
        ({"afraid": "yes", "sender": "international", "receiver": "ngo"}, ""),
        ({"afraid": "yes", "receiver": "ngo"}, "afraid"),
        ({"age": ""}, "age"),
        ({"age": "unknown"}, "age"),
        ({"told": False}, "told"),
        ({"agreed": False}, "agreed"),
        # What is best for a child no desk abroad says, and nobody agrees for one.
        ({"age": "child", "agreed": False}, ""),
        ({"age": "child", "agreed": False, "sender": "ngo"}, ""),
        ({"age": "maybe_child", "told": False}, "told"),
        # What is asked first is said first.
        ({"danger": "yes", "wants": "no", "afraid": "yes"}, "danger"),
        ({"wants": "no", "afraid": "yes"}, "wants"),
    ],
)
def test_what_stands_against_a_sheet(changes: dict[str, Any], why: str) -> None:
    plain = rules.Asked("no", "yes", "no", "adult", True, True, "consular_service", "social_services")
    assert rules.against(replace(plain, **changes)) == why


def test_of_whatever_hour_it_is_the_alarm_comes_within_a_day() -> None:
    day = date(2026, 5, 4)
    for hour in (0, 9, 23):
        landed = datetime(2026, 5, 4, hour, tzinfo=UTC)
        assert landed < rules.alarm_at(day, UTC) <= landed + timedelta(hours=24)


@pytest.mark.parametrize(
    "changes",
    [
        {"heard": replace(HEARD, danger="yes")},
        {"heard": replace(HEARD, wants="no")},
        {"heard": replace(HEARD, wants="unsure")},
        {"heard": replace(HEARD, afraid="yes")},
        {"heard": replace(HEARD, afraid="unsure"), "to_desk_id": "shelter"},
        {"heard": replace(HEARD, afraid="")},
        {"told": False},
        {"agreed": False},
        {"in_days": -1},
        {"in_days": 400},
        {"in_days": None},
        {"said": replace(SAID, language="")},
        {"said": replace(SAID, phone=" ")},
        {"said": replace(SAID, needs=("a story",))},
        {"said": replace(SAID, place="x" * 301)},
        {"to_desk_id": "police-north"},
        {"to_desk_id": "lawyers"},
        {"to_desk_id": ""},
    ],
)
def test_what_is_refused_leaves_nothing_and_the_audit_does_not_say_why(changes: dict[str, Any]) -> None:
    """Seen red with `errors.NotNow` in place of the one whose code nobody keeps."""
    before = kept()
    with pytest.raises((NotNow, NotValid)):
        sent(**changes)
    assert kept() == before
    told = AuditEvent.objects.filter(action="refused").values_list("code", flat=True)
    assert set(told) == {"untold"}


def test_a_refusal_of_the_person_is_a_count_and_nothing_else() -> None:
    before, events = kept(), AuditEvent.objects.count()
    screenings.refuse(audience="", region="", by=NOBODY)
    assert (kept(), AuditEvent.objects.count()) == (before, events)
    assert Tally.objects.get().desk_id == ""


def test_who_is_afraid_reaches_a_partner_by_a_partner_and_by_no_desk_of_the_state() -> None:
    afraid = replace(HEARD, afraid="yes")
    refuses(lambda: sent(heard=afraid, by=PARTNER), Refusal, "afraid_there")
    assert state(sent(heard=afraid, by=PARTNER, to_desk_id="shelter")) == "sent"
    assert [(one.pk, phone) for one, phone in queries_inbound.partners()] == [("partner-abroad", "0500000099")]


def test_before_anybody_expects_the_person_nobody_is_a_person_here() -> None:
    before = Person.objects.count(), Case.objects.count()
    sheet = InboundSheet.objects.get(pk=sent())
    assert (Person.objects.count(), Case.objects.count()) == before
    clear = " ".join(str(value) for value in InboundSheet.objects.filter(pk=sheet.pk).values().get().values())
    for word in (found_abroad.CALLED, found_abroad.PLACE, found_abroad.WORDS, found_abroad.PHONE):
        assert word not in clear
    assert sheet.arrives_on == clock.today() + timedelta(days=3)


def test_whoever_receives_opens_an_ordinary_case_from_what_was_sent_and_the_sheet_is_empty() -> None:
    sheet = sent()
    subject = InboundWords.objects.get(sheet_id=sheet).subject_id
    case_id = inbound.accept(sheet_id=sheet, by=RECEIVER)
    assert not InboundWords.objects.filter(sheet_id=sheet).exists()
    assert not DataKey.objects.filter(subject_id=subject).exists()
    assert not Subject.objects.filter(pk=subject).exists()
    with access.open_case(RECEIVER, case_id, purpose="give_service") as opened:
        assert opened.holds
        assert opened.person is not None
        assert opened.person.full_name == found_abroad.CALLED
        assert opened.person.phone == found_abroad.PHONE
        assert opened.person.meeting_place == found_abroad.PLACE
        assert opened.person.safe_contact == {"way": "phone", "words": found_abroad.WORDS}
        story = opened.arrived[0].story
        assert story["needs"] == ["papers", "shelter"]
        assert story["gender"] == "woman"
        assert opened.case.age_group == "adult"
        assert opened.case.route == "consent"
    assert opened.arrived[0].first_contact_at == InboundSheet.objects.get(pk=sheet).sent_at
    assert opened.arrived[0].from_desk_id == "consular"


def test_somebody_without_a_name_is_expected_like_anybody() -> None:
    said = replace(SAID, called="", way="", phone="", words="", gender="", needs=(), place="")
    case_id = inbound.accept(sheet_id=sent(said=said), by=RECEIVER)
    with access.open_case(RECEIVER, case_id, purpose="give_service") as opened:
        assert opened.person is not None
        assert not opened.person.full_name


@pytest.mark.parametrize("after", ["meet", "hear"])
def test_the_consular_desk_sees_that_somebody_expects_the_person_and_no_more(after: str) -> None:
    """Seen red while a sheet that was taken back was refused once the person had been met."""
    sheet = sent()
    assert [one.seen for one in queries_inbound.sent(CONSUL)] == ["sent"]
    case_id = inbound.accept(sheet_id=sheet, by=RECEIVER)
    awaited = queries_inbound.sent(CONSUL)
    getattr(inbound, after)(sheet_id=sheet, by=RECEIVER)
    assert queries_inbound.sent(CONSUL) == awaited
    assert awaited[0].seen == "expected"
    assert not {str(case_id)} & {str(getattr(awaited[0], name)) for name in awaited[0].__slots__}
    for actor in (CONSUL, CONSUL_WHO_READS):
        assert not Case.objects.filter(policy.visible_cases(actor), pk=case_id).exists()
        assert queries_inbound.one(actor, sheet) is None
    # Taking it back tells nothing either, and changes nothing of what became of the person.
    found = state(sheet)
    inbound.take_back(sheet_id=sheet, by=CONSUL)
    assert [one.seen for one in queries_inbound.sent(CONSUL)] == ["taken_back"]
    assert state(sheet) == found


def test_the_role_abroad_reads_no_case_and_neither_does_the_kind_of_its_desk() -> None:
    assert not policy.works_on_cases(CONSUL)
    assert not institutions.keeps_stories("consular")
    assert "consular_service" in institutions.NO_STORIES
    sheet = sent()
    for verb in (inbound.accept, inbound.meet, inbound.hear):
        for who in (CONSUL, CONSUL_WHO_READS):
            with pytest.raises(NotFound):
                verb(sheet_id=sheet, by=who)
    with pytest.raises(NotPermitted):
        factories.hand_over(by=CONSUL)


def test_no_case_and_no_agreement_of_one_goes_to_our_own_consular_desk_by_another_way() -> None:
    done = factories.hand_over()
    desk = Desk.objects.get(pk="consular")
    assert desk.pk not in {one.pk for one in institutions.no_consulates()}
    refusal = refuses(
        lambda: handovers.offer(
            case_id=done.case_id, to_desk_id="consular", reason="other", data_classes=(), by=cast.LABOUR_LEAD
        ),
        Refusal,
        "consulate",
    )
    assert isinstance(refusal, NotNow)


@pytest.mark.parametrize("who", [cast.OFFICER, cast.SHELTER, cast.SECRETARY, cast.OPERATOR, cast.AUDITOR, CONSUL])
def test_for_everybody_else_the_sheet_does_not_exist(who: Actor) -> None:
    for sheet in (sent(), new_id()):
        for deed in (inbound.accept, inbound.meet, inbound.hear):
            with pytest.raises(NotFound):
                deed(sheet_id=sheet, by=who)
        with pytest.raises(NotFound):
            inbound.decline(sheet_id=sheet, reason="no_place", by=who)


@pytest.mark.parametrize("kind", sorted(institutions.NO_STORIES))
def test_a_desk_that_became_one_of_these_kinds_receives_nobody(kind: str) -> None:
    sheet = sent()
    Institution.objects.filter(pk="social").update(kind=kind)
    assert "hostel" not in {one.desk.pk for one in queries_inbound.receivers(CONSUL, "adult")}
    with pytest.raises(NotFound):
        inbound.accept(sheet_id=sheet, by=RECEIVER)
    assert state(sheet) == "sent"


def test_a_desk_that_receives_no_arrivals_any_more_takes_nobody() -> None:
    sheet = sent()
    Desk.objects.filter(pk="hostel").update(services=["social_support"])
    refuses(lambda: inbound.accept(sheet_id=sheet, by=RECEIVER), Refusal, "no_reception")


def test_declined_or_taken_back_or_unanswered_nothing_of_it_can_be_read_again() -> None:
    for ended in ("declined", "taken_back", "lapsed"):
        sheet = sent()
        subject = InboundWords.objects.get(sheet_id=sheet).subject_id
        if ended == "declined":
            inbound.decline(sheet_id=sheet, reason="no_place", by=RECEIVER)
        elif ended == "taken_back":
            inbound.take_back(sheet_id=sheet, by=CONSUL)
        else:
            with clock.stopped(clock.now() + rules.KEPT):
                refuses(lambda sheet=sheet: inbound.accept(sheet_id=sheet, by=RECEIVER), Refusal, "over")  # type: ignore[misc]
                worker.lapse_sheets(clock.now())
        assert state(sheet) == ended
        assert not InboundWords.objects.filter(sheet_id=sheet).exists()
        assert not DataKey.objects.filter(subject_id=subject).exists()
        refuses(lambda sheet=sheet: inbound.accept(sheet_id=sheet, by=RECEIVER), Refusal, f"already_{ended}")  # type: ignore[misc]
    # Something follows where it was sent or taken back, and from no no.
    assert sorted(told()) == ["inbound.sent", "inbound.sent", "inbound.sent", "inbound.taken_back"]
    assert inbound.lapse(by=SYSTEM) == 0
    with pytest.raises(NotPermitted):
        inbound.lapse(by=CONSUL)


def test_the_same_form_sent_again_is_the_same_sheet_and_another_desk_does_not_learn_of_it() -> None:
    form = new_id()
    first = sent(instance_id=form)
    assert sent(instance_id=form) == first
    assert InboundSheet.objects.count() == 1
    with pytest.raises(NotFound):
        sent(instance_id=form, by=PARTNER)


def test_a_child_goes_to_a_desk_that_protects_children_and_no_day_before_what_is_best_was_decided() -> None:
    assert {one.desk.pk for one in queries_inbound.receivers(CONSUL, "maybe_child")} == {"children"}
    refuses(lambda: sent(**CHILD), Refusal, "to_desk")
    refuses(lambda: sent(**CHILD, to_desk_id="children"), Refusal, "arrives_on")
    sheet = sent(**CHILD, to_desk_id="children", in_days=None)
    case = Case.objects.get(pk=inbound.accept(sheet_id=sheet, by=cast.CHILDREN))
    assert (case.route, case.age_group) == ("child", "maybe_child")
    after_inbound.await_arrival({"sheet": str(sheet)})
    assert not Task.objects.filter(kind="return_arrival").exists()


def tasks() -> list[tuple[str, bool]]:
    rows = Task.objects.filter(kind__startswith="return_arrival", state__in=("open", "taken"))
    return sorted(rows.values_list("kind", "urgent"))


def test_the_day_is_a_task_a_day_without_a_word_is_urgent_and_an_hour_later_the_lead_hears() -> None:
    sheet = expected()
    row = InboundSheet.objects.get(pk=sheet)
    assert row.arrives_on is not None
    ids = {"sheet": str(sheet)}
    after_inbound.await_arrival(ids)
    assert tasks() == [("return_arrival", False)]
    assert Task.objects.get(kind="return_arrival").due_on == row.arrives_on
    due = dict(OutboxMessage.objects.filter(event__contains="alarm").values_list("event", "due_at"))
    assert due["inbound.alarm"] == rules.alarm_at(row.arrives_on, clock.here())
    assert due["inbound.lead_alarm"] - due["inbound.alarm"] == timedelta(hours=1)
    with clock.stopped(due["inbound.alarm"]):
        after_inbound.alarm(ids)
        assert tasks() == [("return_arrival", True)]
        after_inbound.alarm_lead(ids)
        assert tasks() == [("return_arrival", True), ("return_arrival_lead", True)]
        after_inbound.alarm(ids)
        assert tasks() == [("return_arrival", True), ("return_arrival_lead", True)]
        inbound.meet(sheet_id=sheet, by=RECEIVER)
        after_inbound.settle(ids)
    assert tasks() == []


@pytest.mark.parametrize("ended", ["met", "heard"])
def test_once_there_is_a_word_no_alarm_comes(ended: str) -> None:
    sheet = expected()
    ids = {"sheet": str(sheet)}
    after_inbound.await_arrival(ids)
    (inbound.meet if ended == "met" else inbound.hear)(sheet_id=sheet, by=RECEIVER)
    assert {"inbound.accepted", f"inbound.{ended}"} <= set(told())
    after_inbound.settle(ids)
    for late in (after_inbound.alarm, after_inbound.alarm_lead, after_inbound.await_arrival):
        late(ids)
    assert tasks() == []


def test_a_colleague_with_a_conflict_knows_nothing_of_the_arrival() -> None:
    sheet = expected()
    case_id = InboundSheet.objects.values_list("case_id", flat=True).get(pk=sheet)
    other = found_abroad.RECEIVERS[1]
    assert queries_inbound.one(other, sheet) is not None
    lead = cast.actor("hostel-lead", "hostel", "desk_lead")
    assert case_id is not None
    assert other.account_id is not None
    exclusions.add(case_id=case_id, account_id=other.account_id, reason="family", by=lead)
    assert queries_inbound.one(other, sheet) is None
    with pytest.raises(NotFound):
        inbound.meet(sheet_id=sheet, by=other)


@pytest.mark.parametrize("closed", ["consular-house", "social"])
def test_where_the_legal_set_up_of_either_end_is_missing_nothing_is_sent(
    closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red without the gate: words lay sealed that the desk there could never have taken."""

    def check(institution_id: str) -> None:
        if institution_id == closed:
            raise NotNow(code="legal_setup")

    monkeypatch.setattr(inbound.gate, "check_real_identities", check)
    before = kept()
    refuses(sent, Refusal, "legal_setup")
    assert kept() == before
