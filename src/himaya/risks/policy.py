"""Who may do what with the risks of a person. The desk that holds the case writes; who sees the story whole reads.

Whoever enforces or judges reads no domain of health, also where their desk holds the case.
"""

from himaya.cases import policy as cases
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.risks import rules


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk."""
    if not cases.works_on_cases(actor):
        raise NotPermitted


def sits_apart(actor: Actor) -> bool:
    """True at a desk that enforces, judges, or is a State's."""
    return is_apart(actor.desk_id)


def is_apart(desk_id: str) -> bool:
    """The same of a desk. One that is not there reads nothing of health either."""
    return not institutions.keeps_stories(desk_id)


def domains_of(*, apart: bool) -> tuple[str, ...]:
    """The domains that are there for somebody who sits apart, or not."""
    return tuple(one for one in rules.DOMAINS if not (apart and one in rules.HEALTH))


def check_domain(domain: str, *, apart: bool) -> None:
    """Raises NotFound for a domain that is none, or not the actor's: the two answer alike."""
    if domain not in domains_of(apart=apart):
        raise NotFound
