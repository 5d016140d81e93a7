"""A life in danger in the demo, by the verbs like everybody's: somebody asked, acted, and looks again within a day."""

from himaya.cases import queries
from himaya.crisis import rules
from himaya.crisis.actions import crisis_rounds
from himaya.crisis.actions.crisis_rounds import Done, Said
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at

DESK = "inspection-nord"
WORDS = "Dit ne plus dormir (exercice) · ذكر أنه لم يعد ينام (تمرين)"
ANSWERS = {rules.THOUGHTS: rules.YES, rules.PLAN: rules.NO_ANSWER, rules.BEFORE: rules.NO}


def seed() -> None:
    """On the newest case of the desk: nothing where it has none."""
    worker = somebody_at(DESK)
    case = queries.desk_cases(worker).first()
    if case is None:
        return
    said = Said(ANSWERS, words=WORDS)
    crisis_rounds.begin(case_id=case.pk, said=said, instance_id=new_id(), by=worker)
    done = Done((rules.STAY, rules.COLLEAGUE, rules.TELL), "colleague", "told")
    crisis_rounds.record(case_id=case.pk, done=done, instance_id=new_id(), by=worker)
