"""What this room keeps of a person. Each line deletes before what it points at."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.plans.models import FirstDays, Goal, HealthOffer, Line, LineStep, Talk

# Free texts are emptied with the identity: nobody can promise that they hold no name.
BELONGS: list[Declared] = [
    Belonging(
        LineStep,
        lambda person: LineStep.objects.filter(person_id=person),
        what="plan",
        kind="file",
        naming=("sentence",),
    ),
    Belonging(Line, lambda person: Line.objects.filter(person_id=person), what="plan", kind="file", naming=("action",)),
    Belonging(Goal, lambda person: Goal.objects.filter(person_id=person), what="plan", kind="file", naming=("words",)),
    Belonging(Talk, lambda person: Talk.objects.filter(case__person_id=person), what="plan", kind="file"),
    Belonging(
        HealthOffer, lambda person: HealthOffer.objects.filter(case__person_id=person), what="first_days", kind="file"
    ),
    Belonging(FirstDays, lambda person: FirstDays.objects.filter(person_id=person), what="first_days", kind="file"),
]
