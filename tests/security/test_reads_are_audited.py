"""Whoever gets plaintext leaves one event with a purpose; a refusal leaves one row; what rolled back leaves neither."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.db import transaction

from himaya.cases.models import Case
from himaya.kernel import access, clock
from himaya.kernel.errors import NotNow, Refusal
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.kernel.unit import unit
from himaya.persons.models import Person
from tests import cast, factories
from tests.security import stage
from tests.security.matrix.rows import CASE, CASE_FILE, COMPARTMENT, EXPORT_READY, READY_SHEET, REFERRAL, REQUEST
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


OF_CASE, OF_REFERRAL = f"/casework/cases/{CASE}/", f"/casework/referrals/{REFERRAL}/"
LEAD = "desk_lead@own"
SENDER, RECEIVER = "case_manager@own", "case_manager@receiver"
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
    Reading(SENDER, f"/rights/{CASE}/copy/", "rights.read", "give_service"),
    Reading(LEAD, f"/legal/requests/{REQUEST}/answer/", "case.read", "answer_the_person", {"verb": "open"}),
    Reading("desk_lead@own", f"/legal/exports/{EXPORT_READY}/fetch/", "export.made", "prepare_referral", {"x": "y"}),
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


def newest() -> int:
    return AuditEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0


def address(on: Stage, reading: Reading) -> str:
    url = reading.url
    for name, value in on.things.items():
        url = url.replace(name, value)
    return url


# One stage for all lines: to set it takes longer than to walk them.
def test_what_opens_something_leaves_one_event_with_its_purpose(on: Stage, opened: list[int]) -> None:
    """Seen red with an event of a reading that leaves its purpose out."""
    last, before, person = newest(), AuditEvent.objects.count(), named(on)
    for reading in READINGS:
        opened.clear()
        with undone():
            page = on[reading.who].ask(address(on, reading), "POST" if reading.post else "GET", reading.post)
            assert page.status_code == reading.status, reading
            assert opened, f"nothing was opened: this line shows nothing: {reading}"
            assert min(opened) > before, f"a value was opened before the audit knew: {reading}"
            read = [event for event in events_since(last) if event.purpose]
            assert [(event.action, event.purpose) for event in read] == [(reading.action, reading.purpose)]
            assert AuditSubject.objects.filter(event=read[0], subject_id=person.pk).count() == 1, reading


def test_whoever_may_not_read_leaves_one_refusal_and_no_reading(on: Stage, opened: list[int]) -> None:
    last = newest()
    for reading in READINGS[:-1]:
        for who in ("case_manager@sister", "case_manager@foreign", "auditor@own", "secretariat@own"):
            with undone():
                page = on[who].ask(address(on, reading), "POST" if reading.post else "GET", reading.post)
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


def test_a_hand_over_that_is_rolled_back_leaves_a_refusal_and_no_reading(on: Stage) -> None:
    """The words of a known person are read inside the unit; with the unit, the reading goes too."""
    last, people = newest(), Person.objects.count()
    with pytest.raises(Refusal):
        factories.hand_over(identity=None, person_id=named(on).pk, wishes=[factories.wish(to_desk_id="ward")])
    assert [event.action for event in events_since(last)] == ["refused"]
    assert Person.objects.count() == people


def test_a_unit_that_fails_leaves_neither_its_change_nor_its_reading(on: Stage) -> None:
    last, person = newest(), named(on)
    with pytest.raises(NotNow), unit(by=cast.INSPECTOR) as u:
        with access.Access(cast.INSPECTOR, "prepare_referral") as reader:
            reader.open(person)
            assert person.full_name == factories.SAID
        u.log("case.opened", object_type="case", object_id=uuid4())
        raise NotNow(code="planted")
    assert [(event.action, event.code) for event in events_since(last)] == [("refused", "planted")]


def test_the_event_stands_even_when_the_page_fails_after_it(on: Stage) -> None:
    """A reading is committed before the first letter: a page that breaks afterwards does not take it back."""
    last, person = newest(), named(on)
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
