"""What the codes of consultations, comments and amendments are called, and sentences that several verbs share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import rules_amending, rules_amendments, states

Words = dict[str, Promise]

CONSULTATION_STATES: Words = {
    states.CONSULTATION_OPEN: pgettext_lazy("consultation", "open"),
    states.CONSULTATION_CLOSED: pgettext_lazy("consultation", "closed"),
}
STANCES: Words = {
    states.SILENT_STANCE: pgettext_lazy("stance", "silent"),
    states.NO_COMMENT: pgettext_lazy("stance", "no comment"),
    states.COMMENTS: pgettext_lazy("stance", "has comments"),
    states.OBJECTION: pgettext_lazy("stance", "objects"),
}
STANCE_TONES = {
    states.SILENT_STANCE: "",
    states.NO_COMMENT: "ok",
    states.COMMENTS: "calm",
    states.OBJECTION: "late",
}
# Beside the button: what the institution says of the whole text.
SAY: Words = {
    states.NO_COMMENT: _("We have no comment: the text can go on as it is"),
    states.COMMENTS: _("We have comments or amendments: they stand beside the clauses"),
    states.OBJECTION: _("We object to this text, for the reason below"),
}
COMMENT_STATES: Words = {
    states.COMMENT_OPEN: pgettext_lazy("comment", "not answered yet"),
    states.COMMENT_ANSWERED: pgettext_lazy("comment", "answered"),
    states.COMMENT_WITHDRAWN: pgettext_lazy("comment", "withdrawn"),
}
COMMENT_TONES = {states.COMMENT_OPEN: "wait", states.COMMENT_ANSWERED: "ok"}
VISIBILITIES: Words = {
    states.FOR_ALL: _("All institutions at the table read it"),
    states.FOR_SECRETARIAT: _("Only the secretariat and our institution read it"),
}
OPS: Words = {
    states.REPLACE: pgettext_lazy("amendment", "reword"),
    states.INSERT: pgettext_lazy("amendment", "add after it"),
    states.DELETE: pgettext_lazy("amendment", "delete"),
    states.MOVE: pgettext_lazy("amendment", "move"),
}
AMENDMENT_STATES: Words = {
    states.SUBMITTED: pgettext_lazy("amendment", "submitted"),
    states.PROPOSED: pgettext_lazy("amendment", "with a proposal"),
    states.ACCEPTED: pgettext_lazy("amendment", "accepted"),
    states.ACCEPTED_MODIFIED: pgettext_lazy("amendment", "accepted, modified"),
    states.AMENDMENT_REJECTED: pgettext_lazy("amendment", "not accepted"),
    states.AMENDMENT_WITHDRAWN: pgettext_lazy("amendment", "withdrawn"),
    states.CARRIED_OVER: pgettext_lazy("amendment", "carried over"),
}
AMENDMENT_TONES = {
    states.SUBMITTED: "wait",
    states.PROPOSED: "calm",
    states.ACCEPTED: "ok",
    states.ACCEPTED_MODIFIED: "ok",
    states.AMENDMENT_REJECTED: "late",
    states.CARRIED_OVER: "wait",
}
# What the secretariat proposes to the table.
PROPOSALS: Words = {
    states.ACCEPTED: _("Accept it as it stands"),
    states.ACCEPTED_MODIFIED: _("Accept it with other words"),
    states.AMENDMENT_REJECTED: _("Do not accept it"),
    states.CARRIED_OVER: _("Carry it over to a later table"),
}
# On the button: what is done by it.
SETTLE: Words = {
    states.ACCEPTED: pgettext_lazy("button", "Accept"),
    states.ACCEPTED_MODIFIED: pgettext_lazy("button", "Accept these words"),
    states.AMENDMENT_REJECTED: pgettext_lazy("button", "Do not accept"),
    states.CARRIED_OVER: pgettext_lazy("button", "Carry over"),
}
CLASHES: Words = {
    rules_amendments.OTHER_TEXT: _("Both reword the same clause, each in another way."),
    rules_amendments.TAKEN_OUT: _("One changes a clause that the other deletes."),
    rules_amendments.PLACE_GONE: _("One puts a clause after one that the other deletes."),
    rules_amendments.OTHER_PLACE: _("Both move a clause, and both places cannot be kept."),
    rules_amendments.PLACE_MOVES: _("One adds a clause after one that the other moves."),
}
CHANNELS: Words = {
    states.CLICK: _("by click"),
    states.MAIL: _("by mail"),
    states.LETTER: _("by letter"),
}
# Said to whoever wants to accept an amendment as it stands when it no longer fits the text: what happened, the way out.
NOT_AS_IT_STANDS: Words = {
    rules_amending.GONE: _(
        "The clause that this amendment is about was deleted meanwhile. Do not accept it, or carry it over."
    ),
    rules_amending.REPLACED: _(
        "Another clause took the place of this one meanwhile. Read it as it is now and accept the amendment with other "
        "words, do not accept it, or carry it over."
    ),
    rules_amending.CHANGED: _(
        "The clause was changed since this amendment was written. Read it as it is now and accept the amendment with "
        "other words, do not accept it, or carry it over."
    ),
    rules_amending.PLACE_GONE: _(
        "The clause after which it would stand was deleted meanwhile. Accept it at another place, do not accept it, or "
        "carry it over."
    ),
}
DRAFT_NOT_IN_STATE: Words = {
    states.DRAFTED: _("This text is still being drafted. Open a consultation first."),
    states.IN_CONSULTATION: _("This text is in consultation: it changes once the consultation is closed."),
    states.CONSOLIDATION: _("The consultation on this text is closed, so nothing is said on it any more."),
    states.DRAFT_TABLED: _("This text is before the table. Take it back first; then it can change."),
    states.DRAFT_ADOPTED: _("This text is adopted: nothing in it changes. A new draft can be begun from it."),
    states.DRAFT_ADOPTED_IN_PART: _("This text was adopted in part. What remains goes on as a new draft."),
    states.DRAFT_REJECTED: _("The table did not adopt this text. A new draft can be begun."),
    states.DRAFT_WITHDRAWN: _("This text was withdrawn. A new draft can be begun."),
}
CLOSED = _(
    "The consultation is closed: what was said stays as it is. Write to the secretariat, which can open another round."
)
SETTLED_ALREADY: Words = {
    states.ACCEPTED: _("This amendment was accepted already. Look at the clause as it is now."),
    states.ACCEPTED_MODIFIED: _("This amendment was accepted already, with other words. Look at the clause now."),
    states.AMENDMENT_REJECTED: _("It was settled already that this amendment is not accepted. Look at the answer."),
    states.AMENDMENT_WITHDRAWN: _("Its institution withdrew this amendment. Nothing is left to settle."),
    states.CARRIED_OVER: _("This amendment was carried over already to a later table."),
}
