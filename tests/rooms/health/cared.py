"""A file that a hospital knows by a referral, its compartment, and an offer, by their verbs."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from himaya.cases.actions import compartments
from himaya.cases.models import Case
from himaya.health import access
from himaya.health.actions import administrations, observations, offers, scales
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.rooms.health import nonsense

BY = cast.NURSE
SAID = "Canary clinician قصر"
DOCTOR = cast.actor("doctor", "ward", "health_professional")


def seat_doctor() -> Actor:
    """A second clinician of the hospital, in the store."""
    if not Account.objects.filter(pk=DOCTOR.account_id).exists():
        cast.seat(DOCTOR, "doctor")
    return DOCTOR


def referred(*, days: int = 40, age: str = "adult", **changes: Any) -> Case:
    """A file of the labour inspectorate, with a referral that stands at the hospital, first met so many days ago."""
    wish = factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))
    found = factories.hand_over(**{"identity": None, "wishes": [wish], **changes}).case_id
    Case.objects.filter(pk=found).update(opened_on=clock.today() - timedelta(days=days), age_group=age)
    return Case.objects.get(pk=found)


def begun(case: Case | None = None, *, by: Actor = BY, **changes: Any) -> Case:
    """The same, its health compartment begun."""
    case = case or referred(**changes)
    compartments.begin(case_id=case.pk, kind="health", by=by)
    return case


def offer(case: Case, *, by: Actor = BY, **changes: Any) -> None:
    base: dict[str, Any] = {"needs_seen_to": True, "way": "in_person", "interpreter": "none", "instance_id": uuid4()}
    offers.make(case_id=case.pk, by=by, **{**base, **changes})


def accept(case: Case, *, by: Actor = BY) -> None:
    offers.accept(case_id=case.pk, instance_id=uuid4(), by=by)


def decline(case: Case, *, by: Actor = BY) -> None:
    offers.decline(case_id=case.pk, instance_id=uuid4(), by=by)


def accepted(**changes: Any) -> Case:
    """A file whose person said yes."""
    case = begun(**changes)
    offer(case)
    accept(case)
    return case


def kinds(case_id: UUID, by: Actor = BY) -> list[str]:
    """What is kept, in its order."""
    with access.open_health(by, case_id) as opened:
        return [one.kind for one in opened.entries]


def load(*, by: Actor = BY, **changes: Any) -> UUID:
    """The scale of nonsense, loaded by one clinician."""
    base: dict[str, Any] = {
        "content": nonsense.workbook(),
        "allowed_by": "Invented publisher",
        "reference": "N-0001",
        "allowed_on": clock.today(),
    }
    return scales.load(by=by, **{**base, **changes})


def confirmed(**changes: Any) -> UUID:
    """The same, confirmed by a second clinician."""
    made = load(**changes)
    scales.confirm(load_id=made, by=seat_doctor())
    return made


def administer(case: Case, load_id: UUID, answers: dict[str, str], *, by: Actor = BY, **changes: Any) -> UUID:
    base: dict[str, Any] = {"language": nonsense.AR, "way": "in_person", "interpreter": "none", "instance_id": uuid4()}
    return administrations.record(case_id=case.pk, load_id=load_id, answers=answers, by=by, **{**base, **changes})


def observe(case: Case, *, by: Actor = BY, **changes: Any) -> UUID:
    base: dict[str, Any] = {"way": "in_person", "interpreter": "none", "instance_id": uuid4()}
    base["answers"] = {"sleep": "harder", "seen": SAID}
    return observations.note(case_id=case.pk, by=by, **{**base, **changes})
