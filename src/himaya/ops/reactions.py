"""What follows what: the whole page of consequences. Run from the outbox after the change was committed.

A verb tells only what something follows from; what nothing follows from is in the audit.
"""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from himaya.cases import queries_notices
from himaya.cases.actions import acknowledgements, files, needs, referrals
from himaya.conferences import queries as of_conferences
from himaya.conferences.actions import conferences
from himaya.coordination.actions import minutes, releases
from himaya.determinations import queries as of_decisions
from himaya.determinations import queries_waiting as of_waiting
from himaya.disclosures import queries_exports
from himaya.disclosures.actions import data_requests, exports
from himaya.institutions.actions import notices, qualifications
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.ops import (
    after_care,
    after_contact,
    after_danger,
    after_decisions,
    after_enquiries,
    after_inbound,
    after_invitations,
    after_packets,
    after_returns,
    after_risks,
    after_two_people,
    published,
)
from himaya.plans import giving
from himaya.plans import queries as plans
from himaya.plans import states as plan_states
from himaya.plans.models import Line
from himaya.rights import queries as rights
from himaya.tasks.actions import mailboxes, raising, tasks
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]
Reaction = Callable[[Ids], None]


def remind(ids: Ids) -> None:
    """Half of the time is over: remind the desk, if it still has not answered."""
    referrals.remind(referral_id=UUID(ids["referral"]), target=ids["target"], by=SYSTEM)


def escalate(ids: Ids) -> None:
    """The time is over: put the referral before the leads of the institution that holds it."""
    referrals.escalate(referral_id=UUID(ids["referral"]), target=ids["target"], by=SYSTEM)


def stand_down_others(ids: Ids) -> None:
    """A desk took it whole: where the sender wanted the first who does, the others are no longer needed."""
    needs.stand_down_others(referral_id=UUID(ids["referral"]), by=SYSTEM)


def publish_models(ids: Ids) -> None:
    """Another version is in force: the public page says so."""
    published.models_in_force(by=SYSTEM)


def publish_texts(ids: Ids) -> None:
    """A text was adopted, came on the screens or went off them, a reservation was lifted: the public page says so."""
    published.adopted_texts(by=SYSTEM)


def draft_minutes(ids: Ids) -> None:
    """The table closed: its minutes are drafted from what happened."""
    minutes.draft(table_id=UUID(ids["table"]), by=SYSTEM)


def go_live(ids: Ids) -> None:
    """The first day of a release has come: its forms go on the screens, unless it was moved or abandoned."""
    releases.go_live(release_id=UUID(ids["release"]), effective=ids["effective"], by=SYSTEM)


def delete_file(ids: Ids) -> None:
    """A file was removed, or its person erased: its bytes go too. While a backup is made they wait."""
    files.delete_bytes(blob=UUID(ids["blob"]), by=SYSTEM)


def tell_receiver_of_records(ids: Ids) -> None:
    """Somebody took back that a file of records holds them: an institution that fetched one with them is told."""
    if queries_exports.had_left(UUID(ids["consent"])):
        acknowledgements.owe_institution(consent_id=UUID(ids["consent"]), by=SYSTEM)


def remind_of_answer(ids: Ids) -> None:
    """A person's question is soon, or now, to be answered: remind the officers, if it still is not."""
    data_requests.remind(request_id=UUID(ids["request"]), by=SYSTEM)


def end_export(ids: Ids) -> None:
    """The time of an export is over: unless it was decided meanwhile and has a later one."""
    exports.expire(export_id=UUID(ids["export"]), by=SYSTEM)


def follow_referral(ids: Ids) -> None:
    """A referral came to another state: what it asks of its two desks is a task there, and what it asked is none."""
    raising.follow_referral(referral_id=UUID(ids["referral"]), by=SYSTEM)


def follow_withdrawal(ids: Ids) -> None:
    """An agreement was taken back: the desk that had something tells its colleagues.

    One that had no referral has no task either; its address hears that something waits.
    """
    raising.follow_withdrawal(consent_id=UUID(ids["consent"]), by=SYSTEM)
    for desk_id in queries_notices.desks_to_tell(UUID(ids["consent"])):
        mailboxes.owe(desk_id=desk_id, by=SYSTEM)


def follow_handover(ids: Ids) -> None:
    """A case went to another desk of its institution: so does what waits in it."""
    raising.follow_handover(handover_id=UUID(ids["handover"]), by=SYSTEM)


def remind_of_task(ids: Ids) -> None:
    """The day of a task has come, unless it was moved or the task has ended."""
    tasks.remind(task_id=UUID(ids["task"]), due=ids["due"], by=SYSTEM)


def raise_plan_line(ids: Ids) -> None:
    """A line of a plan is soon due at its desk; unless its day was moved since this was put in line."""
    line = plans.line_due(UUID(ids["line"]), date.fromisoformat(ids["due_on"]))
    if line is not None:
        _line_to_mind(line)


def _line_to_mind(line: Line, to_mind: Callable[..., UUID | None] = raising.raise_for) -> None:
    """At the desk that says how it goes: the one that does it, or the one that holds the file and stands in for it."""
    desk = giving.reminded(line.case, line)
    if desk is not None:
        about = About("plan_line", line.pk, line.case_id)
        to_mind(kind="plan_line", about=about, desk_id=desk, due_on=line.due_on, by=SYSTEM)


def settle_plan_line(ids: Ids) -> None:
    """A desk said what became of its line, or the person does not want it any more: nothing is due there."""
    if ids.get("state") in plan_states.OPEN:
        return
    raising.settle(about=About("plan_line", UUID(ids["line"]), UUID(ids["case"])), by=SYSTEM)


def end_unseen_lines(ids: Ids) -> None:
    """What carried the lines of a desk has ended: what it does not see any more is due where the file is."""
    end_lines_gone(case_id=UUID(ids["case"]))


def end_lines_gone(*, case_id: UUID | None = None) -> None:
    """The same by the clock, for every file: the last day of an agreement tells nobody that it has come."""
    for line in plans.gone(raising.waiting_about("plan_line", case_id=case_id)):
        about = About("plan_line", line.pk, line.case_id)
        raising.settle(about=about, reason="access_ended", by=SYSTEM)
        _line_to_mind(line)


def raise_right_deadline(ids: Ids) -> None:
    """A right soon runs out: the desk that holds the file acts, unless that day does not count any more."""
    step = UUID(ids["step"])
    if (due := rights.still_due(step)) is not None:
        about = About("right", step, UUID(ids["case"]))
        raising.raise_for(kind="right_deadline", about=about, due_on=due, by=SYSTEM)


def settle_right_deadline(ids: Ids) -> None:
    """A right moved on: the day of its step before does not count any more."""
    raising.settle(about=About("right", UUID(ids["step"]), UUID(ids["case"])), by=SYSTEM)


def raise_step_before_interview(ids: Ids) -> None:
    """An interview with a child was prepared: whoever holds the file sees today what it asks of the desk, if anything.

    For each such preparation, and ended only by somebody of the desk: whether it asks anything, only its pages say.
    """
    case = UUID(ids["case"])
    about = About("case", case, case)
    raising.raise_for(kind="before_interview", about=about, due_on=clock.today(), urgent=True, by=SYSTEM)


def tell_invited(ids: Ids) -> None:
    """A desk was invited to a case conference: its mail says that something waits, unless it answered meanwhile."""
    if of_conferences.awaits_answer(UUID(ids["conference"]), ids["desk"]):
        mailboxes.owe(desk_id=ids["desk"], by=SYSTEM)


def raise_conference_action(ids: Ids) -> None:
    """A case conference agreed that a desk does something: it stands among the tasks of that desk, or of the case."""
    action = of_conferences.action_of(UUID(ids["action"]))
    if action is not None:
        about = About("agreed_action", action.pk, UUID(ids["case"]))
        raising.raise_for(kind="agreed_action", about=about, desk_id=action.desk_id, due_on=action.due_on, by=SYSTEM)


def close_tasks(ids: Ids) -> None:
    """A case was closed: nothing is to be done in it any more, but by desks that go on with what they were sent."""
    raising.close_case(case_id=UUID(ids["case"]), by=SYSTEM)


def restore_tasks(ids: Ids) -> None:
    """A case is open again: what waits, is soon due or was agreed to be done there is told of as if never closed."""
    case = UUID(ids["case"])
    raising.reopen_case(case_id=case, by=SYSTEM)
    after_contact.follow_look(ids)
    for step in rights.days_in_mind(case):
        raising.raise_again(kind="right_deadline", about=About("right", step.pk, case), due_on=step.due_on, by=SYSTEM)
    for line in plans.lines_in_mind(case):
        _line_to_mind(line, raising.raise_again)
    for decision in of_decisions.untold(case):
        raising.raise_again(kind="tell_decision", about=About("decision", decision.pk, case), by=SYSTEM)
    for decision in of_waiting.reviews_in_mind(case):
        about = About("decision", decision.pk, case)
        raising.raise_again(kind="review_day", about=about, due_on=decision.review_on, by=SYSTEM)
    for note in of_waiting.notes_of(case):
        after_decisions.follow_note({"note": str(note)})
    for period in of_decisions.periods_in_mind(case):
        about = About("period", period.pk, case)
        raising.raise_again(kind="period_ends", about=about, due_on=period.last_on, by=SYSTEM)
    for action in of_conferences.actions_of_case(case):
        about = About("agreed_action", action.pk, case)
        raising.raise_again(kind="agreed_action", about=about, desk_id=action.desk_id, due_on=action.due_on, by=SYSTEM)
    after_risks.restore(case)
    after_enquiries.restore(case)


def warn_of_end(ids: Ids) -> None:
    """A qualification soon runs out: its holder is told, unless it was ended or a later one follows."""
    qualifications.warn(qualification_id=UUID(ids["qualification"]), by=SYSTEM)


def publish_key(ids: Ids) -> None:
    """A letter was made: the public page has the key by which anybody verifies it."""
    published.key_of_letters(by=SYSTEM)


def tell_officers(kind: str) -> Reaction:
    """Something in the readings needs eyes: tell the data protection officers who watch over that institution."""

    def tell(ids: Ids) -> None:
        notices.tell_officers(event_id=int(ids["event"]), kind=kind, by=SYSTEM)

    return tell


def cancel_conferences(ids: Ids) -> None:
    """The file was closed: a case conference that was only called does not take place."""
    conferences.cancel_with_file(case_id=UUID(ids["case"]), by=SYSTEM)


REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "referral.reminder_due": (remind,),
    "referral.overdue": (escalate,),
    "file.emptied": (delete_file,),
    "data_request.due": (remind_of_answer,),
    "export.over": (end_export,),
    "version.put_in_force": (publish_models, publish_texts),
    "version.adopted": (publish_models, publish_texts),
    "version.taken_out": (publish_models, publish_texts),
    "release.due": (go_live,),
    "invitation.mail_due": (after_invitations.mail,),
    "invitation.reminder_due": (after_invitations.remind,),
    "table.closed": (draft_minutes,),
    "budget.spent": (tell_officers("budget_spent"),),
    "decoy.read": (tell_officers("decoy_read"),),
    "qualification.confirmed": (warn_of_end,),
    "enquiry.asked": (after_enquiries.compare,),
    "enquiry.withdrawn": (after_enquiries.forget,),
    "enquiry.in_touch": (after_enquiries.settle, after_enquiries.tell_asker),
    "enquiry.closed": (after_enquiries.settle,),
    "conference.invited": (tell_invited,),
    "conference.action_given": (raise_conference_action,),
    "attestation.issued": (publish_key,),
    "interview.step_due": (raise_step_before_interview,),
    # Told by a program of before, and not followed yet when this one began.
    "interview.circuit_due": (raise_step_before_interview,),
    "edition.adopted": (publish_texts,),
    "release.live": (publish_texts,),
    "suspension.confirmed": (publish_texts,),
    "suspension.lifted": (publish_texts,),
    "reservation.lifted": (publish_texts,),
    "consent.withdrawn": (
        follow_withdrawal,
        tell_receiver_of_records,
        end_unseen_lines,
        after_decisions.end_request_without_agreement,
        after_decisions.end_counsel_without_agreement,
        after_packets.take_back,
    ),
    "decision_request.drafted": (
        after_decisions.follow_request,
        after_decisions.follow_review,
        after_decisions.follow_recovery,
    ),
    "decision_request.advised": (
        after_decisions.follow_request,
        after_decisions.follow_review,
        after_decisions.follow_recovery,
    ),
    "decision_request.withdrawn": (
        after_decisions.follow_request,
        after_decisions.follow_review,
        after_decisions.follow_recovery,
    ),
    "decision_counsel.named": (after_decisions.follow_request, after_decisions.follow_counsel),
    "decision_counsel.ended": (after_decisions.follow_request, after_decisions.follow_counsel),
    "decision_request.sent": (after_decisions.tell_body, after_decisions.follow_review),
    "decision_note.drafted": (after_decisions.follow_note,),
    "decision_note.advised": (after_decisions.follow_note,),
    "decision_note.given": (after_decisions.follow_note,),
    "naming.confirmed": (after_decisions.end_requests_of_nobody,),
    "naming.ended": (after_decisions.end_requests_of_nobody,),
    "determination.recorded": (after_decisions.raise_decision_to_tell, after_decisions.settle_recovery),
    "determination.told": (after_decisions.settle_decision_told,),
    "determination.review_due": (after_decisions.raise_review_day,),
    "period.started": (after_decisions.follow_period,),
    "period.ending": (after_decisions.raise_period_end,),
    "period.extended": (after_decisions.settle_period_end, after_decisions.follow_period),
    "period.over": (after_decisions.follow_period,),
    "risk_assessment.finished": (after_risks.follow_assessment, after_returns.settle_alone),
    "risk_assessment.grown": (after_risks.tell_growing,),
    "risk_assessment.nearer": (after_risks.follow_clock, after_risks.tell_growing),
    "risk_event.noted": (after_risks.follow_clock,),
    "risk_event.ended": (after_risks.follow_clock,),
    "risk_measure.planned": (after_risks.follow_measure,),
    "risk_measure.moved": (after_risks.follow_measure,),
    "risk_measure.done": (after_risks.follow_measure,),
    "risk_measure.dropped": (after_risks.follow_measure,),
    "task.due": (remind_of_task,),
    "two_people.begun": (after_two_people.mail_the_second,),
    "packet.moved": (after_packets.follow,),
    "packet.reply_due": (after_packets.fall_silent,),
    "packet.silence_lasts": (after_packets.tell_lead,),
    "interview.act_now": (after_contact.follow_act_now("interview.act_now"),),
    "interview.in_danger": (after_danger.follow("interview.in_danger"),),
    "first_days.in_danger": (after_danger.follow("first_days.in_danger"),),
    "risk_assessment.act_now": (after_contact.follow_act_now("risk_assessment.act_now"),),
    "crisis_round.look_owed": (after_contact.follow_look,),
    "health_offer.said": (after_contact.follow_offer,),
    "inbound.sent": (after_inbound.tell_desk,),
    "inbound.accepted": (after_inbound.await_arrival,),
    "inbound.alarm": (after_inbound.alarm,),
    "inbound.lead_alarm": (after_inbound.alarm_lead,),
    "inbound.day_set": (after_inbound.await_arrival,),
    "inbound.taken_back": (after_inbound.ask_person,),
    "inbound.met": (after_inbound.settle,),
    "inbound.heard": (after_inbound.settle,),
    "return.review_moved": (after_returns.follow_review,),
    "return.arrival_due": (after_returns.follow_arrival,),
    "return.arrival_said": (after_returns.follow_arrival,),
    "return.follow_due": (after_returns.follow_months,),
    "return.went_alone": (after_returns.follow_alone,),
    "return.in_danger": (after_returns.follow_danger,),
    "safety_plan.made": (after_returns.settle_alone,),
    "plan_line.due": (raise_plan_line,),
    "plan_line.reported": (settle_plan_line,),
    "right.deadline_due": (raise_right_deadline,),
    "right.moved": (settle_right_deadline,),
    "case.closed": (close_tasks, cancel_conferences, after_decisions.end_request_with_file, after_care.follow_reviews),
    "case.reopened": (
        restore_tasks,
        after_care.follow_reviews,
        after_packets.restore,
        after_inbound.restore,
        *after_returns.FROM_A_DAY_ON,
    ),
    "care_step.added": (after_care.follow_reviews,),
    "care_step.act_now": (after_care.follow_act_now,),
    "care_step.review_due": (after_care.follow_reviews,),
    "referral.sent": (follow_referral,),
    "referral.accepted": (follow_referral, stand_down_others),
    "referral.accepted_in_part": (follow_referral,),
    "referral.asked": (follow_referral,),
    "referral.answered": (follow_referral,),
    "referral.redirected": (follow_referral,),
    "referral.declined": (follow_referral,),
    "referral.no_service": (follow_referral,),
    "referral.reported_back": (follow_referral,),
    "referral.withdrawn": (follow_referral,),
    "referral.stood_down": (follow_referral,),
    "handover.accepted": (follow_handover, after_returns.follow_handover),
    "plan_line.refused": (settle_plan_line,),
}
