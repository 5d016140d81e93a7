"""Which tasks are open when a desk would close the file. They end with it; the person may still wait for one."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Referral
from himaya.kernel.still_open import WARNS, Still
from himaya.tasks import states
from himaya.tasks.models import Task


def ending_with(case_id: UUID) -> QuerySet[Task]:
    """The open tasks that end when this file is closed: all but what a desk goes on with about a referral it received.

    The desk that holds the file goes on with nothing, whatever it once received.
    """
    received = Referral.objects.filter(pk=OuterRef("about_id"), to_desk_id=OuterRef("desk_id"))
    elsewhere = received.exclude(case__desk_id=OuterRef("desk_id"))
    live = Task.objects.filter(case_id=case_id, state__in=states.LIVE)
    return live.exclude(Exists(elsewhere), about_kind="referral")


OPEN = [
    Still(
        "tasks",
        WARNS,
        _("Tasks that somebody still has to do. They end with the file."),
        lambda case_id: ending_with(case_id).count(),
        view="tasks:of_case",
    )
]
