"""A register at hand: who keeps it at the labour inspectorate, and what is written in it."""

from datetime import date
from typing import Any
from uuid import UUID

from himaya.institutions import catalogue
from himaya.kernel import clock
from himaya.legal import states
from himaya.legal.actions import entries
from himaya.legal.actions.entries import Said
from himaya.legal.models import RegisterEntry
from tests import cast

OFFICER = cast.actor("labour-keeper", "labour-north", "data_protection_officer")
SECOND = cast.actor("labour-second", "labour-south", "validating_authority")
ELSEWHERE = cast.actor("shelter-keeper", "shelter", "data_protection_officer")


def said(part: str = states.CONTROLLER, **changes: Any) -> Said:
    """Something fit for a part of the register."""
    fitting: dict[str, dict[str, Any]] = {
        states.CONTROLLER: {"text": "The inspectorate, its director"},
        states.AUTHORISATION: {"text": "Files of referral", "number": "A-1/2026", "dated": date(2026, 3, 2)},
        states.BASIS: {"text": "Agreement of the person", "about": "give_service"},
        states.RECIPIENT: {"text": "Protocol of 2026", "about": "daw"},
        states.EXPORTS: {"text": "Handing over of files, decided on 2 March"},
    }
    return Said(**{"part": part, **fitting[part], **changes})


def confirmed(part: str = states.CONTROLLER, **changes: Any) -> UUID:
    """An entry that one wrote and another confirmed."""
    entry_id = entries.propose(said=said(part, **changes), by=OFFICER)
    entries.confirm(entry_id=entry_id, by=SECOND)
    return entry_id


def complete(institution_id: str = "labour", *, recipients: tuple[str, ...] = ("daw",)) -> None:
    """The whole register of an institution, in one write."""
    abouts = [(states.CONTROLLER, ""), (states.AUTHORISATION, "")]
    abouts += [(states.BASIS, purpose) for purpose in catalogue.purposes()]
    abouts += [(states.RECIPIENT, receiver) for receiver in recipients]
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            institution_id=institution_id,
            part=part,
            about=about,
            text="as written",
            number="A-1" if part == states.AUTHORISATION else "",
            dated=clock.today() if part == states.AUTHORISATION else None,
            state=states.IN_FORCE,
            proposed_by=OFFICER.account_id,
            proposed_on=clock.today(),
            decided_by=SECOND.account_id,
            decided_on=clock.today(),
        )
        for part, about in abouts
    )
