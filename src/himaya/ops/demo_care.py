"""Stepped care and a clinician's letters in the demo, by the verbs: a step to look at again, a letter, a draft."""

from datetime import datetime, timedelta
from uuid import UUID

from himaya.attestations import rules as papers
from himaya.health.actions import care_steps, clinician_letters
from himaya.health.actions.clinician_letters import Wish
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id

# Long enough ago that it is to be looked at again today.
BEGUN = timedelta(days=30)
WORDS = "Groupe de soutien, le mardi (exercice) · مجموعة دعم يوم الثلاثاء (تمرين)"
PHRASE = "trois lampes sous la pluie"
RELEASED = Wish("school", "school", ("short_talks", "quiet_place"), "", language="fr", days=30)
DRAFT = Wish("work", "employer", ("light_work", "appointments_kept"), "", language="ar", days=30)


def seed(case_id: UUID, *, by: Actor, now: datetime) -> None:
    """In the compartment that the hospital keeps of one file."""
    with clock.stopped(now - BEGUN):
        care_steps.begin(case_id=case_id, step=2, words=WORDS, instance_id=new_id(), by=by)
    letter = clinician_letters.draft(case_id=case_id, wish=RELEASED, instance_id=new_id(), by=by)
    safe = dict.fromkeys(papers.QUESTIONS, papers.NO)
    clinician_letters.release(
        case_id=case_id, letter_id=letter, answer="yes", risk=safe, heard=False, phrase=PHRASE, by=by
    )
    clinician_letters.draft(case_id=case_id, wish=DRAFT, instance_id=new_id(), by=by)
