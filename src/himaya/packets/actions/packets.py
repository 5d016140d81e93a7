"""The verbs of a packet that leaves: prepared, looked at by a second person, handed out, asked again, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.adapters import age
from himaya.cases import ledger, queries_consents, rules_consents, rules_inbound
from himaya.cases import policy as cases_policy
from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.ledger import About
from himaya.cases.models import Case, Consent
from himaya.kernel import clock, proof, two_people
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id, new_reference
from himaya.kernel.languages import CODES
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.packets import access, checks, codes, making, policy, rules, states, steps
from himaya.packets.models import Packet

LONGEST, LONGEST_PLACE = 1500, 120
CHANGED = _("What this packet would say changed since you looked. Look through it again; nothing left.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A packet as it is prepared: to whom, which lines, until when, and how the person was asked about this one."""

    receiver: str
    key: str
    parts: Sequence[str]
    reply_by: date | None
    packet_language: str
    # How the person was asked and answered, as the ledger of agreements has it.
    language: str
    interpreter: str
    mode: str
    agrees: bool = False
    assent: str = ""
    guardian: str = ""
    arrival_day: date | None = None
    arrival_place: str = ""
    words: str = ""


def prepare(*, case_id: UUID, wanted: Wanted, instance_id: UUID, by: Actor) -> Packet:
    """Prepare a packet for a partner abroad and write the person's yes to it down. Nothing leaves yet.

    The same form sent again keeps one. Raises NotPermitted, NotFound, NotNow (closed, the gate, an earlier no),
    NotValid (the code names the field).
    """
    policy.check_works(by)
    with access.open_choices(by, case_id) as (_case, choices):
        there = {one.part for one in choices}
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        done = Packet.objects.filter(case=case, instance_id=instance_id).defer("typed").first()
        if done is not None:
            return done
        typed = _typed(wanted)
        parts = _parts(wanted, there | set(typed))
        partner = checks.partner(case, wanted.receiver)
        checks.check_turned(case, parts)
        reply_by = _check(wanted)
        consent = _agreed(case, wanted, parts, by)
        second = checks.second_needed(case, wanted.receiver, wanted.key.strip(), parts)
        row = Packet(
            id=new_id(),
            person_id=case.person_id,
            case=case,
            instance_id=instance_id,
            reference=new_reference(),
            desk_id=by.desk_id,
            receiver=partner.institution,
            consent_id=consent,
            language=wanted.packet_language,
            classes=parts,
            key=wanted.key.strip(),
            number=partner.number,
            second_needed=second,
            prepared_by=cases_policy.account_of(by),
            prepared_at=clock.now(),
            state=states.PREPARED if second else states.READY,
            reply_by=reply_by,
        )
        seal(row, typed={name: said for name, said in typed.items() if name in parts})
        row.save(force_insert=True)
        steps.write(u, row, "prepare", day=row.reply_by)
        u.log("packet.prepared", object_type="case", object_id=case.pk, subjects=[case.person_id])
        steps.told(u, row)
        if second:
            two_people.begun(u, "packet", row.pk)
        return row


def release(*, case_id: UUID, packet_id: UUID, seen: str, by: Actor) -> None:
    """The lead of the desk looked through it, and lets it be handed out: another person than the one who prepared it.

    Raises NotPermitted, NotFound, NotNow (moved on, changed since it was looked at).
    """
    _check_seen(case_id, packet_id, seen, by)
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        steps.check_moment(row, "release")
        policy.check_releases(by, row.prepared_by)
        checks.check_looked(row)
        row.state, row.released_by = states.READY, by.account_id
        row.save(update_fields=["state", "released_by"])
        steps.write(u, row, "release", held={"seen": seen})
        u.log("packet.released", object_type="case", object_id=case_id, subjects=[row.person_id])
        steps.told(u, row)


def hand_out(*, case_id: UUID, packet_id: UUID, seen: str, by: Actor) -> bytes:
    """The file, made at this moment and kept nowhere: signed, and sealed to the partner's key alone.

    A second file of the same packet has another code, and the first one's counts no more. Raises ProofNeeded,
    NotPermitted, NotFound, NotNow (the gate, no agreement, no second look, moved on, changed since it was looked at).
    """
    policy.check_works(by)
    proof.check_recent(by)
    code, (public, private) = codes.new(), age.pair()
    with access.open_packet(by, case_id, packet_id, action="packet.made") as opened:
        _same(opened.seen, seen)
        _same(opened.released or seen, seen)
        said = making.document(opened.row, opened.lines, code=code, reply_key=public, made=clock.today())
        body = making.sealed_file(said, opened.row.key)
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        steps.check_moment(row, "hand_out")
        checks.check_leaves(row)
        checks.check_agreed(row.case, row.receiver_id, row.classes)
        row.state, row.handed, row.handed_at = states.HANDED_OUT, row.handed + 1, clock.now()
        row.code_mark, row.tries = codes.mark_of(row.pk, code), 0
        row.save(update_fields=["state", "handed", "handed_at", "code_mark", "tries"])
        steps.write(u, row, "hand_out", held={"reply_key": private})
        u.log("packet.handed_out", object_type="case", object_id=case_id, subjects=[row.person_id])
        steps.wait_for(u, row)
        steps.told(u, row)
    return body


def ask_again(*, case_id: UUID, packet_id: UUID, reply_by: date | None, by: Actor) -> None:
    """No answer came: the partner is asked again, for another day. The file that they have stays the one.

    Raises NotPermitted, NotFound, NotNow (moved on, the gate, no agreement), NotValid (the day).
    """
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        checks.check_goes(row.case, row.receiver, new=False)
        checks.check_asked_as_child(row)
        checks.check_agreed(row.case, row.receiver_id, row.classes)
        day = _day(reply_by)
        steps.move(u, row, "ask_again", day=day, reply_by=day)
        if row.received_at is not None:
            # They opened it before they fell silent: what is missing is their answer, no code.
            row.state = states.RECEIVED
            row.save(update_fields=["state"])
        u.log("packet.asked_again", object_type="case", object_id=case_id, subjects=[row.person_id])
        steps.wait_for(u, row)
        steps.told(u, row)


def end(*, case_id: UUID, packet_id: UUID, reason: str, by: Actor) -> None:
    """The desk ends it: another partner is asked, or nobody. Raises NotPermitted, NotFound, NotNow, NotValid."""
    if reason not in states.END_REASONS:
        raise NotValid(_("Say why this packet ends."), code="end_reason")
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        steps.move(u, row, "end", code=reason)
        u.log("packet.ended", object_type="case", object_id=case_id, code=reason, subjects=[row.person_id])
        steps.told(u, row)


def take_back(*, case_id: UUID, packet_id: UUID, by: Actor) -> None:
    """The person takes it back, without a reason: nothing more leaves, and the ledger says so. On a closed file too.

    Raises NotPermitted, NotFound, NotNow (taken back already).
    """
    with unit(by=by) as u:
        row = access.lock(by, case_id, packet_id)
        _take_back(u, row)
        lines = queries_consents.lines(row.case_id, About(institution_id=row.receiver_id).columns)
        if rules_consents.taken_back(lines, clock.today()):
            consents.withdraw(consent_id=row.consent_id, by=by)


def follow_withdrawal(*, consent_id: UUID, by: Actor = SYSTEM) -> None:
    """The person took an agreement back elsewhere: every packet to that partner is taken back. For the worker."""
    _check_system(by)
    line = Consent.objects.filter(pk=consent_id, receiver__isnull=False).first()
    if line is None:
        return
    with unit(by=by) as u:
        list(Case.objects.select_for_update().filter(pk=line.case_id).values_list("pk"))
        rows = Packet.objects.select_for_update(of=("self",)).defer("typed")
        # What was prepared on a yes that came after is another matter.
        earlier = rows.filter(case_id=line.case_id, receiver_id=line.receiver_id, consent__number__lt=line.number)
        for row in earlier.exclude(state=states.TAKEN_BACK).order_by("pk"):
            _take_back(u, row)


def fall_silent(*, packet_id: UUID, reply_by: str, by: Actor = SYSTEM) -> None:
    """The day is over and no answer came; unless another day was given meanwhile. For the worker."""
    _check_system(by)
    with unit(by=by) as u:
        row = access.lock_by_system(packet_id)
        if row is None or row.reply_by.isoformat() != reply_by or clock.today() <= row.reply_by:
            return
        if states.leads_to("fall_silent", row.state) is None:
            return
        steps.move(u, row, "fall_silent", day=row.reply_by)
        u.log("packet.fell_silent", object_type="case", object_id=row.case_id, subjects=[row.person_id])
        steps.told(u, row)
        at = steps.morning_of(rules.next_working_day(clock.today()))
        u.tell("packet.silence_lasts", due_at=at, packet=str(row.pk), case=str(row.case_id), reply_by=reply_by)


def _take_back(u: Unit, row: Packet) -> None:
    steps.move(u, row, "take_back")
    u.log("packet.taken_back", object_type="case", object_id=row.case_id, subjects=[row.person_id])
    steps.told(u, row)


def _check_system(by: Actor) -> None:
    if by.kind != "system":
        raise NotPermitted(code="system_only")


def _check_seen(case_id: UUID, packet_id: UUID, seen: str, by: Actor) -> None:
    with access.open_packet(by, case_id, packet_id) as opened:
        _same(opened.seen, seen)


def _same(now: object, seen: str) -> None:
    if now != seen:
        raise NotNow(CHANGED, code="seen")


def _typed(wanted: Wanted) -> dict[str, object]:
    words, place = wanted.words.strip(), wanted.arrival_place.strip()
    if len(words) > LONGEST:
        raise NotValid(_("Say it in a few sentences."), code="words")
    if len(place) > LONGEST_PLACE:
        raise NotValid(_("Name the town only, in a few words."), code="arrival_place")
    if wanted.arrival_day and not rules_inbound.day_fits(wanted.arrival_day, clock.today()):
        raise NotValid(
            _("Choose a day of arrival from today on, within 180 days, or leave it empty."), code="arrival_day"
        )
    day = wanted.arrival_day.isoformat() if wanted.arrival_day else ""
    found: dict[str, object] = {rules.ARRIVAL: {"day": day, "place": place}} if day or place else {}
    return found | ({rules.WORDS: words} if words else {})


def _parts(wanted: Wanted, there: set[str]) -> list[str]:
    if not wanted.parts:
        raise NotValid(_("Tick what the partner needs, line by line, and no more."), code="parts")
    if not set(wanted.parts) <= set(rules.PARTS):
        raise NotValid(_("Choose among what is listed. Nothing else leaves."), code="parts")
    if missing := set(wanted.parts) - there:
        where = {rules.ARRIVAL: "arrival_place", rules.WORDS: "words"}
        code = next((where[one] for one in rules.TYPED if one in missing), "parts")
        raise NotValid(_("A line is ticked of which nothing is known. Write it, or leave it out."), code=code)
    return rules.in_order(wanted.parts)


def _check(wanted: Wanted) -> date:
    checks.check_key(wanted.key.strip())
    reply_by = _day(wanted.reply_by)
    if wanted.packet_language not in CODES:
        raise NotValid(_("Choose the language in which the partner reads first."), code="packet_language")
    if not wanted.agrees:
        raise NotValid(
            _("Read each line to the person, and tick that they agree to this packet. Without their yes none is made."),
            code="agrees",
        )
    return reply_by


def _day(reply_by: date | None) -> date:
    if reply_by is None or not rules.reply_day_fits(reply_by, clock.today()):
        raise NotValid(
            _("Choose the day by which the partner answers: from tomorrow, within 60 days."), code="reply_by"
        )
    return reply_by


def _agreed(case: Case, wanted: Wanted, parts: Sequence[str], by: Actor) -> UUID:
    """The line of the ledger on which this packet rests, and no other one."""
    about = About(institution_id=wanted.receiver)
    until = ledger.check_not_refused(case.pk, about, parts)
    question = Question(
        f"institution:{wanted.receiver}",
        parts,
        wanted.language,
        wanted.interpreter,
        wanted.mode,
        wanted.assent,
        wanted.guardian,
    )
    return consents.give(case_id=case.pk, question=question, until=until, by=by)
