"""What follows what in stepped care: something waits at the desk that keeps it, and nowhere else."""

from collections.abc import Mapping
from uuid import UUID

from himaya.cases.models import Case
from himaya.cases.policy_compartments import works_with
from himaya.health import queries_care
from himaya.kernel.actor import SYSTEM
from himaya.ops import after_contact, after_danger
from himaya.tasks.actions import raising_apart
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]


def follow_act_now(ids: Ids) -> None:
    """A clinician went up a step because a life may be in danger. At the desk that holds the file, where it is told,
    somebody acts now; at another desk of the clinician, the person is seen again within a day. Nobody is told why.
    """
    case = Case.objects.filter(pk=UUID(ids["case"])).first()
    if case is None:
        return
    if ids["desk"] == case.desk_id:
        # There at once, as after a yes in the assessment: a day is for whoever sees the person again.
        after_contact.act_now("risk_assessment.act_now", case.pk)
        return
    # A task of a desk that works with the file no more falls to the holder, who was not told by the clinician.
    if not Case.objects.filter(works_with("pk", ids["desk"]), pk=case.pk).exists():
        return
    after_danger.tell("care_step.act_now", About("look", UUID(ids["step"]), case.pk), desk_id=ids["desk"])


def follow_reviews(ids: Ids) -> None:
    """A step was looked at, its time to be looked at has come, or its file was closed or opened again."""
    for desk in queries_care.desks_of(UUID(ids["case"])):
        raising_apart.bring_in_line(desk_id=desk, due_on=queries_care.earliest(desk), by=SYSTEM)
