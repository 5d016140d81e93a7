"""The verbs of a list of participants: read and looked at first, then taken in whole, thrown away, or undone."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import blank, seal
from himaya.kernel.unit import Unit, unit
from himaya.training import people, policy, reading, rules_lists, states, writing
from himaya.training.actions import enrolments
from himaya.training.locks import lock_row
from himaya.training.models import Enrolment, Participant, ParticipantImport
from himaya.training.rules_lists import Row
from himaya.training.words import BATCH_STATES, SESSION_STATES

# A list that nobody came back to is emptied: it holds names that nobody decided to enter.
KEPT = timedelta(hours=72)


def read(*, session_id: UUID, data: bytes, by: Actor) -> ParticipantImport:
    """Read a file and keep its rows, sealed, beside the session. Nobody is named yet.

    Raises NotFound, NotPermitted, NotNow, NotValid (the file as a whole).
    """
    policy.check_names(by)
    found = _compared(session_id, data, by)
    with unit(by=by) as u:
        session = enrolments.held(by, session_id, policy.names_for(by))
        batch = ParticipantImport(
            subject_id=session.subject_id,
            session=session,
            institution_id=by.institution_id,
            made_at=clock.now(),
            state=states.BATCH_READ,
        )
        seal(batch, rows=found)
        batch.save(force_insert=True)
        _log(u, batch, "read", str(len(found)))
        return batch


def _compared(session_id: UUID, data: bytes, by: Actor) -> list[Row]:
    """The rows of a file beside who is named. Outside the unit: three hundred names take seconds, and others write."""
    session = policy.session_of(by, session_id)
    writing.moved(states.SESSION_TRANSITIONS, "name", session.state, SESSION_STATES)
    rows = [one for one in people.visible(by, session) if one.state == states.NAMED]
    with people.opened(by, session, rows) as there:
        return reading.rows_of(data, [one.name for one in there])


def confirm(*, batch_id: UUID, others: Sequence[int] = (), by: Actor) -> int:
    """Name those of a list that are fine, and those of `others`, of whom it was said that they are somebody else.

    All or none; how many. Raises NotFound, NotPermitted, NotNow (full, answered already, named since), NotValid.
    """
    with unit(by=by):
        batch, _after = _held(by, batch_id, "confirm")
    # Outside a unit, so that the reading is noted also when the list is refused, and no desk waits while it is done.
    rows = _named_since(by, batch, ())
    seen = [one.pk for one in rows]
    twice = False
    if rows:
        with people.opened_list(by, batch) as found:
            twice = _resembles(by, batch, rows, [one for one in found if _enters(one, others)], others)
    with unit(by=by) as u:
        batch, after = _held(by, batch_id, "confirm")
        with Access(by, people.PURPOSE, action="participants.read", about=("participant_import", batch.pk)) as reader:
            reader.open(batch)
            chosen = [row for row in _rows(batch) if _enters(row, others)]
            if not chosen:
                raise NotValid(_("No row is left to take in. Correct the file and read it again."), code="rows")
            if twice or _resembles(by, batch, _named_since(by, batch, seen), chosen, others):
                raise NotNow(
                    _("Somebody of this list was named since it was read. Throw it away and read the file again."),
                    code="named_since",
                )
            enrolments.check_room(batch.session, len(chosen))
            for row in chosen:
                _enrol(batch, row)
        batch.state, batch.imported_on, batch.count = after, clock.today(), len(chosen)
        _empty(batch)
        _log(u, batch, "confirmed", str(len(chosen)))
        return len(chosen)


def discard(*, batch_id: UUID, by: Actor) -> None:
    """Throw away a list that was read. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        batch, after = _held(by, batch_id, "discard")
        batch.state = after
        _empty(batch)
        _log(u, batch, "discarded")


def undo(*, batch_id: UUID, by: Actor) -> int:
    """Take everybody whom a list brought off the session again, before its first half-day and its first test. How many.

    A test comes before the first tap: what was sent would stay under codes that are nobody's any more.

    Raises NotFound, NotPermitted, NotNow.
    """
    with unit(by=by) as u:
        batch, after = _held(by, batch_id, "undo")
        batch.state = after
        rows = Enrolment.objects.filter(batch=batch)
        if rows.filter(attendance__isnull=False).exists():
            raise NotNow(
                _("Somebody of this list was marked in a half-day since. It stays; withdraw single people instead."),
                code="something_came",
            )
        if _has_begun(batch):
            raise NotNow(
                _("This session has begun: codes of this list are in use. It stays; withdraw single people instead."),
                code="something_came",
            )
        found = list(rows.values_list("pk", flat=True))
        Participant.objects.filter(enrolment__in=found).delete()
        Enrolment.objects.filter(pk__in=found).delete()
        _empty(batch)
        _log(u, batch, "undone", str(len(found)))
        return len(found)


def forget(*, by: Actor = SYSTEM) -> int:
    """Empty the lists that were read three days ago and never taken in. How many. Safe to do twice."""
    old = ParticipantImport.objects.filter(state=states.BATCH_READ, made_at__lt=clock.now() - KEPT)
    done = 0
    for pk in list(old.values_list("pk", flat=True)):
        with unit(by=by) as u:
            batch = old.filter(pk=pk).select_for_update().first()
            if batch is None:
                continue
            batch.state = states.BATCH_DISCARDED
            _empty(batch)
            _log(u, batch, "expired")
            done += 1
    return done


def _has_begun(batch: ParticipantImport) -> bool:
    session = batch.session
    return session.rounds.exists() or session.half_days.filter(starts_at__lte=clock.now()).exists()


def _held(by: Actor, batch_id: UUID, verb: str) -> tuple[ParticipantImport, str]:
    policy.check_names(by)
    own = ParticipantImport.objects.filter(institution_id=policy.names_for(by))
    session_id = own.filter(pk=batch_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotFound
    enrolments.held(by, session_id, policy.names_for(by))
    batch = lock_row(own.select_related("session"), batch_id)
    return batch, writing.moved(states.BATCH_TRANSITIONS, verb, batch.state, BATCH_STATES)


def _named_since(by: Actor, batch: ParticipantImport, seen: Collection[UUID]) -> list[Enrolment]:
    """Who was named since the day on which a list was read, beside those that it was compared with."""
    day = batch.made_at.astimezone(clock.here()).date()
    rows = people.visible(by, batch.session)
    return [one for one in rows if one.state == states.NAMED and one.named_on >= day and one.pk not in seen]


def _resembles(
    by: Actor, batch: ParticipantImport, rows: Sequence[Enrolment], chosen: Sequence[Row], others: Collection[int]
) -> bool:
    """Whether one of these is on the list under a like name, and nobody said that it is somebody else.

    Two readings of one file know nothing of each other: each was compared with who was named before it.
    """
    with people.opened(by, batch.session, rows) as there:
        known = [people.spelled(one.name) for one in there]
        asked = [row for row in chosen if row["row"] not in others] if known else []
        return any(people.like(people.spelled(row["name"]), known) is not None for row in asked)


def _rows(batch: ParticipantImport) -> list[Row]:
    return batch.rows or []


def _enters(row: Row, others: Sequence[int]) -> bool:
    return rules_lists.fine(row) or (rules_lists.may_enter(row) and row["row"] in others)


def _enrol(batch: ParticipantImport, row: Row) -> None:
    enrolments.enrol(
        batch.session,
        institution_id=batch.institution_id,
        full_name=row["name"],
        function=row["function"],
        region_id=row["region"],
        sex=row["sex"],
        batch_id=batch.pk,
    )


def _empty(batch: ParticipantImport) -> None:
    batch.save(update_fields=["state", "imported_on", "count"])
    blank(ParticipantImport.objects.filter(pk=batch.pk), "rows")


def _log(u: Unit, batch: ParticipantImport, did: str, code: str = "") -> None:
    u.log(f"participant_import.{did}", object_type="participant_import", object_id=batch.pk, code=code)
