"""Risks in the demo, by the verbs like everybody's: one assessment finished, her own view worse, one under way."""

from datetime import timedelta

from himaya.cases import queries as cases
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at
from himaya.risks.actions import assessments, measures, own_ratings, risk_events
from himaya.risks.actions.assessments import Said
from himaya.risks.models import Assessment

DESK = "inspection-nord"
PROTECTS = "Chambre à l’écart (exercice) · غرفة بعيدة (تمرين)"
AGREED = "Aller ensemble à l’audience (exercice) · الذهاب معا إلى الجلسة (تمرين)"
OWN_WORDS = "Elle craint un retour (exercice) · تخشى العودة (تمرين)"
FIRST = {
    "R1": {"likelihood": "2", "impact": "3", "whereabouts": "no", "threat": "yes"},
    "R2": {"likelihood": "1", "impact": "2"},
    "R9": {"likelihood": "3", "impact": "2"},
}


def seed() -> None:
    """On the newest case of the desk: nothing where it has none."""
    worker = somebody_at(DESK)
    case = cases.desk_cases(worker).first()
    if case is None:
        return
    row = assessments.begin(case_id=case.pk, occasion="intake", instance_id=new_id(), by=worker)
    for domain, answers in FIRST.items():
        _answer(row, domain, answers, worker)
    assessments.finish(case_id=case.pk, number=row.number, seen=len(FIRST), by=worker)
    own_ratings.note(case_id=case.pk, domain="R2", level="high", words=OWN_WORDS, instance_id=new_id(), by=worker)
    risk_events.note(
        case_id=case.pk,
        kind="hearing",
        day=clock.today() + timedelta(days=9),
        words="",
        instance_id=new_id(),
        by=worker,
    )
    measures.plan(
        case_id=case.pk, code="accompaniment", domain="R1", owner=case.desk_id, words=AGREED, instance_id=new_id(),
        due_on=clock.today() + timedelta(days=8), by=worker,
    )  # fmt: skip
    again = assessments.begin(case_id=case.pk, occasion="before_hearing", instance_id=new_id(), by=worker)
    _answer(again, "R10", {"likelihood": "2", "impact": "2"}, worker)


def _answer(row: Assessment, domain: str, answers: dict[str, str], by: Actor) -> None:
    said = Said(answers, ("individual",), ("said",), PROTECTS)
    assessments.answer(
        case_id=row.case_id, number=row.number, domain=domain, said=said, seen=0, instance_id=new_id(), by=by
    )
