"""By which day somebody looks at the risk again: for whoever reads the story, as the page of risks is. No level."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.queries_grants import told_cases
from himaya.kernel.actor import Actor
from himaya.kernel.open_items import RISK, Kind, Waits
from himaya.risks.queries_clocks import dues


def _looks(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    for one in dues(told_cases(actor, case_id)):
        yield Waits(one.case.pk, on=one.on)


OPEN: list[Kind] = [
    Kind("risk", RISK, _("Look at the risk again, with the person."), _looks, "risks:of_case"),
]
