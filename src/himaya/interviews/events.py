"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "interview.opened": _("An interview was opened to be prepared."),
    "interview.telling_noted": _("That a person told already was written down."),
    "interview.interpreter_noted": _("An interpreter was written down for an interview."),
    "interview.prepared": _("The gates before a sitting were answered."),
    "interview.age_doubted": _("The form of an interview said that the person may be a child: the file follows."),
    "interview.postponed": _("An interview was put off."),
    "interview.agreement_noted": _("What a person said to the items of an interview was written down."),
    "interview.agreement_withdrawn": _("A person took back what they had agreed to for an interview."),
    "interview.refused": _("A person did not wish the interview. Nothing else ended by it."),
    "interview.begun": _("A sitting of an interview began."),
    "interview.paused": _("A sitting of an interview was paused."),
    "interview.resumed": _("A sitting of an interview went on."),
    "interview.distress_noted": _("Distress in a sitting was written down as an observation."),
    "interview.sitting_ended": _("A sitting of an interview ended."),
    "interview.draft_kept": _("The form of an interview was kept as it stood."),
    "interview.draft_overwritten": _("The form of an interview was kept over a later one, which stays readable."),
    "interview.unsent_opened": _("Words of an interview that a browser had not sent were opened again."),
    "interview.act_now": _("An interview calls for an act now; the desk that holds the file is told, and not why."),
    "interview.in_danger": _(
        "An interview tells of danger; the desk that holds the file and its lead are told, and not why."
    ),
    "interview.draft_finished": _("The form of an interview was finished and verified."),
    "interview.fact_added": _("A fact of an interview was written down."),
    "interview.fact_amended": _("A fact of an interview was supplemented or corrected."),
    "interview.event_added": _("Something that happened was written down without a date."),
    "interview.note_added": _("A line beside the facts of an interview was written down."),
    "interview.closed": _("An interview was closed."),
    "interview.after_noted": _("What was done after an interview was written down."),
    "interview.read": _("An interview was read."),
    "interview.facts_read": _("The facts of the interviews of a case were read."),
    "interview.draft_read": _("The form of an interview was opened."),
    "interview.printed": _("The record of an interview was made as a paper."),
    "interview.tellings_read": _("What was told before was read."),
}
