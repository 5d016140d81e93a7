"""Care of a clinician in the demo, by the verbs like everybody's: an adult whom the hospital met a while ago.

An offer that was accepted, an observation, and a scale of nonsense, called so: no published scale is shipped.
"""

from datetime import datetime, timedelta
from uuid import UUID

from himaya.cases.actions import compartments, referrals, screenings
from himaya.cases.actions.screenings import Wish
from himaya.cases.rules_compartments import HEALTH
from himaya.health import rules_offer
from himaya.health.actions import administrations, observations, offers, scales
from himaya.instruments import queries as instruments
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.ops import demo_care, demo_scale
from himaya.ops.demo_cases import somebody_at
from himaya.ops.demo_children import age_answered
from himaya.persons.actions.people import Identity

AT, SECOND, HELPS = "hopital-centre", "hopital-nord", "asso-accueil"
# More than the first month, so that it may be offered today.
BEFORE, ANSWERED, DONE = timedelta(days=40), timedelta(days=39), timedelta(days=34)
SEEN = {
    "sleep": "harder",
    "concentration": "harder",
    "contact": "well",
    "safety": "safe",
    "seen": "Se réveille souvent (exercice) · الاستيقاظ المتكرر ليلا (تمرين)",
    "helps": "Marcher le matin (exercice) · المشي في الصباح (تمرين)",
}


def seed(*, now: datetime) -> None:
    """The hospital holds the file; what it keeps apart of it, nobody else opens."""
    by = somebody_at(AT)
    case_id = _file(by, now)
    how = {"way": rules_offer.IN_PERSON, "interpreter": rules_offer.PRESENT}
    compartments.begin(case_id=case_id, kind=HEALTH, by=by)
    offers.make(case_id=case_id, needs_seen_to=True, instance_id=new_id(), by=by, **how)
    offers.accept(case_id=case_id, instance_id=new_id(), by=by)
    observations.note(case_id=case_id, answers=SEEN, instance_id=new_id(), by=by, **how)
    load_id = _scale(by)
    # One is left without an answer, so that the page shows what that does.
    said = dict.fromkeys(demo_scale.ITEMS[:-1], "1")
    administrations.record(
        case_id=case_id, load_id=load_id, language="العربية (ar)", answers=said, instance_id=new_id(), by=by, **how
    )
    demo_care.seed(case_id, by=by, now=now)


def _scale(by: Actor) -> UUID:
    """Loaded by one clinician, confirmed by another of the same institution."""
    load_id = scales.load(
        content=demo_scale.workbook(),
        allowed_by="Exercice · تمرين · exercise",
        reference="—",
        allowed_on=clock.today(),
        by=by,
    )
    scales.confirm(load_id=load_id, by=somebody_at(SECOND))
    return load_id


def _file(by: Actor, now: datetime) -> UUID:
    version = instruments.in_force("first-line-health")
    identity = Identity(
        full_name="Samira Inventée",
        other_names="سميرة المتخيلة",
        birth="1991",
        phone="",
        safe_contact={"way": "in_person"},
    )
    with clock.stopped(now - BEFORE):
        done = screenings.hand_over(
            version_id=version.pk,
            answers=age_answered(version, "adult"),
            identity=identity,
            person_id=None,
            route="consent",
            wishes=[Wish("social_support", HELPS, ("age_group", "language"), "ordinary")],
            language="ary",
            interpreter="none",
            consent_given=True,
            told_first=True,
            guardian_implicated="",
            region="nord",
            by=by,
            instance_id=new_id(),
            details={"gender": "woman"},
        )
    helper, referral = somebody_at(HELPS), done.referral_ids[0]
    with clock.stopped(now - ANSWERED):
        referrals.accept(referral_id=referral, by=helper)
    with clock.stopped(now - DONE):
        referrals.report_back(
            referral_id=referral, delivered="yes", on=clock.today(), next_action="continues_here", by=helper
        )
    return done.case_id
