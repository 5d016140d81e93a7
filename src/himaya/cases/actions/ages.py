"""What another room learns of the age of a person: it can only make a file more careful."""

from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.instruments.triage import Age


def doubt(case: Case) -> bool:
    """Inside the unit of the room that heard it, on a case that it holds: an adult may be a child. False if known."""
    if not is_known_adult(case.age_group):
        return False
    case.age_group = str(Age.MAYBE_CHILD)
    case.save(update_fields=["age_group"])
    return True
