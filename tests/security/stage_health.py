"""Of a clinician's room in the matrix: another file of the own desk, with a compartment into which one visitor was let.

No hospital sits on the stage. The compartment and the access are written as rows: by a verb no desk there keeps one.
"""

from datetime import timedelta
from uuid import UUID

from himaya.cases.models import Case, Compartment, CompartmentGrant
from himaya.health import reading
from himaya.health.actions import observations, offers
from himaya.health.models import ScaleLoad
from himaya.kernel import clock, subjects
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from tests import cast, factories
from tests.rooms.health import nonsense, stepped
from tests.security.matrix.rows import HEALTH_DRAFT, HEALTH_ENTRY, HEALTH_FILE, HEALTH_LETTER, SCALE


def set_up(*, let_in: UUID) -> dict[str, str]:
    """An adult's file, first met a while ago, who said yes; a clinician at the own desk was let in."""
    case_id = factories.hand_over(identity=None).case_id
    Case.objects.filter(pk=case_id).update(opened_on=clock.today() - timedelta(days=40), age_group="adult")
    kept = Compartment.objects.create(
        case_id=case_id,
        kind="health",
        desk_id="labour-north",
        subject_id=subjects.create("compartment", key_kinds=[subjects.COMPARTMENT]).id,
        begun_by=let_in,
        begun_on=clock.today(),
    )
    CompartmentGrant.objects.create(
        compartment=kept,
        # The visitor's account is made later.
        account_id=let_in,
        institution_id="labour",
        reason="advice",
        granted_by=let_in,
        granted_at=clock.now(),
        expires_at=clock.now() + timedelta(days=7),
    )
    clinician = Actor(
        kind="account",
        account_id=let_in,
        desk_id="labour-north",
        institution_id="labour",
        roles=frozenset({"health_professional"}),
    )
    how = {"case_id": case_id, "way": "in_person", "interpreter": "none", "by": clinician}
    offers.make(**how, needs_seen_to=True, instance_id=new_id())  # type: ignore[arg-type]
    offers.accept(case_id=case_id, instance_id=new_id(), by=clinician)
    entry = observations.note(**how, answers={"seen": "Canary clinician"}, instance_id=new_id())  # type: ignore[arg-type]
    care = _stepped(case_id, by=clinician)
    return {HEALTH_FILE: str(case_id), HEALTH_ENTRY: str(entry), SCALE: str(_scale()), **care}


def _stepped(case_id: UUID, *, by: Actor) -> dict[str, str]:
    """A step begun, a letter that was released and a draft, by the clinician who was let in."""
    stepped.begun(case_id, by=by)
    letter = stepped.drafted(case_id, by=by)
    stepped.answered(case_id, letter, by=by)
    return {HEALTH_LETTER: str(letter), HEALTH_DRAFT: str(stepped.drafted(case_id, by=by))}


def _scale() -> UUID:
    found = reading.read(nonsense.workbook())
    return ScaleLoad.objects.create(
        institution_id="labour",
        file=b"nonsense",
        sha256="0" * 64,
        document=found.document,
        scoring=found.scoring,
        evidence=found.evidence,
        allowed_by="Invented publisher",
        reference="N-1",
        allowed_on=clock.today(),
        loaded_by=cast.NURSE.account_id,
        loaded_on=clock.today(),
        confirmed_by=cast.INSPECTOR.account_id,
        confirmed_on=clock.today(),
    ).pk
