"""Links in the demo, by the verbs like everybody's: two files of one event; and who looks after a child."""

from himaya.cases import policy
from himaya.cases import rules_consents_child as children
from himaya.cases.models import Case
from himaya.ops.demo_cases import somebody_at
from himaya.relations import rules
from himaya.relations.actions import carers, ties

CALLER, OF_CHILDREN = "inspection-nord", "enfance-nord"
WORDS = "Une tante, selon l’enfant (exercice) · خالة، حسب ما ذكره الطفل (تمرين)"


def seed() -> None:
    """On the first open files of the two desks."""
    by = somebody_at(CALLER)
    held = Case.objects.filter(policy.held_cases(by), state="open").order_by("opened_on", "reference")
    pair = list(held[:2])
    if len(pair) > 1 and pair[0].person_id != pair[1].person_id:
        ties.link(case_id=pair[0].pk, reference=pair[1].reference, tie="co_victim", by=by)
    for desk in (OF_CHILDREN, CALLER):
        by = somebody_at(desk)
        child = Case.objects.filter(policy.held_cases(by), state="open", age_group__in=children.CHILDREN).first()
        if child is not None:
            said = {"kind": "other_carer", "implicated": rules.UNKNOWN, "words": WORDS}
            carers.note(case_id=child.pk, by=by, **said)
