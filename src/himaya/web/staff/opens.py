"""What is open to somebody, asked of the policies that every page and verb asks: no list beside them to fall behind.

Pages are the entrances of the bar. Actions are the checks of the rooms' policies that need to know who acts and
nothing else; a check about one file cannot be asked without the file, and is not.
"""

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

from himaya.attestations import policy as attestations
from himaya.cases import policy as cases
from himaya.cases import policy_compartments as apart
from himaya.cases import policy_inbound as inbound
from himaya.cases import policy_retention as keeping
from himaya.conferences import policy as conferences
from himaya.coordination import policy as tables
from himaya.coordination import policy_following, policy_progress
from himaya.coordination import policy_releases as releases
from himaya.crisis import policy as crisis
from himaya.determinations import policy as determinations
from himaya.disclosures import policy as demands
from himaya.disclosures import policy_exports as exports
from himaya.disclosures import policy_requests as requests
from himaya.duplicates import policy as duplicates
from himaya.enquiries import policy as enquiries
from himaya.estimates import policy as estimates
from himaya.exchange import policy as exchange
from himaya.health import policy as health
from himaya.insight import policy_monitoring as monitoring
from himaya.institutions import policy as institutions
from himaya.institutions import policy_accounts as accounts
from himaya.institutions import policy_qualifications as qualifications
from himaya.interviews import policy as interviews
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.legal import policy as legal
from himaya.legal import policy_library as library
from himaya.packets import policy as packets
from himaya.persons import policy as persons
from himaya.plans import policy as plans
from himaya.reasonings import policy as reasonings
from himaya.relations import policy as relations
from himaya.relations import policy_suspects as suspects
from himaya.returns import policy as returns
from himaya.rights import policy as rights
from himaya.risks import policy as risks
from himaya.safety import policy as safety
from himaya.services import policy as services
from himaya.staff_care import policy as staff_care
from himaya.tasks import policy as tasks
from himaya.training import policy as training
from himaya.web import desks
from himaya.yearbook import policy as yearbook

POLICIES: tuple[ModuleType, ...] = (
    cases,
    apart,
    inbound,
    keeping,
    persons,
    legal,
    library,
    demands,
    exports,
    requests,
    tables,
    policy_following,
    policy_progress,
    releases,
    institutions,
    accounts,
    qualifications,
    services,
    plans,
    rights,
    risks,
    conferences,
    interviews,
    reasonings,
    determinations,
    attestations,
    relations,
    duplicates,
    enquiries,
    exchange,
    safety,
    suspects,
    crisis,
    packets,
    returns,
    health,
    tasks,
    staff_care,
    training,
    yearbook,
    monitoring,
    estimates,
)
Check = Callable[[Actor], None]


def checks() -> Iterator[tuple[str, Check]]:
    """Every check that asks only who acts, by its code: the room's module and the name of the check."""
    for module in POLICIES:
        for name, found in inspect.getmembers(module, inspect.isfunction):
            own = name.startswith("check_") and found.__module__ == module.__name__
            if own and list(inspect.signature(found).parameters) == ["actor"]:
                yield f"{module.__name__.removeprefix('himaya.')}.{name.removeprefix('check_')}", found


def pages(actor: Actor) -> frozenset[str]:
    """The entrances that stand in this actor's bar."""
    return frozenset(one.view for one in desks.entrances(actor))


def actions(actor: Actor) -> frozenset[str]:
    """The actions that no policy refuses to this actor."""
    return frozenset(code for code, check in checks() if _lets(check, actor))


def opens(actor: Actor) -> frozenset[str]:
    """Pages and actions together, in codes. Nothing for nobody."""
    return pages(actor) | actions(actor) if actor.is_known else frozenset()


def _lets(check: Check, actor: Actor) -> bool:
    try:
        check(actor)
    except (NotFound, NotPermitted):
        return False
    return True
