"""The verbs of a link between two files: linked as people of one event, taken out again. A link opens nothing."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.kernel import clock, ids
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.relations import access, policy, queries, rules
from himaya.relations.content import catalogue
from himaya.relations.models import Event, EventFile


def link(*, case_id: UUID, reference: str, tie: str, event_id: UUID | None = None, by: Actor) -> UUID:
    """Link a file with another of the desk; returns the event. Without one, a new event begins.

    An event of which the actor sees no other file is not told of and not joined. Raises NotPermitted, NotFound (also:
    an event that is not seen), NotNow (closed, linked already), NotValid (the code names the field).
    """
    policy.check_works(by)
    if tie not in catalogue().ties:
        raise NotValid(_("Choose how they belong together."), code="tie")
    with unit(by=by) as u:
        case, other = access.lock_two(by, case_id, ids.tidy_reference(reference))
        if case.state != "open":
            raise NotNow(_("This file is closed. Open it again before it is linked."), code="closed")
        if case.person_id == other.person_id:
            raise NotValid(_("This is a file of the same person. Choose another."), code="reference")
        seen = queries.events_of(by, case.pk)
        event = _event(u, seen, event_id)
        if any(one.stands and _has(one, other) for one in seen):
            raise NotNow(_("The two files are linked already. Nothing was changed."), code="reference")
        for one in (case, other):
            _add(u, event, one, tie)
        quiet.stirred(case.pk)
        subjects = [case.person_id, other.person_id]
        u.log("event.linked", object_type="event", object_id=event.pk, code=tie, subjects=subjects)
        return event.pk


def unlink(*, case_id: UUID, event_id: UUID, reason: str, by: Actor) -> None:
    """Take a file out of an event; the line stays, with its day and reason.

    Raises NotPermitted, NotFound, NotNow (out already), NotValid.
    """
    policy.check_works(by)
    if reason not in rules.UNLINKED:
        raise NotValid(_("Say why it is taken out."), code="reason")
    with unit(by=by) as u:
        case, found = access.lock_linked(by, case_id, event_id)
        row = EventFile.objects.select_for_update().filter(pk=found.mine.pk, ended_on__isnull=True).first()
        if row is None:
            raise NotNow(_("This file was taken out already. Nothing was changed."), code="unlinked")
        row.ended_by, row.ended_on, row.reason = cases_policy.account_of(by), clock.today(), reason
        row.save(update_fields=["ended_by", "ended_on", "reason"])
        quiet.stirred(case.pk)
        u.log("event.unlinked", object_type="event", object_id=event_id, code=reason, subjects=[case.person_id])


def leave(*, case_id: UUID, reason: str, by: Actor) -> None:
    """Take a file out of every event, seen or not. The answer is the same where it was of none: it tells nothing.

    Raises NotPermitted, NotFound, NotValid.
    """
    policy.check_works(by)
    if reason not in rules.UNLINKED:
        raise NotValid(_("Say why it is taken out."), code="reason")
    with unit(by=by) as u:
        case, rows = access.lock_own(by, case_id)
        for row in rows:
            row.ended_by, row.ended_on, row.reason = cases_policy.account_of(by), clock.today(), reason
            row.save(update_fields=["ended_by", "ended_on", "reason"])
        quiet.stirred(case.pk)
        u.log("event.left", object_type="case", object_id=case.pk, code=reason, subjects=[case.person_id])


def _event(u: Unit, seen: list[queries.Linked], event_id: UUID | None) -> Event:
    if event_id is not None:
        found = next((one.event for one in seen if one.event.pk == event_id), None)
        if found is None:
            raise NotFound
        return found
    return Event.objects.create(
        reference=ids.new_reference(),
        institution_id=u.by.institution_id,
        begun_by=cases_policy.account_of(u.by),
        begun_on=clock.today(),
    )


def _has(linked: queries.Linked, other: Case) -> bool:
    return any(row.case_id == other.pk and row.ended_on is None for row in linked.others)


def _add(u: Unit, event: Event, case: Case, tie: str) -> None:
    if EventFile.objects.filter(event=event, case=case, ended_on__isnull=True).exists():
        return
    EventFile.objects.create(
        event=event,
        case=case,
        tie=tie,
        desk_id=u.by.desk_id,
        linked_by=cases_policy.account_of(u.by),
        linked_on=clock.today(),
    )
