"""Somebody whom the ward looks after, apart: what several tests need of it."""

from datetime import timedelta
from uuid import UUID, uuid4

from himaya.attestations import rules as papers
from himaya.cases.actions import compartments
from himaya.cases.models import Compartment, CompartmentGrant
from himaya.health.actions import care_steps, clinician_letters
from himaya.health.actions.clinician_letters import Wish
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast, factories

SAID = "Canary care قصر"
OWN = "Canary pauses"
PHRASE = "Quatre lunes dans un panier"
SAFE = dict.fromkeys(papers.QUESTIONS, papers.NO)
# Of the ward too, with the health role; and of the ward without it.
SECOND = cast.actor("nurse-2", "ward", "health_professional")
PORTER = cast.actor("porter", "ward", "front_line", "desk_lead")


def apart(**changes: object) -> UUID:
    """A case of the labour inspectorate, referred to the ward, which keeps health apart. Returns the case."""
    wish = factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))
    case = factories.hand_over(wishes=[wish], **changes).case_id
    compartments.begin(case_id=case, kind="health", by=cast.NURSE)
    return case


def kept(case_id: UUID) -> Compartment:
    return Compartment.objects.get(case_id=case_id, kind="health")


def begun(case_id: UUID, step: int | None = 2, by: Actor = cast.NURSE, words: str = SAID) -> UUID:
    return care_steps.begin(case_id=case_id, step=step, words=words, instance_id=uuid4(), by=by)


def reviewed(case_id: UUID, reason: str = "helps", by: Actor = cast.NURSE) -> UUID:
    return care_steps.review(case_id=case_id, reason=reason, words="", instance_id=uuid4(), by=by)


def up(case_id: UUID, step: int | None = 3, reason: str = "impairment", by: Actor = cast.NURSE) -> UUID:
    return care_steps.step_up(case_id=case_id, step=step, reason=reason, words="", instance_id=uuid4(), by=by)


def down(case_id: UUID, step: int | None = 1, reason: str = "better", by: Actor = cast.NURSE) -> UUID:
    return care_steps.step_down(case_id=case_id, step=step, reason=reason, words="", instance_id=uuid4(), by=by)


def wish(**changes: object) -> Wish:
    base = {
        "purpose": "work",
        "reader": "employer",
        "terms": ("light_work", "short_talks"),
        "own": OWN,
        "language": "fr",
        "days": 30,
    }
    return Wish(**{**base, **changes})  # type: ignore[arg-type]


def drafted(case_id: UUID, by: Actor = cast.NURSE, **changes: object) -> UUID:
    return clinician_letters.draft(case_id=case_id, wish=wish(**changes), instance_id=uuid4(), by=by)


def answered(case_id: UUID, letter_id: UUID, answer: str = "yes", by: Actor = cast.NURSE) -> None:
    said = {"answer": answer, "risk": SAFE, "heard": False, "phrase": PHRASE if answer == "yes" else ""}
    clinician_letters.release(case_id=case_id, letter_id=letter_id, by=by, **said)  # type: ignore[arg-type]


def released(case_id: UUID, **changes: object) -> UUID:
    letter = drafted(case_id, **changes)
    answered(case_id, letter)
    return letter


def later(**much: int) -> object:
    """The clock, so much later than the tests begin."""
    return clock.stopped(factories.TUESDAY + timedelta(**much))


def seat(who: Actor) -> None:
    """Put somebody into the store, at their desk."""
    cast.seat(who, f"{who.desk_id}-{len(who.roles)}")


def plant(case_id: UUID, who: Actor) -> None:
    """The planted fault: a row in the table of accesses, which no verb would write."""
    CompartmentGrant.objects.create(
        compartment=kept(case_id),
        account_id=who.account_id,
        institution_id=who.institution_id,
        reason="advice",
        granted_by=cast.NURSE.account_id,
        granted_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )
