"""The verbs of somebody found abroad who wants to come: sent by a desk there, taken by a desk at the point of arrival.

The desk abroad writes and sends, and reads nothing back: what the person chose to say is sealed under a key of its own,
opened once by whoever takes the sheet, and destroyed with the answer, whatever it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import events, known_as, policy, policy_inbound, queries_inbound, states, words_inbound
from himaya.cases import rules_inbound as rules
from himaya.cases.actions import exclusions, grants
from himaya.cases.models import Arrival, Case, InboundSheet, InboundWords
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions import catalogue
from himaya.institutions.models import Desk
from himaya.kernel import clock, subjects, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.kernel.ids import new_reference
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, is_open, unit
from himaya.kernel.untold import NotNow, NotValid
from himaya.legal import gate
from himaya.persons.actions import people
from himaya.persons.actions.people import CONTACT_KEYS, Identity
from himaya.persons.ways import BY_NUMBER, WAYS

GENDERS = ("woman", "man", "girl", "boy")
INTERPRETERS = ("none", "telephone", "present")
WORD, LINE = 120, 300


@dataclass(frozen=True, slots=True)
class Heard:
    """What was asked of the person before anything is written down; codes of `rules_inbound`."""

    danger: str
    wants: str
    afraid: str
    age: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the person chose to send ahead; each may stay empty but the language. Free words are trimmed, never read."""

    language: str
    interpreter: str = ""
    called: str = ""
    way: str = ""
    phone: str = ""
    words: str = ""
    gender: str = ""
    needs: Sequence[str] = field(default_factory=tuple)
    # Where they come in and at which hour; the day alone stands in clear.
    place: str = ""


def send(
    *,
    to_desk_id: str,
    heard: Heard,
    told: bool,
    agreed: bool,
    said: Said,
    arrives_on: date | None,
    instance_id: UUID,
    by: Actor,
) -> UUID:
    """Send a sheet; returns its id. The same form sent again is the same sheet.

    Raises NotPermitted, NotNow (danger, fear, not wanted, not told, not agreed, no such desk), NotValid (the field).
    """
    policy_inbound.check_sends(by)
    try:
        with unit(by=by) as u:
            if (kept := _already(instance_id, by)) is not None:
                return kept
            asked = queries_inbound.asked(by, heard.danger, heard.wants, heard.afraid, heard.age)
            _refuse(rules.first_against(asked))
            desk = _receiver(to_desk_id, heard, by)
            asked = replace(asked, told=told, agreed=agreed, receiver=desk.institution.kind)
            _refuse(rules.against(asked))
            _check_said(said, arrives_on, asked)
            gate.check_recipient(sender_id=by.institution_id, receiver=desk.institution)
            # A nation whose legal set-up is missing, at either end, keeps nobody real.
            for house in (by.institution_id, desk.institution_id):
                gate.check_real_identities(house)
            row = InboundSheet.objects.create(
                reference=new_reference(),
                instance_id=instance_id,
                from_desk_id=by.desk_id,
                to_desk=desk,
                age_group=heard.age,
                language=said.language,
                arrives_on=arrives_on,
                sent_by=policy.account_of(by),
                sent_at=clock.now(),
            )
            subject = subjects.create("inbound", key_kinds=(subjects.NOTE,))
            words = InboundWords(sheet=row, subject_id=subject.id)
            seal(words, words=_words(said))
            words.save(force_insert=True)
            _record(u, row, "sent")
            return row.pk
    except IntegrityError:
        # The same form arrived twice at once; the other one has just been kept.
        if is_open() or (kept := _already(instance_id, by)) is None:
            raise
        return kept


def take_back(*, sheet_id: UUID, by: Actor) -> None:
    """The desk abroad says that the person changed their mind, without a reason.

    It ends what no desk took. Whoever expects the person already goes on, and asks them by the way that they chose.
    """
    policy_inbound.check_sends(by)
    with unit(by=by) as u:
        row = _lock(policy_inbound.sent_by(by), sheet_id)
        if rules.sender_sees(row.state, taken_back=row.taken_back_at is not None) not in (rules.SENT, rules.EXPECTED):
            raise NotNow(words_inbound.NOTHING_TO_TAKE_BACK, code="over")
        row.taken_back_at = clock.now()
        row.save(update_fields=["taken_back_at"])
        if rules.leads_to("take_back", row.state) is not None:
            _move(row, "take_back")
        _destroy(row, by)
        _record(u, row, "taken_back")


def accept(*, sheet_id: UUID, by: Actor) -> UUID:
    """This desk expects the person; returns the id of the case that it holds from now on, an ordinary one."""
    policy_inbound.check_receives(by)
    with unit(by=by) as u:
        row = _lock(policy_inbound.came_to(by), sheet_id)
        _check_moment(row, "accept")
        if rules.is_over(row.state, row.sent_at, clock.now()):
            raise NotNow(words_inbound.OVER, code="over")
        if not queries_inbound.may_receive(row.to_desk, child=not is_known_adult(row.age_group)):
            raise NotNow(words_inbound.NO_RECEPTION, code="no_reception")
        row.case = _open(u, row)
        _move(row, "accept")
        _destroy(row, by)
        _record(u, row, "accepted")
        return row.case.pk


def decline(*, sheet_id: UUID, reason: str, by: Actor) -> None:
    """This desk cannot receive the person, for a coded reason: about the desk, never about the person."""
    policy_inbound.check_receives(by)
    found = catalogue.reasons().get(reason)
    if found is None or "decline" not in found.verbs:
        raise NotValid(_("Choose a reason of the list."), code="reason")
    with unit(by=by) as u:
        row = _lock(policy_inbound.came_to(by), sheet_id)
        row.decline_reason = reason
        _move(row, "decline")
        _destroy(row, by)
        _record(u, row, "declined", reason)


def meet(*, sheet_id: UUID, by: Actor) -> None:
    """The person is there, and was met."""
    _end(sheet_id, "meet", "met", by)


def set_day(*, sheet_id: UUID, arrives_on: date | None, decided: bool, by: Actor) -> None:
    """The desk that protects children says when a child comes, once it was decided with them what is best.

    A day that stands is not moved: its alarm stands with it. Raises NotFound, NotNow, NotValid (the field).
    """
    policy_inbound.check_receives(by)
    with unit(by=by) as u:
        row = _lock(policy_inbound.came_to(by), sheet_id)
        if row.state != rules.EXPECTED:
            raise NotNow(words_inbound.ALREADY[row.state], code=f"already_{row.state}")
        if row.arrives_on is not None:
            raise NotNow(words_inbound.DAY_STANDS, code="day_stands")
        if not rules.sets_day(Desk.objects.get(pk=by.desk_id).services):
            raise NotNow(words_inbound.NO_CHILD_SERVICE, code="no_child_service")
        if not decided:
            raise NotValid(words_inbound.DECIDE_FIRST, code="decided")
        if arrives_on is None or not rules.day_fits(arrives_on, clock.today()):
            raise NotValid(words_inbound.WHICH_DAY, code="arrives_on")
        row.arrives_on = arrives_on
        row.save(update_fields=["arrives_on"])
        _record(u, row, "day_set")


def hear(*, sheet_id: UUID, by: Actor) -> None:
    """The person does not come, and said so to this desk. Whoever was not heard from is still looked for."""
    _end(sheet_id, "hear", "heard", by)


def lapse(*, by: Actor) -> int:
    """Nightly and hourly: what nobody answered in time is kept no longer. Returns how many."""
    if by.kind != "system":
        raise NotPermitted(code="system_only")
    waiting = InboundSheet.objects.filter(state=rules.SENT, sent_at__lte=clock.now() - rules.KEPT)
    ids = sorted(waiting.values_list("pk", flat=True))
    for number in ids:
        with unit(by=by) as u:
            row = InboundSheet.objects.select_for_update(of=("self",)).filter(pk=number, state=rules.SENT).first()
            if row is not None:
                _move(row, "lapse")
                _destroy(row, by)
                _record(u, row, "lapsed")
    _remove(by)
    return len(ids)


def _remove(by: Actor) -> None:
    """What no desk took is no use to anybody after some days; that a desk abroad met somebody is not kept."""
    old = InboundSheet.objects.filter(case__isnull=True, ended_at__lte=clock.now() - rules.REMEMBERED)
    for number in sorted(old.values_list("pk", flat=True)):
        with unit(by=by) as u:
            row = InboundSheet.objects.select_for_update(of=("self",)).filter(pk=number).first()
            if row is not None:
                # Whatever a fault left of the words.
                _destroy(row, by)
                row.delete()
                u.log("inbound.removed", object_type="inbound", object_id=number)


def _end(sheet_id: UUID, verb: str, done: str, by: Actor) -> None:
    policy_inbound.check_receives(by)
    with unit(by=by) as u:
        row = _lock(policy_inbound.came_to(by), sheet_id)
        _move(row, verb)
        _record(u, row, done)


def _already(instance_id: UUID, by: Actor) -> UUID | None:
    with wall.beyond(wall.EVERYTHING):
        kept = InboundSheet.objects.filter(instance_id=instance_id).values_list("pk", "from_desk_id").first()
    if kept is None:
        return None
    if kept[1] != by.desk_id:
        raise NotFound
    return kept[0]


def _receiver(desk_id: str, heard: Heard, by: Actor) -> Desk:
    found = {one.desk.pk: one.desk for one in queries_inbound.receivers(by, heard.age) if not one.why_not}
    if desk_id not in found:
        raise NotValid(_("Choose a desk of the list."), code="to_desk")
    return found[desk_id]


def _refuse(why: str) -> None:
    if not why:
        return
    sentence = words_inbound.AGAINST[why]
    missing = why in ("told", "agreed", "age") or why.endswith("_unasked")
    raise (NotValid if missing else NotNow)(sentence, code=why.removesuffix("_unasked"))


def _check_said(said: Said, arrives_on: date | None, asked: rules.Asked) -> None:
    if said.language not in words_inbound.spoken():
        raise NotValid(_("Choose the language the person understands."), code="language")
    if said.interpreter not in INTERPRETERS:
        raise NotValid(_("Say whether an interpreter is needed."), code="interpreter")
    if said.way not in ("", *WAYS) or said.gender not in ("", *GENDERS) or not set(said.needs) <= set(rules.NEEDS):
        raise NotValid(_("This answer is not one of those offered. Choose again."), code="needs")
    for name, most in (("called", WORD), ("phone", WORD), ("words", LINE), ("place", LINE)):
        if len(getattr(said, name)) > most:
            raise NotValid(_("Say it in a few words."), code=name)
    if said.way in BY_NUMBER and not said.phone.strip():
        raise NotValid(_("Write the number, or choose another way."), code="phone")
    if not rules.travels(asked.age):
        if arrives_on is not None:
            raise NotValid(words_inbound.NO_DAY_YET, code="arrives_on")
        return
    if arrives_on is None or not rules.day_fits(arrives_on, clock.today()):
        raise NotValid(words_inbound.WHICH_DAY, code="arrives_on")


def _words(said: Said) -> dict[str, object]:
    contact = {"way": said.way, "words": said.words.strip()} if said.way else {}
    return {
        "interpreter": said.interpreter,
        "called": said.called.strip(),
        "phone": said.phone.strip() if said.way in BY_NUMBER else "",
        "contact": contact,
        "gender": said.gender,
        "needs": sorted(said.needs),
        "place": said.place.strip(),
    }


def _lock(visible: Q, sheet_id: UUID) -> InboundSheet:
    rows = InboundSheet.objects.select_for_update(of=("self",)).select_related("to_desk__institution")
    # Twice: a colleague took it while this one waited, and the file that shows it now was none when this began to look.
    for _look in range(2):
        if (row := rows.filter(visible, pk=sheet_id).first()) is not None:
            return row
    raise NotFound


def _check_moment(row: InboundSheet, verb: str) -> str:
    state = rules.leads_to(verb, row.state)
    if state is None:
        raise NotNow(words_inbound.ALREADY[row.state], code=f"already_{row.state}")
    return state


def _move(row: InboundSheet, verb: str) -> None:
    row.state = _check_moment(row, verb)
    row.ended_at = None if row.state == rules.EXPECTED else clock.now()
    row.save(update_fields=["state", "ended_at", "decline_reason", "case"])


def _open(u: Unit, row: InboundSheet) -> Case:
    """A person and a file of this desk, from what the person chose to send ahead and from nothing else."""
    gate.check_recipient(sender_id=row.from_desk.institution_id, receiver=row.to_desk.institution)
    with wall.beyond(wall.EVERYTHING):
        sealed = InboundWords.objects.get(sheet=row)
    with Access(u.by, "give_service", action="inbound.opened", about=("inbound", row.pk)) as access:
        access.open(sealed)
        said = dict(sealed.words)
    contact = {key: value for key, value in said["contact"].items() if key in CONTACT_KEYS and value}
    who = Identity(full_name=said["called"], phone=said["phone"], safe_contact=contact, meeting_place=said["place"])
    person_id = people.add(institution_id=u.by.institution_id, identity=who, by=u.by)
    child = not is_known_adult(row.age_group)
    case = Case.objects.create(
        reference=new_reference(),
        person_id=person_id,
        institution_id=u.by.institution_id,
        desk_id=u.by.desk_id,
        opened_by=policy.account_of(u.by),
        opened_on=clock.today(),
        route=states.CHILD if child else states.CONSENT,
        age_group=row.age_group,
        language=row.language,
    )
    grants.hold(u, case)
    exclusions.follow(u, case)
    story = {
        "age_group": row.age_group,
        "language": {"language": row.language, "interpreter": said["interpreter"]},
        **{name: said[name] for name in ("gender", "needs") if said[name]},
    }
    arrival = Arrival(
        person_id=person_id,
        case=case,
        from_desk_id=row.from_desk_id,
        arrived_on=clock.today(),
        first_contact_at=row.sent_at,
    )
    seal(arrival, story=story)
    arrival.save(force_insert=True)
    # The number that the desk abroad, and maybe the person, has: it opens the file here from now on.
    known_as.remember(case, row.reference)
    u.log("case.opened", object_type="case", object_id=case.pk, code="inbound", subjects=[person_id])
    return case


def _destroy(row: InboundSheet, by: Actor) -> None:
    """The words and their key, which no answer outlives."""
    with wall.beyond(wall.EVERYTHING):
        rows = InboundWords.objects.filter(sheet=row)
        for subject in list(rows.values_list("subject_id", flat=True)):
            rows.delete()
            subjects.erase_all(subject, by=by)


def _record(u: Unit, row: InboundSheet, done: str, code: str = "") -> None:
    u.log(f"inbound.{done}", object_type="inbound", object_id=row.pk, code=code)
    if done in events.INBOUND_FOLLOWED:
        u.tell(f"inbound.{done}", sheet=str(row.pk))
