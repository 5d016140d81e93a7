"""Whoever gets plaintext leaves one event with a purpose; a refusal leaves one row; what rolled back leaves neither."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse

from himaya.cases.models import Case
from himaya.kernel import access, clock
from himaya.kernel.errors import NotNow, Refusal
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.kernel.unit import unit
from himaya.persons.models import Person
from tests import cast, factories
from tests.security import stage
from tests.security.matrix.rows import (
    CASE,
    CASE_FILE,
    CHILD_FILE,
    COMPARTMENT,
    DUPLICATE_FILE,
    DUPLICATE_PAIR,
    EXPORT_READY,
    HEALTH_DRAFT,
    HEALTH_ENTRY,
    HEALTH_FILE,
    HEALTH_LETTER,
    INTERVIEW,
    INTERVIEW_DRAFT,
    PACKET,
    READY_SHEET,
    REFERRAL,
    REQUEST,
)
from tests.security.stage import Stage, undone

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X3")]


@dataclass(frozen=True)
class Reading:
    """A request that opens something: who asks, for what, and what the audit must say of it."""

    who: str
    url: str
    action: str
    purpose: str
    post: dict[str, str] = field(default_factory=dict)
    status: int = 200
    # What the same page reads of another room, with an event of its own.
    beside: tuple[str, ...] = ()
    # Whose the record is that was opened, by their file; nobody's where it is of no protected person.
    of: str = CASE


OF_CASE, OF_REFERRAL = f"/casework/cases/{CASE}/", f"/casework/referrals/{REFERRAL}/"
LEAD = "desk_lead@own"
SENDER, RECEIVER = "case_manager@own", "case_manager@receiver"
# Who leads the sitting; who was let into the register of suspects of police.
LEADER, ENFORCER = "interviewer@own", "case_manager@foreign"
CLINICIAN = "health_professional@own"
COUNT = {"year": "2026", "purpose": "count_in_standard"}
UNSENT = {"of": "holder", "where": INTERVIEW_DRAFT, "text": "x"}
# A sheet and a letter come as files, made while they are handed over.
SHEET_OF_CHILD = f"/safety/cases/{CHILD_FILE}/sheet/"
LETTER_PAPER = f"/health/{HEALTH_FILE}/letters/{HEALTH_LETTER}/paper/"
BOTH = f"/duplicates/pairs/{DUPLICATE_PAIR}/"
SENT = {"x": "y"}
VERSION = {"version": "1"}
FIRST_DAYS = ("first_days.read",)
READINGS = [
    Reading(RECEIVER, OF_REFERRAL, "referral.read", "answer_referral"),
    Reading(RECEIVER, OF_REFERRAL, "referral.read", "contact_person", {"purpose": "contact_person"}),
    Reading(RECEIVER, OF_REFERRAL, "referral.read", "answer_referral", {"purpose": "curiosity"}, 422),
    Reading(RECEIVER, f"{OF_REFERRAL}ask/", "referral.read", "answer_referral", {"question": ""}, 422),
    Reading(SENDER, OF_CASE, "case.read", "give_service", {"show": "identity", "purpose": "give_service"}),
    Reading(SENDER, OF_CASE, "case.read", "give_service", {"show": "answers", "purpose": "give_service"}),
    Reading(SENDER, f"{OF_CASE}identity/", "case.read", "correct_record", {"open": "yes"}),
    Reading(SENDER, f"{OF_CASE}files/", "files.listed", "give_service", {"purpose": "give_service"}),
    Reading(SENDER, f"/casework/files/{CASE_FILE}/", "file.read", "contact_person", {"purpose": "contact_person"}),
    Reading(RECEIVER, f"/casework/apart/{COMPARTMENT}/", "notes.read", "give_service", {"purpose": "give_service"}),
    Reading(SENDER, f"/rights/{CASE}/", "rights.read", "give_service"),
    Reading(SENDER, f"/risks/cases/{CASE}/", "risk_assessment.read", "give_service"),
    Reading(SENDER, f"/risks/cases/{CASE}/begin/", "first_days.read", "give_service"),
    Reading(SENDER, f"/risks/cases/{CASE}/2/finish/", "risk_assessment.read", "give_service", beside=FIRST_DAYS),
    Reading(SENDER, f"/risks/cases/{CASE}/own/R2/", "risk_assessment.read", "give_service"),
    Reading(SENDER, f"/risks/cases/{CASE}/1/", "risk_assessment.read", "give_service"),
    Reading(SENDER, f"/risks/cases/{CASE}/2/R1/", "risk_assessment.read", "give_service"),
    Reading(SENDER, f"/risks/cases/{CASE}/talk/R2/", "risk_assessment.read", "give_service"),
    Reading(SENDER, f"/rights/{CASE}/copy/", "rights.read", "give_service"),
    Reading(SENDER, f"/reasonings/cases/{CASE}/", "reasoning.read", "give_service", beside=("interview.facts_read",)),
    Reading(SENDER, f"/reasonings/cases/{CASE}/signs/", "reasoning.read", "give_service"),
    Reading(LEADER, f"/interviews/{INTERVIEW}/facts/", "interview.read", "give_service"),
    Reading(LEADER, f"/interviews/{INTERVIEW}/timeline/", "interview.read", "give_service"),
    Reading(LEADER, f"/interviews/{INTERVIEW}/talk/", "interview.draft_read", "give_service"),
    Reading(LEADER, "/account/kept/", "interview.unsent_opened", "give_service", UNSENT, 422),
    Reading(SENDER, f"/determinations/cases/{CASE}/", "determination.read", "give_service"),
    Reading(SENDER, f"/attestations/cases/{CASE}/", "attestations.read", "give_service"),
    Reading(SENDER, f"/safety/cases/{CASE}/contact/", "contact_rules.read", "contact_person"),
    Reading(SENDER, f"/safety/cases/{CASE}/", "safety_plan.read", "give_service"),
    Reading(SENDER, f"/safety/cases/{CASE}/copy/", "safety_plan.read", "give_service"),
    Reading(SENDER, SHEET_OF_CHILD, "safety_plan.read", "give_service", VERSION, of=CHILD_FILE),
    Reading(SENDER, BOTH, "duplicates.read", "check_duplicate", of=DUPLICATE_FILE),
    Reading(SENDER, f"/relations/cases/{CHILD_FILE}/", "relations.read", "give_service", of=CHILD_FILE),
    Reading(SENDER, f"/crisis/cases/{CASE}/", "crisis_round.read", "give_service", beside=FIRST_DAYS),
    Reading(SENDER, f"{OF_CASE}closing/", "risk_assessment.read", "give_service"),
    Reading(SENDER, f"/packets/cases/{CASE}/new/", "packet.choices_read", "prepare_referral"),
    Reading(SENDER, f"/packets/cases/{CASE}/{PACKET}/", "packet.looked_through", "prepare_referral"),
    Reading(
        SENDER,
        f"/packets/cases/{CASE}/{PACKET}/file/",
        "packet.made",
        "prepare_referral",
        {"seen": "x"},
        409,
        ("packet.looked_through",),
    ),
    Reading(SENDER, f"/returns/cases/{CASE}/", "return.read", "give_service"),
    Reading(SENDER, f"/returns/cases/{CASE}/weigh/", "return.read", "give_service"),
    Reading(SENDER, f"/returns/cases/{CASE}/partner/", "return.read", "give_service"),
    Reading(SENDER, f"/returns/cases/{CASE}/child/", "return.read", "give_service"),
    Reading(SENDER, f"/returns/cases/{CASE}/documents/", "return.read", "give_service"),
    Reading(SENDER, f"/returns/cases/{CASE}/travel/", "return.read", "give_service"),
    Reading(SENDER, f"/returns/cases/{CASE}/after/", "return.read", "give_service"),
    Reading(CLINICIAN, f"/health/{HEALTH_FILE}/", "health.read", "give_service", of=HEALTH_FILE),
    Reading(CLINICIAN, f"/health/{HEALTH_FILE}/care/", "health.read", "give_service", of=HEALTH_FILE),
    Reading(CLINICIAN, f"/health/{HEALTH_FILE}/letters/", "health.read", "give_service", of=HEALTH_FILE),
    Reading(CLINICIAN, f"/health/{HEALTH_FILE}/letters/{HEALTH_DRAFT}/", "health.read", "give_service", of=HEALTH_FILE),
    Reading(CLINICIAN, f"/health/{HEALTH_FILE}/kept/{HEALTH_ENTRY}/", "health.read", "give_service", of=HEALTH_FILE),
    Reading(CLINICIAN, LETTER_PAPER, "health.read", "give_service", SENT, of=HEALTH_FILE),
    Reading(SENDER, f"/risks/cases/{CASE}/clocks/", "risk_event.read", "give_service"),
    Reading(SENDER, f"/risks/cases/{CASE}/measures/", "risk_measure.read", "give_service"),
    Reading(ENFORCER, "/relations/suspects/", "suspects.read", "keep_suspects", of=""),
    Reading(LEAD, f"/legal/requests/{REQUEST}/answer/", "case.read", "answer_the_person", {"verb": "open"}),
    Reading("desk_lead@own", f"/legal/exports/{EXPORT_READY}/fetch/", "export.made", "prepare_referral", {"x": "y"}),
    Reading(LEAD, "/exchange/counted/", "standard.counted", "count_in_standard", COUNT),
    Reading(SENDER, "/casework/search/", "person.searched", "matching", {"name": factories.SAID}),
]


@pytest.fixture(name="on")
def _on() -> Iterator[Stage]:
    with clock.stopped(factories.TUESDAY):
        yield stage.set_up()


@pytest.fixture(name="opened")
def _opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many audit events stood when each value was unsealed."""
    moments: list[int] = []
    unseal = access.unseal

    def noted(*args: object) -> object:
        moments.append(AuditEvent.objects.count())
        return unseal(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(access, "unseal", noted)
    return moments


def events_since(last: int) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(id__gt=last).order_by("id"))


def named(on: Stage) -> Person:
    """The person of the case of the stage."""
    return Person.objects.get(pk=Case.objects.get(pk=on.things[CASE]).person_id)


@pytest.fixture(name="person")
def _person() -> Iterator[Person]:
    """Somebody in a file, where no page is asked: setting the whole stage takes seconds."""
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield Person.objects.get(pk=Case.objects.get(pk=factories.hand_over().case_id).person_id)


def told_of(on: Stage, reading: Reading) -> set[UUID]:
    """The protected person whom the event of this reading names."""
    return {Case.objects.get(pk=on.things[reading.of]).person_id} if reading.of else set()


def newest() -> int:
    return AuditEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0


def address(on: Stage, reading: Reading) -> str:
    url = reading.url
    for name, value in on.things.items():
        url = url.replace(name, value)
    return url


def ask(on: Stage, reading: Reading, who: str) -> HttpResponse:
    """The request of this line, as this visitor."""
    post = {name: on.things.get(value, value) for name, value in reading.post.items()}
    return on[who].ask(address(on, reading), "POST" if post else "GET", post)


# One stage for all lines: to set it takes longer than to walk them.
def test_what_opens_something_leaves_one_event_with_its_purpose(on: Stage, opened: list[int]) -> None:
    """Seen red with an event of a reading that leaves its purpose out."""
    last, before = newest(), AuditEvent.objects.count()
    for reading in READINGS:
        opened.clear()
        with undone():
            page = ask(on, reading, reading.who)
            assert page.status_code == reading.status, reading
            assert opened, f"nothing was opened: this line shows nothing: {reading}"
            assert min(opened) > before, f"a value was opened before the audit knew: {reading}"
            read = [event for event in events_since(last) if event.purpose]
            told = [(action, reading.purpose) for action in (reading.action, *reading.beside)]
            assert [(event.action, event.purpose) for event in read] == told
            about = list(AuditSubject.objects.filter(event=read[0]).values_list("subject_id", flat=True))
            assert all(about.count(one) == 1 for one in told_of(on, reading)), reading
            assert reading.of or not Person.objects.filter(pk__in=about).exists(), reading


def test_whoever_may_not_read_leaves_one_refusal_and_no_reading(on: Stage, opened: list[int]) -> None:
    last = newest()
    for reading in READINGS[:-1]:
        strangers = ("case_manager@sister", "case_manager@foreign", "auditor@own", "secretariat@own")
        for who in (one for one in strangers if one != reading.who):
            with undone():
                page = ask(on, reading, who)
                assert page.status_code in (403, 404), (who, reading)
                assert opened == [], (who, reading)
                assert [event.action for event in events_since(last)] == ["refused"], (who, reading)


def test_a_list_opens_nothing_and_leaves_no_reading(on: Stage, opened: list[int]) -> None:
    last = newest()
    for place in ("", "sent/", "cases/", "cases/mine/", "search/"):
        for who in (SENDER, RECEIVER):
            assert on[who].ask(f"/casework/{place}", "GET").status_code == 200
    assert opened == []
    assert events_since(last) == []


def test_a_hand_over_that_is_rolled_back_leaves_a_refusal_and_no_reading(person: Person) -> None:
    """The words of a known person are read inside the unit; with the unit, the reading goes too."""
    last, people = newest(), Person.objects.count()
    with pytest.raises(Refusal):
        factories.hand_over(identity=None, person_id=person.pk, wishes=[factories.wish(to_desk_id="ward")])
    assert [event.action for event in events_since(last)] == ["refused"]
    assert Person.objects.count() == people


def test_a_unit_that_fails_leaves_neither_its_change_nor_its_reading(person: Person) -> None:
    last = newest()
    with pytest.raises(NotNow), unit(by=cast.INSPECTOR) as u:
        with access.Access(cast.INSPECTOR, "prepare_referral") as reader:
            reader.open(person)
            assert person.full_name == factories.SAID
        u.log("case.opened", object_type="case", object_id=uuid4())
        raise NotNow(code="planted")
    assert [(event.action, event.code) for event in events_since(last)] == [("refused", "planted")]


def test_the_event_stands_even_when_the_page_fails_after_it(person: Person) -> None:
    """A reading is committed before the first letter: a page that breaks afterwards does not take it back."""
    last = newest()
    with pytest.raises(ZeroDivisionError), access.Access(cast.INSPECTOR, "give_service") as reader:
        reader.open(person)
        raise ZeroDivisionError
    assert [event.purpose for event in events_since(last)] == ["give_service"]
    assert not transaction.get_rollback()


def test_sending_reads_nothing_before_it_is_agreed(on: Stage, opened: list[int]) -> None:
    last = newest()
    data = {"sheet": on.things[READY_SHEET], "here": "summary"}
    assert on[SENDER].ask("/hand-over/", "POST", data).status_code == 422
    assert opened == []
    assert [event for event in events_since(last) if event.purpose] == []
