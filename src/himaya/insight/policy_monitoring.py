"""Who reads the monitoring indicators, and of what: the nation, one institution, one desk. Never of a worker."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.coordination import policy as tables
from himaya.coordination import states
from himaya.insight.monitoring_content import DESK, INSTITUTION, NATION
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what an indicator is told: a level, and the id of the institution or the desk (empty for the nation)."""

    level: str
    id: str = ""


WHOLE: Final = Scope(NATION)


def widest(actor: Actor) -> Scope | None:
    """The most that the actor reads: the secretariat all, a focal point their institution, a lead their desk."""
    if not actor.is_known:
        return None
    if tables.is_secretariat(actor):
        return WHOLE
    if actor.has(*tables.SPEAKS) and any(one.role in states.SPEAKING for one in tables.my_mandates(actor)):
        return Scope(INSTITUTION, actor.institution_id)
    if cases.works_on_cases(actor) and actor.has(cases.LEAD):
        return Scope(DESK, actor.desk_id)
    return None


def reads(actor: Actor) -> bool:
    """True for whoever reads any."""
    return widest(actor) is not None


def check_reads(actor: Actor) -> None:
    """Raises NotPermitted for whoever reads none."""
    if not reads(actor):
        raise NotPermitted(
            _("The secretariat, the focal point of an institution and the lead of a desk read these figures."),
            code="no_monitoring",
        )


def within(actor: Actor) -> tuple[Scope, ...]:
    """All that the actor may ask for, the widest first: institutions with desks that count, and their desks."""
    most = widest(actor)
    if most is None:
        return ()
    desks = Desk.objects.order_by("institution_id", "pk")
    if most.level == DESK:
        return (most,)
    if most.level == INSTITUTION:
        desks = desks.filter(institution_id=most.id)
    found = [most]
    for desk_id, institution_id in desks.values_list("pk", "institution_id"):
        for one in (Scope(INSTITUTION, institution_id), Scope(DESK, desk_id)):
            if one not in found:
                found.append(one)
    return tuple(found)


def asked(actor: Actor, *, institution: str = "", desk: str = "") -> Scope:
    """The scope that was asked for; the widest where none was. Raises NotPermitted, and NotFound for one not theirs."""
    check_reads(actor)
    known = within(actor)
    if not institution and not desk:
        return known[0]
    wanted = Scope(DESK, desk) if desk else Scope(INSTITUTION, institution)
    if wanted not in known:
        raise NotFound
    return wanted


def check_within(actor: Actor, scope: Scope) -> None:
    """Raises NotPermitted for whoever reads nothing, NotFound for a scope that is not theirs."""
    check_reads(actor)
    if scope not in within(actor):
        raise NotFound


def desks_of(institution_id: str) -> frozenset[str]:
    """The ids of the desks of an institution."""
    return frozenset(Desk.objects.filter(institution_id=institution_id).values_list("pk", flat=True))
