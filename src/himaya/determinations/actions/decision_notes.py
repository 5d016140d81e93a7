"""The note on acts done under threat: drafted with the person, counsel's word, then given. No story in it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from himaya.cases import access as cases
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.policy import account_of
from himaya.determinations import access, content, policy, queries, states, words
from himaya.determinations.models import Note
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.legal import gate


def draft(*, case_id: UUID, to_desk: str, covered: Sequence[str], by: Actor) -> UUID:
    """Draft it for one desk of police, prosecution or a court; the person agrees that it goes there. Returns its id.

    Raises NotFound, NotPermitted, NotNow (closed, not agreed), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        policy.check_asks(by)
        _check_open(case)
        desk = next((one for one in desks() if one.pk == to_desk), None)
        if desk is None:
            raise NotValid(words.CHOOSE_DESK, code="to_desk")
        if not covered or not set(covered) <= set(content.words().lists["covered"]):
            raise NotValid(words.CHOOSE_COVERED, code="covered")
        gate.check_recipient(sender_id=case.institution_id, receiver=desk.institution)
        _check_agreed(case, desk)
        note = new_id()
        _line(u, case, note, states.DRAFTED, desk, clock.today(), {"covered": sorted(set(covered))})
        u.log("decision_note.drafted", **access.about(case.pk, case.person_id))
        u.tell("decision_note.drafted", note=str(note))
        return note


def advise(*, note_id: UUID, yes: bool, by: Actor) -> None:
    """Legal counsel at the desk says whether it is made. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        case, last = locked(by, note_id)
        policy.check_advises(by)
        _check_open(case)
        verb = "advise" if yes else "advise_against"
        _check(last, verb)
        _line(u, case, note_id, states.NOTE_TRANSITIONS[verb][1], last.to_desk, clock.today(), None)
        u.log("decision_note.advised", code="yes" if yes else "no", **access.about(case.pk, case.person_id))
        u.tell("decision_note.advised", note=str(note_id))


def give(*, note_id: UUID, on: date, by: Actor) -> None:
    """Write down that the paper was given to its desk, on a day. Raises NotFound, NotPermitted, NotNow, NotValid."""
    with unit(by=by) as u:
        case, last = locked(by, note_id)
        policy.check_asks(by)
        _check_open(case)
        _check(last, "give")
        _check_agreed(case, last.to_desk)
        if not last.on <= on <= clock.today():
            raise NotValid(words.GIVEN_ON, code="on")
        _line(u, case, note_id, states.GIVEN, last.to_desk, on, None)
        u.log("decision_note.given", **access.about(case.pk, case.person_id))
        u.tell("decision_note.given", note=str(note_id))


def desks() -> list[Desk]:
    """The desks that can be given one: police, border, prosecution, courts; none of another State."""
    rows = institutions.no_consulates().filter(institutions.ENFORCES).select_related("institution")
    rows = rows.exclude(institution__kind__in=policy.FOREIGN).exclude(kind__in=policy.FOREIGN)
    return list(rows.order_by("institution_id", "pk"))


def check_printable(actor: Actor, case: Case, last: Note) -> None:
    """Raises NotPermitted or NotNow unless counsel said yes and the person still agrees."""
    policy.check_works(actor)
    _check_open(case)
    _check(last, "give")
    _check_agreed(case, last.to_desk)


def held_note(actor: Actor, note_id: UUID) -> Note:
    """How a note about a case of the actor's desk stands. Raises NotFound."""
    if not Note.objects.filter(policy.held(actor), note=note_id).exists():
        raise NotFound
    return last_line(note_id)


def locked(by: Actor, note_id: UUID) -> tuple[Case, Note]:
    """The case of a note, held, and its last line. Raises NotFound."""
    case = cases.lock_case(by, held_note(by, note_id).case_id)
    return case, last_line(note_id)


def last_line(note_id: UUID) -> Note:
    """How a note stands."""
    rows = Note.objects.filter(note=note_id).defer("content").select_related("to_desk__institution")
    found = rows.order_by("-number").first()
    if found is None:
        raise NotFound
    return found


def _check(last: Note, verb: str) -> None:
    if last.word not in states.NOTE_TRANSITIONS[verb][0]:
        raise NotNow(words.NOTE_STANDS[last.word], code=last.word)


def _check_open(case: Case) -> None:
    if case.state != "open":
        raise NotNow(words.CLOSED, code="closed")


def _check_agreed(case: Case, desk: Desk) -> None:
    if not queries.agreed(case.pk, desk.pk, queries.NOTE):
        raise NotNow(words.note_not_agreed(str(desk.name)), code="not_agreed")


def _line(u: Unit, case: Case, note: UUID, word: str, desk: Desk, on: date, body: dict[str, list[str]] | None) -> None:
    last = Note.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    row = Note(
        case=case,
        person_id=case.person_id,
        note=note,
        number=last + 1,
        word=word,
        to_desk=desk,
        on=on,
        at=clock.now(),
        desk_id=u.by.desk_id,
        written_by=account_of(u.by),
    )
    seal(row, content=body)
    row.save(force_insert=True)
    quiet.stirred(case.pk)
