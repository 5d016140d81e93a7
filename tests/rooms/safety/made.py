"""A file with rules of contact and a plan, by their verbs."""

from typing import Any
from uuid import UUID

from himaya.cases.models import Case
from himaya.institutions.rules import WEEKDAYS
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.safety.actions import contact_rules, safety_copies, safety_plans
from himaya.safety.actions.contact_rules import Agreed
from himaya.safety.models import ContactRules
from tests import cast, factories

BY = cast.INSPECTOR
NIGHT = dict.fromkeys(WEEKDAYS, "20:00-08:00")
PARTS = {"warning_signs": "Il appelle deux fois", "who_to_call": "1. Salma\n2. 0500000000", "staff": "Rappellent à 9 h"}


def case(**changes: Any) -> Case:
    return Case.objects.get(pk=factories.hand_over(**changes).case_id)


def agreed(**changes: Any) -> Agreed:
    said: dict[str, Any] = {
        "ways": ("call", "through"), "hours": NIGHT, "messages": "no", "word": "Jasmin canari",
        "answer": "Menthe canari", "who": "La sœur", "say": "C’est pour le cours", "words": "",
    }  # fmt: skip
    return Agreed(**{**said, **changes})


def rules(found: Case, *, by: Actor = BY, after: int | None = None, form: UUID | None = None, **changes: Any) -> int:
    return contact_rules.agree(
        case_id=found.pk,
        agreed=agreed(**changes),
        after=ContactRules.objects.filter(case=found).count() if after is None else after,
        instance_id=form or new_id(),
        by=by,
    )


def plan(found: Case, *, by: Actor = BY, parts: dict[str, str] | None = None, language: str = "fr") -> int:
    return safety_plans.write(case_id=found.pk, parts=parts or PARTS, language=language, by=by)


def revised(found: Case, *, after: int = 1, by: Actor = BY, **parts: str) -> int:
    return safety_plans.revise(case_id=found.pk, parts={**PARTS, **parts}, language="fr", after=after, by=by)


def copy(
    found: Case, wish: str = "carries", *, by: Actor = BY, heard: bool = False, version: int = 1, **risk: str
) -> int:
    said = {"finds": "no", "harm": "no", **risk}
    return safety_copies.answer(case_id=found.pk, version=version, wish=wish, risk=said, heard=heard, by=by)
