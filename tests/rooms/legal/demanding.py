"""An authority's demand at hand, at the labour inspectorate."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from himaya.disclosures.actions import demands
from himaya.disclosures.actions.demands import Asked
from himaya.disclosures.models import LegalDemand
from himaya.kernel.actor import Actor
from himaya.legal import rules_firewall as firewall
from tests import cast
from tests.rooms.legal.registering import OFFICER

COUNSEL = cast.actor("labour-counsel", "labour-south", "legal_counsel")
WHO, WHAT = "Brigadier Canary", "the address of Zahra"
TODAY = date(2026, 11, 24)


def asked(**changes: Any) -> Asked:
    """A prosecutor's order about a file, to proceed against somebody else."""
    base = {
        "asker": "prosecution",
        "power": "prosecutor_order",
        "aim": firewall.PROCEED,
        "who": WHO,
        "asked": WHAT,
        "received_on": TODAY,
    }
    return Asked(**{**base, **changes})


def recorded(by: Actor = OFFICER, **changes: Any) -> UUID:
    return demands.record(asked=asked(**changes), by=by)


def advised(**changes: Any) -> UUID:
    demand_id = recorded(**changes)
    demands.advise(demand_id=demand_id, advice="give_less", text="Canary grounds", by=COUNSEL)
    return demand_id


def decide(demand_id: UUID, parts: Sequence[str] = (), *, text: str = "Canary decision", by: Actor = OFFICER) -> None:
    """By somebody who saw it as it stands."""
    seen = LegalDemand.objects.get(pk=demand_id).revision
    demands.decide(demand_id=demand_id, parts=parts, text=text, seen=seen, by=by)


def decided(parts: tuple[str, ...] = (), **changes: Any) -> UUID:
    demand_id = advised(**changes)
    decide(demand_id, parts)
    return demand_id


def answered(**changes: Any) -> UUID:
    demand_id = decided(**changes)
    demands.give(demand_id=demand_id, form="refusal_sent", given_on=TODAY, text="Canary letter", by=OFFICER)
    return demand_id
