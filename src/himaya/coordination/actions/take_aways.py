"""The verb of what an institution takes home from a table: said, and said anew until the table is archived."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks_practice, no_case, policy, speaking
from himaya.coordination.models import TakeAway
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit

LONGEST = 600


def say(*, table_id: UUID, institution_id: str, text: str, seen: int, by: Actor) -> TakeAway:
    """Say what the institution takes home: its delegate, or the secretariat as it was said in the room.

    `seen` is the revision that the page showed, 0 when nothing was said. Raises NotFound, NotPermitted, NotNow,
    NotValid.
    """
    with unit(by=by) as u:
        table = locks_practice.lock_table_in(by, table_id, locks_practice.SPOKEN)
        delegate = _delegate(by, institution_id)
        institution = speaking.seated(table.cycle, institution_id)
        row = TakeAway.objects.filter(table=table, institution=institution).first()
        if row is None:
            row = TakeAway(table=table, institution=institution)
        if row.revision != seen:
            raise NotNow(
                _("Somebody wrote this line since the page was opened. Look at it, then change it if it must be."),
                code="said_meanwhile",
            )
        missing = _("Write in one sentence what the institution takes home.")
        row.text = speaking.written(text, missing=missing, longest=LONGEST)
        no_case.check_said(row.text)
        row.delegate, row.said_on = delegate, clock.today()
        row.revision += 1
        row.save()
        u.log("take_away.said", object_type="round_table", object_id=table.pk, code=institution_id)
        return row


def _delegate(by: Actor, institution_id: str) -> Delegate | None:
    if policy.is_secretariat(by):
        return None
    return policy.check_speaks(by, institution_id=institution_id, on=clock.today())
