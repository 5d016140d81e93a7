"""Notes kept apart in the demo, begun and written by the verbs like everybody's: at a hospital and at a shelter."""

from datetime import timedelta

from himaya.cases import queries
from himaya.cases import rules_compartments as rules
from himaya.cases.actions import compartments, notes
from himaya.kernel import clock
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at

KEPT = (
    ("hopital-centre", rules.HEALTH, ("Contrôle prévu jeudi (exercice) · موعد للمراقبة يوم الخميس (تمرين)",)),
    (
        "asso-accueil",
        rules.SAFE_HOUSE,
        (
            "Chambre 2, arrivée le soir (exercice) · الغرفة 2، الوصول مساء (تمرين)",
            "Chambre 3 et non 2 (exercice) · الغرفة 3 وليس 2 (تمرين)",
        ),
    ),
)
# A colleague of another hospital of the same institution, let in for a time.
LET_IN = "hopital-nord"


def seed() -> None:
    """On the referral that stands first in each desk's inbox; the second note puts the first right."""
    for desk_id, kind, texts in KEPT:
        worker = somebody_at(desk_id)
        referral = queries.inbox(worker).first()
        if referral is None:
            continue
        one = compartments.begin(case_id=referral.case_id, kind=kind, by=worker)
        for place, text in enumerate(texts):
            notes.add(compartment_id=one, text=text, corrects=place or None, instance_id=new_id(), by=worker)
        if kind == rules.HEALTH:
            colleague = somebody_at(LET_IN).account_id
            until = clock.today() + timedelta(days=30)
            if colleague is not None:
                compartments.let_in(compartment_id=one, account_id=colleague, until=until, reason="stand_in", by=worker)
