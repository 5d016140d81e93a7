"""The verbs of an expert's day: who comes from outside to lead which theme."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks, locks_practice, policy, speaking
from himaya.coordination.models import Expert
from himaya.coordination.words_tables import GONE
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.unit import unit

LONGEST = 160


def add(*, table_id: UUID, name: str, organisation: str, item_id: UUID | None = None, by: Actor) -> Expert:
    """Put an expert on the programme, with the theme that they lead. Raises NotFound, NotNow, NotValid."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = locks_practice.lock_table_in(by, table_id, locks_practice.PREPARED)
        row = Expert.objects.create(
            table=table,
            name=speaking.written(name, missing=_("Write the name of the expert."), longest=LONGEST),
            organisation=speaking.written(organisation, missing=_("Write the organisation."), longest=LONGEST),
            item=locks_practice.item_of(table, item_id),
        )
        u.log("expert.added", object_type="round_table", object_id=table.pk)
        return row


def remove(*, expert_id: UUID, by: Actor) -> None:
    """Take an expert off the programme. Raises NotFound, NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table_id = Expert.objects.filter(pk=expert_id).values_list("table_id", flat=True).first()
        if table_id is None:
            raise NotFound(GONE, code="gone")
        locks_practice.lock_table_in(by, table_id, locks_practice.PREPARED)
        locks.lock_row(Expert.objects.all(), expert_id, gone=GONE).delete()
        u.log("expert.removed", object_type="round_table", object_id=table_id)
