"""Which gaps of the directory are needs of a cycle already, and which cycles are open for one."""

from himaya.coordination import policy, states
from himaya.coordination.models import Cycle, Need
from himaya.kernel.actor import Actor

GAP = "gap:"


def key_of(service: str, region: str) -> str:
    """The seed of a gap: what it is traced by, both ways."""
    return f"{GAP}{service}/{region}"


def put_in(cycle: Cycle) -> dict[tuple[str, str], Need]:
    """The needs of a cycle that were drawn from a gap, by service and region."""
    found = {}
    for need in Need.objects.filter(cycle=cycle, seed__startswith=GAP):
        service, _, region = need.seed.removeprefix(GAP).partition("/")
        found[service, region] = need
    return found


def open_cycles(actor: Actor) -> list[Cycle]:
    """The cycles into which a need can be entered today, the newest first."""
    rows = Cycle.objects.filter(policy.visible_cycles(actor), state=states.OPEN, recorded=False)
    return list(rows.distinct().order_by("-opened_on"))
