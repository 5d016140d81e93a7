"""Who comes in here: somebody who works with people; and, for the pages of a case, at the desk that holds it."""

from uuid import UUID

from himaya.cases.access import held_case
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.plans import policy
from himaya.web.gate import only

at_a_desk = only(policy.check_works)
# The purpose under which a plan is read by those who carry it out.
PURPOSE = "give_service"
held = held_case


def form_id(typed: str) -> UUID:
    """The number of a form, so that the same one sent twice is kept once; a new one for what is none."""
    try:
        return UUID(typed)
    except ValueError:
        return new_id()


def refused(refusal: Refusal, actor: Actor, where: str) -> dict[str, str]:
    """Write the refusal down, and give its sentence by the field that it is about."""
    log_refusal(refusal, by=actor, where=where)
    return {refusal.code: str(refusal.sentence)}
