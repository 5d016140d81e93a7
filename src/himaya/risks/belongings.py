"""What this room keeps of a person. Each line deletes before what it points at."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.risks.models import Assessment, Discussion, DomainLine, FirstLook, Measure, OwnRating, RiskEvent

# Free texts are emptied with the identity: nobody can promise that they hold no name.
BELONGS: list[Declared] = [
    Belonging(
        Discussion,
        lambda person: Discussion.objects.filter(person_id=person),
        what="risks",
        kind="file",
        naming=("words",),
    ),
    Belonging(
        OwnRating,
        lambda person: OwnRating.objects.filter(person_id=person),
        what="risks",
        kind="file",
        naming=("words",),
    ),
    Belonging(
        DomainLine,
        lambda person: DomainLine.objects.filter(person_id=person),
        what="risks",
        kind="file",
        naming=("words",),
    ),
    Belonging(
        RiskEvent,
        lambda person: RiskEvent.objects.filter(person_id=person),
        what="risks",
        kind="file",
        naming=("words",),
    ),
    Belonging(
        Measure,
        lambda person: Measure.objects.filter(person_id=person),
        what="risks",
        kind="file",
        naming=("words",),
    ),
    Belonging(FirstLook, lambda person: FirstLook.objects.filter(case__person_id=person), what="risks", kind="file"),
    Belonging(Assessment, lambda person: Assessment.objects.filter(person_id=person), what="risks", kind="file"),
]
