"""A case with an assessment under the protocol in force; each step by the verbs."""

from typing import Any
from uuid import UUID

from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.risks.actions import assessments
from himaya.risks.actions.assessments import Said
from himaya.risks.models import Assessment, DomainLine
from himaya.risks.rules import OVERRIDES, SUICIDE
from tests import cast, factories

PROTECTS = "Une voisine veille canari"
OWN_WORDS = "Peur du retour canari"


def opened() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def begun(case: Case, occasion: str = "intake", by: Actor = cast.INSPECTOR) -> Assessment:
    factories.version("risk-protocol")
    return assessments.begin(case_id=case.pk, occasion=occasion, instance_id=new_id(), by=by)


def says(domain: str, likelihood: str = "1", impact: str = "1", **more: Any) -> Said:
    """A filled form of one domain; of suicide the judgement is the first number."""
    scale = {"judged": likelihood} if domain == SUICIDE else {"likelihood": likelihood, "impact": impact}
    facts = {name: more.pop(name, "no") for name in OVERRIDES.get(domain, ())}
    return Said({**scale, **facts}, ("individual",), ("said",), more.pop("protects", PROTECTS), **more)


def answered(
    row: Assessment,
    domain: str,
    *scale: str,
    seen: int = 0,
    by: Actor = cast.INSPECTOR,
    form: UUID | None = None,
    **more: Any,
) -> DomainLine:
    return assessments.answer(
        case_id=row.case_id,
        number=row.number,
        domain=domain,
        said=says(domain, *scale, **more),
        seen=seen,
        instance_id=form or new_id(),
        by=by,
    )


def finished(row: Assessment, seen: int, by: Actor = cast.INSPECTOR) -> Assessment:
    return assessments.finish(case_id=row.case_id, number=row.number, seen=seen, by=by)
