"""In the demo, by the verbs like everybody's: how one person is reached, and the plan made with them."""

from himaya.cases import policy
from himaya.cases.models import Case
from himaya.institutions.rules import WEEKDAYS
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at
from himaya.safety import rules
from himaya.safety.actions import contact_rules, safety_copies, safety_plans
from himaya.safety.actions.contact_rules import Agreed

CALLER = "inspection-nord"
AGREED = Agreed(
    ways=("call", "through"),
    hours=dict.fromkeys(WEEKDAYS, "19:00-09:00"),
    messages=rules.NO,
    word="Jasmin · ياسمين",
    answer="Menthe · نعناع",
    who="Une voisine (exercice) · جارة (تمرين)",
    say="C’est pour le cours · بشأن الدرس",
)
PARTS = {
    "warning_signs": "Deux appels manqués de suite (exercice)",
    "safe_places": "Le centre de jour, entrée par la cour (exercice)",
    "who_to_call": "1. Le guichet\n2. Une voisine (exercice)",
    "staff": "Rappellent à 10 h, préviennent l’astreinte (exercice)",
}


def seed() -> None:
    """On the first open file of the desk."""
    by = somebody_at(CALLER)
    held = Case.objects.filter(policy.held_cases(by), state="open").order_by("opened_on", "reference")
    found = held.first()
    if found is not None:
        contact_rules.agree(case_id=found.pk, agreed=AGREED, after=0, instance_id=new_id(), by=by)
        safety_plans.write(case_id=found.pk, parts=PARTS, language="fr", by=by)
        safety_copies.answer(case_id=found.pk, version=1, wish=rules.NONE, risk={}, heard=False, by=by)
