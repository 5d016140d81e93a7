"""First days and a plan in the demo, written by the verbs like everybody's: four lines at three institutions.

Two of these see their lines, because the person agreed; the third is still to be asked.
"""

from datetime import timedelta

from himaya.cases import queries
from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.kernel import clock
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at
from himaya.plans.actions import first_days, goals, lines, talks
from himaya.plans.actions.goals import Wanted
from himaya.plans.actions.lines import Step
from himaya.plans.actions.talks import Said
from himaya.plans.queries import PLAN_LINES

DESK = "inspection-nord"
ANSWERS = {"danger": "no", "health": "unknown", "food": "yes", "child": "no", "papers": "no", "knows": "unknown"}
# Pillar, type, words; and for each line: words, service, desk, in how many days.
PLAN = (
    (
        ("support", "social_care", "Dormir sans crainte (exercice) · النوم دون خوف (تمرين)"),
        (
            ("Chambre pour trois mois (exercice) · غرفة لثلاثة أشهر (تمرين)", "emergency_shelter", "asso-accueil", 10),
            ("Vêtements d’hiver (exercice) · ملابس الشتاء (تمرين)", "material_help", "asso-accueil", 2),
            ("Contrôle au calme (exercice) · فحص في هدوء (تمرين)", "medical_care", "hopital-nord", 5),
        ),
    ),
    (
        ("justice", "legal", "Toucher le salaire dû (exercice) · استخلاص الأجر المستحق (تمرين)"),
        (("Dossier des salaires (exercice) · ملف الأجور (تمرين)", "legal_aid", "asso-droits", 20),),
    ),
)
AGREED = ("asso-accueil", "hopital-nord")


def seed() -> None:
    """On the newest case of the desk: nothing where it has none."""
    worker = somebody_at(DESK)
    case = queries.desk_cases(worker).first()
    if case is None:
        return
    first_days.ask(case_id=case.pk, answers=ANSWERS, since="", instance_id=new_id(), by=worker)
    made = []
    for (pillar, kind, words), steps in PLAN:
        goal = goals.add(case_id=case.pk, wanted=Wanted(pillar, kind, words), instance_id=new_id(), by=worker)
        for action, service, desk, days in steps:
            step = Step(action, service, desk, clock.today() + timedelta(days=days))
            made.append(lines.add(goal_id=goal.pk, step=step, instance_id=new_id(), by=worker))
    language = case.language or "ary"
    said = Said(clock.today(), language, "none", "agreed")
    talks.go_through(case_id=case.pk, said=said, instance_id=new_id(), by=worker)
    for desk in AGREED:
        about = Question(f"desk:{desk}", (PLAN_LINES,), language, "none", "spoken")
        consents.give(case_id=case.pk, question=about, by=worker)
    for line in made:
        if line.desk_id in AGREED:
            lines.request(line_id=line.pk, by=worker)
    lines.acknowledge(line_id=made[0].pk, by=somebody_at(made[0].desk_id))
