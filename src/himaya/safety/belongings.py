"""What this room keeps of a person. How they are reached goes with their identity: without it nobody is reached."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.safety.models import ContactRules, SafetyCopy, SafetyPlan

BELONGS: list[Declared] = [
    Belonging(
        ContactRules,
        lambda person: ContactRules.objects.filter(person_id=person),
        what="contact_rules",
        kind="identity",
        with_identity=True,
    ),
    # Answers go first: each points at a version.
    Belonging(
        SafetyCopy,
        lambda person: SafetyCopy.objects.filter(person_id=person),
        what="safety_copies",
        kind="file",
    ),
    Belonging(
        SafetyPlan,
        lambda person: SafetyPlan.objects.filter(person_id=person),
        what="safety_plans",
        kind="file",
        naming=("parts",),
    ),
]
