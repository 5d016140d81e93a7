"""The verbs of a referral. Each locks the row inside, so that of two people exactly one acts and the other is told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import (
    access,
    clocks,
    knowing,
    ledger,
    link_ends,
    policy,
    queries_consents,
    rules_consents,
    sending,
    states,
    tallies,
    words,
)
from himaya.cases.actions import acknowledgements, arriving, grants
from himaya.cases.ledger import About
from himaya.cases.models import Case, Consent, Referral, ReferralStep
from himaya.cases.sending import Basis, Need, Wish
from himaya.institutions import catalogue, queries
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit

LONGEST = 1000
TALKS = frozenset({"ask", "answer"})
TAKES = frozenset({"accept", "accept_in_part"})
NEEDS_AGREEMENT = frozenset({"accept", "accept_in_part", "answer"})


def send(
    *,
    case_id: UUID,
    wish: Wish,
    basis: str,
    language: str,
    interpreter: str,
    told_first: bool,
    by: Actor,
    not_told_reason: str = "",
    guardian_implicated: str = "",
    agreed_at: datetime | None = None,
    follows: UUID | None = None,
    need: Need | None = None,
) -> UUID:
    """Send one more referral of an open case; returns its id.

    `agreed_at` is when the person was asked: an agreement taken back since then stops the sending. `follows` names
    the referral that this one takes up after another desk was proposed; `need` binds it to others of one need. Raises
    NotNow, NotValid, NotFound.
    """
    policy.check_hand_over(by)
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        grounds = Basis(basis, language, interpreter, told_first, not_told_reason)
        _check_still_agreed(case, basis, agreed_at)
        earlier = _followed(by, case, follows) if follows is not None else None
        known, latest = knowing.known(u, case, language=language, interpreter=interpreter, guardian=guardian_implicated)
        sending.check_basis(grounds, guardian_implicated=known.details.get("guardian_flag", ""))
        sent = sending.make(
            u, case=case, wish=wish, basis=grounds, known=known, screening=latest, follows=earlier, need=need
        )
        tallies.add(*sent.counts)
        return sent.referral_id


def accept(*, referral_id: UUID, by: Actor, note: str = "") -> None:
    """The desk takes the referral; a report is owed by a day. `note` is one short sealed text to the sender.

    Child protection that takes a child by their circuit holds a case from then on (`arriving.follow`).
    """
    _move("accept", referral_id, by=by, texts=_noted(note))


def accept_in_part(*, referral_id: UUID, services_taken: Sequence[str], by: Actor, note: str = "") -> None:
    """The desk takes part of what was asked: the services it names, each one of its own."""
    taken = sorted(set(services_taken))
    if not taken or not set(taken) <= set(catalogue.services()):
        raise NotValid(_("Say which services this desk takes on."), code="no_service_taken")
    _move("accept_in_part", referral_id, by=by, texts=_noted(note), services_taken=taken)


def ask(*, referral_id: UUID, question: str, by: Actor) -> None:
    """Ask the sending desk. The clock stops until the answer."""
    _move("ask", referral_id, by=by, texts={"question": _text(question), "answer": None})


def answer(*, referral_id: UUID, text: str, by: Actor) -> None:
    """Answer the question. The clock of the receiving desk starts again."""
    _move("answer", referral_id, by=by, texts={"answer": _text(text)})


def redirect(*, referral_id: UUID, to_desk_id: str, by: Actor, reason: str = "") -> None:
    """Propose a better desk. Nothing goes there: the sender asks the person again and sends anew."""
    if reason:
        _check_reason(reason, "redirect")
    proposed = queries.standing_desks().filter(pk=to_desk_id).first()
    if proposed is None or to_desk_id == by.desk_id:
        raise NotValid(_("Propose a desk of another team."), code="desk_unknown")
    _move("redirect", referral_id, by=by, proposed_desk=proposed, reason=reason)


def decline(*, referral_id: UUID, reason: str, by: Actor, note: str = "") -> None:
    """Decline with a coded reason. A reason is about the service, never about the person."""
    _check_reason(reason, "decline")
    _move("decline", referral_id, by=by, texts=_noted(note), reason=reason)


def no_service(*, referral_id: UUID, by: Actor, reason: str = "", note: str = "") -> None:
    """Say that nobody offers this service: the gap is counted, and that is why it is a verb of its own."""
    if reason:
        _check_reason(reason, "no_service")
    _move("no_service", referral_id, by=by, texts=_noted(note), reason=reason)


def report_back(
    *, referral_id: UUID, delivered: str, on: date | None, next_action: str, by: Actor, note: str = ""
) -> None:
    """Tell the sender what became of it: given or not, when, and what comes next."""
    if delivered not in states.DELIVERED or next_action not in states.NEXT_ACTIONS:
        raise NotValid(_("Say whether the service was given, and what comes next."), code="report_incomplete")
    if delivered != "no" and (on is None or on > clock.today()):
        raise NotValid(_("Say on which day the service was given."), code="report_day")
    said = {"delivered": delivered, "delivered_on": on, "next_action": next_action}
    _move("report_back", referral_id, by=by, texts=_noted(note), **said)


def withdraw(*, referral_id: UUID, by: Actor) -> None:
    """The person takes the agreement back: nothing more flows, and what was shared can no longer be read."""
    _move("withdraw", referral_id, by=by)


def stand_down(*, referral_id: UUID, by: Actor) -> None:
    """The sender no longer needs it: the desk is told, and what was shared can no longer be read."""
    _move("stand_down", referral_id, by=by)


def remind(*, referral_id: UUID, by: Actor = SYSTEM, target: str = "") -> None:
    """Remind the receiving desk, once, while it has not answered. `target` skips a clock that was started anew."""
    with unit(by=by) as u:
        row = access.lock_referral(by, referral_id)
        if _waits(row, target) and row.reminded_at is None:
            row.reminded_at = clock.now()
            row.save(update_fields=["reminded_at"])
            sending.record(u, row, "remind")


def escalate(*, referral_id: UUID, by: Actor = SYSTEM, target: str = "") -> None:
    """Put an unanswered referral before the leads of the institution that holds it. Nobody more may read it."""
    with unit(by=by) as u:
        row = access.lock_referral(by, referral_id)
        if _waits(row, target) and row.escalated_at is None:
            row.escalated_at = clock.now()
            row.save(update_fields=["escalated_at"])
            sending.record(u, row, "escalate")
            tallies.add(tallies.Count(tallies.UNANSWERED, desk_id=row.to_desk_id, region=row.region))


def _waits(row: Referral, target: str) -> bool:
    return row.state in states.WAITING and (not target or sending.clock_mark(row) == target)


def _move(
    verb: str, referral_id: UUID, *, by: Actor, texts: dict[str, str | None] | None = None, **changes: Any
) -> None:
    """One step of a referral: locked, checked, changed, recorded, counted; then nothing, or all of it."""
    with unit(by=by) as u:
        # What an access rests on ends with the case held, as an access is given: else each misses what the other does.
        # And of two desks asked for one need, one takes it first.
        held = verb in TAKES or states.TRANSITIONS[verb][1] not in states.READABLE
        row = access.lock_referral(by, referral_id, case_first=held)
        policy.check_verb(by, row, verb)
        if verb in TALKS and access.is_closed(row.case_id):
            raise NotNow(
                _("The file of this referral was closed: nothing more is asked or told. All else can still be done."),
                code="case_closed",
            )
        after = states.leads_to(verb, row.state)
        if after is None:
            raise NotNow(words.already(row.state, _last_desk(row)), code=f"already_{row.state}")
        first_answer = row.answered_at is None and after in states.ANSWERED
        row.state = after
        for name, value in changes.items():
            setattr(row, name, value)
        if first_answer:
            row.answered_at = clock.now()
        _consequences(u, row, verb)
        if texts is not None:
            _reseal(row, texts, by)
        row.save()
        sending.record(u, row, verb, code=changes.get("reason", "") or changes.get("delivered", ""))
        if verb in TAKES:
            arriving.follow(u, row)
        grants.follow(u, row)
        link_ends.follow(u, row)
        tallies.add(*_counts(row, verb, first_answer))


def _consequences(u: Unit, row: Referral, verb: str) -> None:
    if verb in TAKES:
        _check_first(row)
        row.report_due_on = clocks.report_due(row.urgency, clock.today())
    if verb == "accept_in_part" and not set(row.services_taken) <= set(row.to_desk.services):
        raise NotValid(_("Name only services that this desk gives."), code="not_our_service")
    if verb == "answer":
        service = catalogue.services()[row.service]
        start = clock.now().astimezone(clock.here())
        row.target_at = clocks.answer_due(service, row.urgency, hours=row.to_desk.hours, start=start)
        row.reminded_at = row.escalated_at = None
        sending.start_clock(u, row)
    if verb in NEEDS_AGREEMENT:
        _check_agreed(row)
    if verb == "withdraw":
        _forget(u, row)
    if verb == "stand_down":
        # What nobody may read is not kept; the agreement itself stays: it was not taken back.
        seal(row)


def _check_first(row: Referral) -> None:
    """Where the first who takes it has it, the next is thanked, and not told who was first. The case is held."""
    if not row.first_only:
        return
    with wall.beyond(wall.EVERYTHING):
        taken = Referral.objects.filter(group=row.group, state__in=states.IN_PART_OR_WHOLE).exclude(pk=row.pk)
        gone = any(not one.services_taken for one in taken.only("services_taken"))
    if gone:
        raise NotNow(
            _("Another desk took this on a moment ago, so it is no longer needed here. Thank you for answering."),
            code="taken_elsewhere",
        )


def _check_agreed(row: Referral) -> None:
    """Nothing more is told, and nobody takes on, what the person does not agree to any more."""
    if set(access.shared_now(row)) != set(row.consent.data_classes):
        raise NotNow(
            _(
                "The person’s agreement to this referral is over. The desk that sent it asks them again and writes the "
                "answer down under “Agreements”; then this goes on."
            ),
            code="agreement_over",
        )


def _forget(u: Unit, row: Referral) -> None:
    """The packet leaves the row itself: what nobody may read is not kept."""
    if row.consent.basis != states.CONSENT:
        raise NotNow(
            _("This was not sent on the person’s agreement, so it cannot be withdrawn. Ask your legal counsel."),
            code="not_on_consent",
        )
    about = About(desk_id=row.to_desk_id)
    others = (one for one in queries_consents.standing_referrals(row.case_id, row.to_desk_id) if one.pk != row.pk)
    needed = {name for one in others for name in one.consent.data_classes}
    lines = queries_consents.lines(row.case_id, about.columns)
    back = rules_consents.taken_back(lines, clock.today(), still_needed=needed)
    # Where all of it was withdrawn at once, that line stands already.
    if back or rules_consents.in_force(lines, clock.today()):
        ledger.write(
            u,
            case_id=row.case_id,
            person_id=row.person_id,
            word=rules_consents.WITHDRAWN,
            about=about,
            classes=back,
        )
    acknowledgements.owe(u, row)
    seal(row)


def _counts(row: Referral, verb: str, first_answer: bool) -> list[tallies.Count]:
    counts = []
    if first_answer and row.answered_at is not None:
        waited = clocks.bucket(row.sent_at, row.answered_at)
        counts.append(tallies.Count(tallies.ANSWERED, desk_id=row.to_desk_id, answer=waited))
        if verb in TAKES:
            counts.append(tallies.Count(tallies.ACCEPTED, desk_id=row.to_desk_id))
    if verb == "no_service":
        counts.append(tallies.Count(tallies.NO_SERVICE, desk_id=row.to_desk_id, region=row.region, answer=row.service))
    if verb == "report_back":
        counts.append(tallies.Count(tallies.REPORTED, desk_id=row.to_desk_id, answer=row.delivered))
    return counts


def _reseal(row: Referral, texts: dict[str, str | None], by: Actor) -> None:
    """Change one sealed text and keep the others: they are opened inside the unit and released to nobody."""
    kept = ("packet_identity", "packet_story", "question", "answer", "note")
    with Access(by, "answer_referral", action="referral.prepared") as reader:
        reader.open(row)
        words_now = {name: getattr(row, name) for name in kept}
    seal(row, **{**words_now, **texts})


def _last_desk(row: Referral) -> Desk:
    last = ReferralStep.objects.filter(referral=row).exclude(action__in=("reminded", "escalated"))
    step = last.select_related("desk").order_by("-at", "-id").first()
    return step.desk if step is not None else row.to_desk


def _check_reason(reason: str, verb: str) -> None:
    row = catalogue.reasons().get(reason)
    if row is None or verb not in row.verbs:
        raise NotValid(_("Choose a reason of the list."), code="reason_unknown")


def _noted(note: str) -> dict[str, str | None] | None:
    return {"note": _text(note)} if note.strip() else None


def _text(words_typed: str) -> str:
    text = words_typed.strip()
    if not text or len(text) > LONGEST:
        raise NotValid(_("Write one short question or answer; no story, no name."), code="text_length")
    return text


def _check_still_agreed(case: Case, basis: str, agreed_at: datetime | None) -> None:
    if case.state != "open":
        raise NotNow(_("This file is closed. Open it again first, on its page “Closing”."), code="case_closed")
    noes = Consent.objects.filter(case=case, word__in=(rules_consents.REFUSED, rules_consents.WITHDRAWN))
    if basis != states.CONSENT or (last_no := noes.aggregate(at=Max("at"))["at"]) is None:
        return
    if agreed_at is None or agreed_at <= last_no:
        raise NotNow(
            _(
                "The person has withdrawn their agreement since this form was opened. Nothing was sent. "
                "Ask them again, then fill the form anew."
            ),
            code="consent_withdrawn",
        )


def _followed(by: Actor, case: Case, referral_id: UUID) -> Referral:
    earlier = access.lock_referral(by, referral_id)
    if earlier.case_id != case.pk:
        raise NotValid(_("This referral belongs to another file."), code="follows_another_case")
    in_part = earlier.state in states.IN_PART and earlier.services_taken and not earlier.rest
    if earlier.state not in (states.REDIRECTED, states.DECLINED, states.NO_SERVICE) and not in_part:
        raise NotNow(words.already(earlier.state, _last_desk(earlier)), code="nothing_to_follow")
    taken = Referral.objects.filter(follows=earlier).select_related("to_desk").defer(*access.SEALED_OF_REFERRAL)
    if (successor := taken.first()) is not None:
        raise NotNow(_already_followed(successor), code="already_followed")
    return earlier


def _already_followed(successor: Referral) -> str:
    return str(_("This has already been sent on, to %(desk)s. Nothing else was sent.")) % {
        "desk": successor.to_desk.name
    }
