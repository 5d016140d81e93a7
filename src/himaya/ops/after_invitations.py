"""What follows an invitation to a round table: a mail for a calendar, and a reminder before an answer is due."""

from collections.abc import Mapping
from uuid import UUID

from himaya.coordination.actions import invitations
from himaya.kernel.actor import SYSTEM

Ids = Mapping[str, str]


def mail(ids: Ids) -> None:
    """An invitation, its change or its end is to reach a calendar: put the mail in line. Sending is not done here."""
    invitations.mail(
        invitation_id=UUID(ids["invitation"]), kind=ids["kind"], sequence=ids.get("sequence", ""), by=SYSTEM
    )


def remind(ids: Ids) -> None:
    """The answer is soon due: remind the institution, if it still has not answered."""
    invitations.remind(invitation_id=UUID(ids["invitation"]), sequence=ids.get("sequence", ""), by=SYSTEM)
