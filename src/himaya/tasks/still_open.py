"""Which tasks are open when a desk would close the file. They end with it; the person may still wait for one."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.still_open import WARNS, Still
from himaya.tasks import states
from himaya.tasks.models import Task

OPEN = [
    Still(
        "tasks",
        WARNS,
        _("Tasks that somebody still has to do. They end with the file."),
        lambda case_id: Task.objects.filter(case_id=case_id, state__in=states.LIVE).count(),
        view="tasks:of_case",
    )
]
