"""What follows what: the whole page of consequences. Run from the outbox after the change was committed.

An event with an empty tuple is told because somebody may one day need to hear it; nothing follows from it today.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from himaya.cases.actions import files, referrals
from himaya.conferences.actions import conferences
from himaya.coordination.actions import invitations, minutes, releases
from himaya.disclosures.actions import data_requests, exports
from himaya.institutions.actions import notices
from himaya.kernel.actor import SYSTEM
from himaya.ops import published

Ids = Mapping[str, str]
Reaction = Callable[[Ids], None]


def remind(ids: Ids) -> None:
    """Half of the time is over: remind the desk, if it still has not answered."""
    referrals.remind(referral_id=UUID(ids["referral"]), target=ids["target"], by=SYSTEM)


def escalate(ids: Ids) -> None:
    """The time is over: put the referral before the leads of the institution that holds it."""
    referrals.escalate(referral_id=UUID(ids["referral"]), target=ids["target"], by=SYSTEM)


def publish_models(ids: Ids) -> None:
    """Another version is in force: the public page says so."""
    published.models_in_force(by=SYSTEM)


def publish_texts(ids: Ids) -> None:
    """A text was adopted, came on the screens or went off them, a reservation was lifted: the public page says so."""
    published.adopted_texts(by=SYSTEM)


def mail_invitation(ids: Ids) -> None:
    """An invitation, its change or its end is to reach a calendar: put the mail in line. Sending is not done here."""
    invitations.mail(
        invitation_id=UUID(ids["invitation"]), kind=ids["kind"], sequence=ids.get("sequence", ""), by=SYSTEM
    )


def remind_of_invitation(ids: Ids) -> None:
    """The answer is soon due: remind the institution, if it still has not answered."""
    invitations.remind(invitation_id=UUID(ids["invitation"]), sequence=ids.get("sequence", ""), by=SYSTEM)


def draft_minutes(ids: Ids) -> None:
    """The table closed: its minutes are drafted from what happened."""
    minutes.draft(table_id=UUID(ids["table"]), by=SYSTEM)


def go_live(ids: Ids) -> None:
    """The first day of a release has come: its forms go on the screens, unless it was moved or abandoned."""
    releases.go_live(release_id=UUID(ids["release"]), effective=ids["effective"], by=SYSTEM)


def delete_file(ids: Ids) -> None:
    """A file was removed, or its person erased: its bytes go too. While a backup is made they wait."""
    files.delete_bytes(blob=UUID(ids["blob"]), by=SYSTEM)


def remind_of_answer(ids: Ids) -> None:
    """A person's question is soon, or now, to be answered: remind the officers, if it still is not."""
    data_requests.remind(request_id=UUID(ids["request"]), by=SYSTEM)


def end_export(ids: Ids) -> None:
    """The time of an export is over: unless it was decided meanwhile and has a later one."""
    exports.expire(export_id=UUID(ids["export"]), by=SYSTEM)


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
    "invitation.mail_due": (mail_invitation,),
    "invitation.reminder_due": (remind_of_invitation,),
    "table.closed": (draft_minutes,),
    "budget.spent": (tell_officers("budget_spent"),),
    "decoy.read": (tell_officers("decoy_read"),),
    "assessment.added": (),
    "conference.invited": (),
    "conference.action_given": (),
    "edition.adopted": (publish_texts,),
    "release.live": (publish_texts,),
    "release.pilot_begun": (),
    "suspension.confirmed": (publish_texts,),
    "suspension.lifted": (publish_texts,),
    "reservation.lifted": (publish_texts,),
    "harm.reported": (),
    "case.closed": (cancel_conferences,),
    "case.reopened": (),
    "emergency.begun": (),
    "emergency.reviewed": (),
    "consent.withdrawn": (),
    "referral.sent": (),
    "referral.accepted": (),
    "referral.accepted_in_part": (),
    "referral.asked": (),
    "referral.answered": (),
    "referral.redirected": (),
    "referral.declined": (),
    "referral.no_service": (),
    "referral.reported_back": (),
    "referral.withdrawn": (),
    "referral.reminded": (),
    "referral.escalated": (),
}
