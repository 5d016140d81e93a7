"""A file is quiet until something happens: what another room did, and the desk's word that it is still needed."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import access, policy, queries_quiet
from himaya.cases.models import Case
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit


def keep(*, case_id: UUID, by: Actor) -> None:
    """The desk says that a quiet file is still needed: nobody is asked again before as many days are over once more."""
    policy.check_hand_over(by)
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        if not queries_quiet.is_quiet(case):
            raise NotNow(_("Something happened in this file meanwhile. Nothing was changed."), code="not_quiet")
        case.needed_until = clock.today() + timedelta(days=queries_quiet.DESK_DAYS)
        case.save(update_fields=["needed_until"])
        u.log("retention.kept", object_type="case", object_id=case.pk, subjects=[case.person_id])


def stirred(case_id: UUID) -> None:
    """For rooms above: something happened in a case. Inside their unit; says nothing of what it was."""
    today = clock.today()
    with wall.beyond(wall.EVERYTHING):
        late = Case.objects.filter(Q(stirred_on__isnull=True) | Q(stirred_on__lt=today), pk=case_id)
        late.update(stirred_on=today)
