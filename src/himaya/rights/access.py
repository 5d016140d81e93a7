"""The only way to hold the rights of one case: for the desk that holds it, with the reading in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from himaya.cases.access import held_case
from himaya.cases.models import Case
from himaya.kernel import decided
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.rights import content, rules, states
from himaya.rights.content import Right
from himaya.rights.models import RightFacts, RightStep
from himaya.rights.rules import Facts

PURPOSE = "give_service"


@dataclass(frozen=True)
class Standing:
    """One right as it stands: whether it applies or may, its last step and all of them, the newest first."""

    right: Right
    how: str
    steps: tuple[RightStep, ...]

    @property
    def last(self) -> RightStep | None:
        return self.steps[0] if self.steps else None

    @property
    def state(self) -> str:
        return self.steps[0].state if self.steps else states.NOT_RAISED


@dataclass(frozen=True)
class Opened:
    """The rights of a case inside their block. `asked`: whether anybody was asked for the facts yet."""

    case: Case
    facts: Facts
    asked: bool
    standing: tuple[Standing, ...]
    access: Access = field(repr=False)

    def of(self, right: str) -> Standing:
        """One of the content, also where it does not concern them by what is known. Raises NotFound for no right."""
        known = content.catalogue().rights.get(right)
        if known is None:
            raise NotFound
        return next((one for one in self.standing if one.right.id == right), Standing(known, "", ()))


@contextmanager
def open_rights(actor: Actor, case_id: UUID, *, purpose: str = PURPOSE) -> Iterator[Opened]:
    """Open the rights of a case of the actor's desk; one audit event per block. Raises NotFound.

    A right about which something was done stays in the list, whatever the facts say now.
    """
    case = held_case(actor, case_id)
    with Access(actor, purpose, action="rights.read", about=("case", case.pk)) as access:
        yield rights_under(access, case)


def rights_under(reader: Access, case: Case) -> Opened:
    """The rights of a case that the actor was shown, under an access that is open already."""
    noted = RightFacts.objects.filter(case=case).order_by("-number").first()
    steps = list(RightStep.objects.filter(case=case).select_related("where", "desk").order_by("-number"))
    reader.open(*([noted] if noted is not None else []), *steps)
    facts = facts_of(case, noted.answers if noted is not None else None)
    return Opened(case, facts, noted is not None, tuple(_standing(facts, steps)), reader)


def facts_of(case: Case, answers: Any) -> Facts:
    """The answers as facts; before anybody was asked, only what the case says in clear. Of two ages see the rule."""
    said: dict[str, str] = answers or {}
    return Facts(
        age=rules.age_of(said.get("age", ""), case.age_group),
        nationality=said.get("nationality", rules.UNKNOWN),
        # Only a named body says it, and it only opens: unknown takes no right away.
        status=decided.status(case.pk) or rules.UNKNOWN,
        proceedings=said.get("proceedings", rules.UNKNOWN),
        flags={code: said.get(code, rules.UNKNOWN) for code in rules.FLAGS},
    )


def _standing(facts: Facts, steps: list[RightStep]) -> Iterator[Standing]:
    known = content.catalogue()
    how = {one.right: one.how for one in rules.applicable(facts, known.concerns)}
    done: dict[str, list[RightStep]] = {}
    for step in steps:
        done.setdefault(step.right, []).append(step)
    for code, right in known.rights.items():
        if code in how or code in done:
            yield Standing(right, how.get(code, rules.MAY_APPLY), tuple(done.get(code, ())))
