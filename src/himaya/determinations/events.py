"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "naming.proposed": _("Who decides, or how long, was entered and waits for a second person."),
    "naming.confirmed": _("A second person confirmed who decides, or how long."),
    "naming.refused": _("What was entered about who decides was refused or taken back."),
    "naming.end_asked": _("The end of an entry about who decides was asked for and waits for a second person."),
    "naming.kept": _("An entry about who decides stays: its end was rejected or withdrawn."),
    "naming.ended": _("An entry about who decides no longer holds."),
    "decision_request.drafted": _("A request for a decision waits for the word of legal counsel."),
    "decision_request.advised": _("Legal counsel said whether a request for a decision is sent."),
    "decision_counsel.named": _("Legal counsel of another desk was named to read a request for a decision."),
    "decision_counsel.ended": _("Legal counsel of another desk reads a request for a decision no longer."),
    "decision_request.advice_read": _("Legal counsel of another desk read the sheet on which their word is asked."),
    "decision_request.sent": _("A named body was asked for a decision about a person."),
    "decision_request.withdrawn": _("A request for a decision was taken back."),
    "decision_request.read": _("A named body read the sheet on which it decides."),
    "determination.recorded": _("The decision of a named body about a person was written down."),
    "determination.told": _("A person was told what was decided."),
    "determination.read": _("What was decided about a person was read by the desk that holds the case."),
    "period.started": _("The recovery and reflection period of a person began."),
    "period.extended": _("The recovery and reflection period of a person was made longer."),
    "decision_note.drafted": _("A note on acts done under threat was drafted with a person."),
    "decision_note.advised": _("Legal counsel said whether a note on acts done under threat is made."),
    "decision_note.given": _("To whom a note on acts done under threat was given was written down."),
    "decision_note.printed": _("A note on acts done under threat was made as a paper."),
}
