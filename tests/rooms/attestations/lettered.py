"""A letter on a case, by its verbs, so that a test says only what it is about."""

from typing import Any
from uuid import UUID

from himaya.attestations import making, rules
from himaya.attestations.actions import letters
from himaya.attestations.making import Made, Wish
from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from tests import cast, factories

PHRASE = "Trois oiseaux bleus et un puits"
SAFE = dict.fromkeys(rules.QUESTIONS, rules.NO)


def case() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def wish(**changes: Any) -> Wish:
    base: dict[str, Any] = {
        "risk": SAFE, "kept": rules.CARRIED, "text": "accompanied", "languages": "fr", "days": 30
    }  # fmt: skip
    return Wish(**{**base, **changes})


def made(phrase: str = PHRASE, **changes: Any) -> Made:
    return making.make(wish(**changes), phrase)


def issued(case_id: UUID, phrase: str = PHRASE, *, by: Actor = cast.INSPECTOR, **changes: Any) -> tuple[Made, UUID]:
    one = made(phrase, **changes)
    return one, letters.issue(case_id=case_id, made=one, by=by)
