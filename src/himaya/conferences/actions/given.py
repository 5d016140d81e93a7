"""The verb of an agreed action: what, which desk, by when. The desk reads its own and learns of no other."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.actions import texts
from himaya.conferences.models import Conference, Given, Item
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit

LATEST = timedelta(days=366)


def give(*, conference_id: UUID, item_id: UUID, desk_id: str, due_on: date, what: str, by: Actor) -> UUID:
    """Give an action to the desk that holds the case, or to one that may hear the item that it comes from.

    Raises NotFound, NotPermitted, NotNow (not begun, minutes agreed), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, conference_id)
        policy.check_chairs(by)
        if row.state not in (states.RUNNING, states.HELD):
            raise NotNow(
                words.BEGIN_FIRST if row.state == states.CALLED else words.NOT_IN_STATE[row.state], code=row.state
            )
        item = Item.objects.defer("content").filter(conference=row, pk=item_id).first()
        if item is None or item.state not in (states.ON, states.HEARD):
            raise NotValid(words.CHOOSE_ITEM, code="item")
        _check_desk(row, item, desk_id)
        if not clock.today() <= due_on <= clock.today() + LATEST:
            raise NotValid(words.DUE, code="due_on")
        said = texts.checked(what, field="what", justice=item.topic in rules.ONLY_JUSTICE)
        last = Given.objects.filter(conference=row).aggregate(last=Max("number"))["last"] or 0
        line = Given(
            conference=row,
            person_id=row.person_id,
            item=item,
            number=last + 1,
            desk_id=desk_id,
            due_on=due_on,
            given_at=clock.now(),
        )
        seal(line, what=said)
        line.save(force_insert=True)
        u.log("conference.action_given", object_type="conference", object_id=row.pk, subjects=[row.person_id])
        u.tell("conference.action_given", case=str(row.case_id), desk=desk_id, action=str(line.pk))
        return line.pk


def _check_desk(row: Conference, item: Item, desk_id: str) -> None:
    if desk_id != row.case.desk_id and not queries.hearing(row, [item], desk_id)[item.pk].may:
        raise NotValid(words.TELLS_TOO_MUCH, code="desk")
