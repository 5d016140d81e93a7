"""Whom a register of suspects exists for. For everybody else it does not: no word of the menu, and no page (404).

Asked here is nothing that opens a file, and nothing here opens one: neither a role, nor a desk, nor an emergency.
"""

from uuid import UUID

from django.db.models import Q

from himaya.cases import policy as cases
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock, proof
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.relations.laws import laws
from himaya.relations.models import SuspectAccess, SuspectRegister


def of_a_body(actor: Actor) -> bool:
    """True for somebody at a desk of police, border, prosecution or a court: no other body can have a register."""
    if not cases.works_on_cases(actor):
        return False
    return Desk.objects.filter(institutions.ENFORCES, pk=actor.desk_id).exists()


def leads(actor: Actor) -> bool:
    """True for whoever may ask for a register, confirm, switch it off and let people in."""
    return actor.has(cases.LEAD) and of_a_body(actor)


# Not named `check_…`: what is open to an account lists every check by its words, and of this there is to be no word.
def must_lead(actor: Actor) -> None:
    """Raises NotFound for everybody else."""
    if not leads(actor):
        raise NotFound


def standing() -> Q:
    """Registers that are on: confirmed, and not off again."""
    return Q(confirmed_on__isnull=False, ended_on__isnull=True)


def opened_to(actor: Actor) -> SuspectRegister | None:
    """The register that the actor opens now, by an access of their own; None for everybody else.

    Also None for whoever switched it on, and for all once the article on which it rests opens none, as read today.
    """
    if not of_a_body(actor):
        return None
    now = clock.now()
    mine = SuspectAccess.objects.filter(
        account_id=cases.me(actor),
        revoked_at__isnull=True,
        expires_at__gt=now,
        granted_at__lte=now + proof.SLACK,
    )
    on = SuspectRegister.objects.filter(standing(), institution_id=actor.institution_id)
    found = on.filter(pk__in=mine.values("register_id")).first()
    if found is None or switched(found, cases.me(actor)) or not rests(found):
        return None
    return found


def rests(register: SuspectRegister) -> bool:
    """Whether the article on which a register was switched on opens one today."""
    return register.law in laws()


def switched(register: SuspectRegister, account_id: UUID | None) -> bool:
    """True for who asked for a register or switched it on: they neither let anybody in nor open it."""
    return account_id is not None and account_id in (register.asked_by, register.confirmed_by)


def sees_entrance(actor: Actor) -> bool:
    """Whether the bar leads there: for whoever opens it, and for the leads of a body whose register is not off."""
    stands = SuspectRegister.objects.filter(institution_id=actor.institution_id, ended_on__isnull=True)
    # Asked first: in nearly every house there is none, and every page asks.
    return cases.works_on_cases(actor) and stands.exists() and (leads(actor) or opened_to(actor) is not None)


def meets(actor: Actor) -> bool:
    """True for whoever has a page of it: a lead of such a body, or somebody who was let in."""
    return leads(actor) or opened_to(actor) is not None


def must_meet(actor: Actor) -> None:
    """Raises NotFound for everybody else."""
    if not meets(actor):
        raise NotFound
