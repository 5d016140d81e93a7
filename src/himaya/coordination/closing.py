"""What happens to the points of a table when it closes."""

from django.utils.translation import gettext as _

from himaya.coordination import states
from himaya.coordination.models import AgendaItem, Decision, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import Unit

# The word of the audit for each way in which a point ends.
WORDS = {states.ITEM_DONE: "finished", states.ITEM_CARRIED: "carried", states.ITEM_DROPPED: "dropped"}
SETTLED = (*states.BINDING, states.AWAITING)


def check_nothing_is_put(table: RoundTable) -> None:
    """Raises NotNow while a question is put to the table and not concluded."""
    if Decision.objects.filter(table=table, state=states.PUT).exists():
        raise NotNow(
            _("A question is still put to the table. Conclude it or withdraw it, then close the table."),
            code="question_is_put",
        )


def check_somebody_was_marked(table: RoundTable) -> None:
    """Raises NotNow while no attendance was taken: after the session nobody can say any more who was there.

    What was marked on a day from which the table was moved away does not count.
    """
    if not queries.held_half_days(table):
        raise NotNow(
            _("Nobody has been marked as present, excused or absent. Mark the attendance, then close the table."),
            code="no_attendance",
        )


def check_settled(item: AgendaItem) -> None:
    """Raises NotNow while a question is put on this point: it would stay without an answer."""
    if item.decisions.filter(state=states.PUT).exists():
        raise NotNow(
            _("A question is put on this point. Conclude it or withdraw it, then go on."), code="question_is_put"
        )


def check_not_taken_up(item: AgendaItem) -> None:
    """Raises NotNow when a carried point stands on the agenda of another table already."""
    if AgendaItem.objects.filter(carried_from=item).exclude(table__state=states.CANCELLED).exists():
        raise NotNow(
            _("This point stands on the agenda of the next table already. It is taken up there."), code="taken_up_later"
        )


def would_carry(table: RoundTable) -> list[AgendaItem]:
    """The points that closing the table now would carry to the next one, in order."""
    rows = AgendaItem.objects.filter(table=table, state__in=(states.ITEM_WAITING, states.ITEM_OPEN))
    return [item for item in rows.order_by("position") if _ending(item) == states.ITEM_CARRIED]


def end_item(u: Unit, item: AgendaItem) -> None:
    """Finish, carry or drop what was not finished. The item and its table are held."""
    if item.state not in (states.ITEM_WAITING, states.ITEM_OPEN):
        return
    was_open, item.state = item.state == states.ITEM_OPEN, _ending(item)
    if was_open:
        item.ended_at = clock.now()
    item.save(update_fields=["state", "ended_at"])
    u.log(f"item.{WORDS[item.state]}", object_type="agenda_item", object_id=item.pk)


def _ending(item: AgendaItem) -> str:
    if item.kind == states.OTHER:
        # Every table has this point: nothing is lost when nobody raised anything.
        return states.ITEM_DONE if item.state == states.ITEM_OPEN else states.ITEM_DROPPED
    decided = item.state == states.ITEM_OPEN and item.decisions.filter(state__in=SETTLED).exists()
    return states.ITEM_DONE if decided else states.ITEM_CARRIED
