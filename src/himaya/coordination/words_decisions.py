"""What the codes of decisions are called on a page, and sentences that several verbs share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import rules_decision, states

Words = dict[str, Promise]

STANCES: Words = {
    states.AGREE: pgettext_lazy("position", "agrees"),
    states.RESERVE: pgettext_lazy("position", "agrees with a reservation"),
    states.ABSTAIN: pgettext_lazy("position", "abstains"),
    states.OBJECT: pgettext_lazy("position", "objects"),
    rules_decision.SILENT: pgettext_lazy("position", "has not spoken"),
}
STANCE_TONES = {states.AGREE: "ok", states.RESERVE: "calm", states.ABSTAIN: "", states.OBJECT: "late"}
# On the button: what is done by it.
SAY: Words = {
    states.AGREE: pgettext_lazy("button", "Agree"),
    states.RESERVE: pgettext_lazy("button", "Agree with a reservation"),
    states.ABSTAIN: pgettext_lazy("button", "Abstain"),
    states.OBJECT: pgettext_lazy("button", "Object"),
}
METHODS: Words = {
    states.CONSENSUS: pgettext_lazy("method", "by consensus"),
    states.CONSENT: pgettext_lazy("method", "by consent"),
    states.VOTE: pgettext_lazy("method", "by vote"),
}
STATES: Words = {
    states.PUT: pgettext_lazy("decision", "put to the table"),
    states.AGREED: pgettext_lazy("decision", "agreed"),
    states.NOT_AGREED: pgettext_lazy("decision", "not agreed"),
    states.AWAITING: pgettext_lazy("decision", "agreed, awaiting confirmation"),
    states.CONFIRMED: pgettext_lazy("decision", "confirmed"),
    states.NOT_CONFIRMED: pgettext_lazy("decision", "not confirmed"),
    states.WITHDRAWN: pgettext_lazy("decision", "withdrawn"),
}
TONES = {
    states.PUT: "calm",
    states.AGREED: "ok",
    states.NOT_AGREED: "late",
    states.AWAITING: "wait",
    states.CONFIRMED: "ok",
    states.NOT_CONFIRMED: "late",
}
ROLES: Words = {
    states.TITULAR: pgettext_lazy("mandate", "titular"),
    states.ALTERNATE: pgettext_lazy("mandate", "alternate"),
    states.VALIDATING: pgettext_lazy("mandate", "validating authority"),
}
CHANNELS: Words = {
    states.CHAIR: _("entered by the chair"),
    states.BY_DELEGATE: _("said by the delegate"),
}
WHY: Words = {
    rules_decision.ALL_ASKED: _("Nobody objects, and every institution there has spoken."),
    rules_decision.SILENCE_AGREED: _("Nobody objects. Those who did not speak were asked, and let it pass."),
    rules_decision.NOBODY_OBJECTS: _("Nobody objects."),
    rules_decision.MAJORITY: _("More than the majority of the voices given agree."),
    rules_decision.CHAIR_CAST: _("The voices were equal; the chair’s voice settled it in favour."),
    rules_decision.OBJECTION: _("An institution objects, with its reason."),
    rules_decision.NOBODY_AGREED: _("No institution agreed. Without a voice in favour nothing is decided."),
    rules_decision.NOT_ALL_ASKED: _("An institution that is there was not asked."),
    rules_decision.NO_MAJORITY: _("The voices in favour are not more than the majority."),
    rules_decision.MAJORITY_AGAINST: _("The majority of the voices given is against."),
    rules_decision.TIE: _("The voices are equal, and nothing settles it."),
    rules_decision.CHAIR_CAST_AGAINST: _("The voices were equal; the chair’s voice settled it against."),
}
# Who made it final, or will.
FINAL_BY: Words = {
    states.NOBODY_CONFIRMS: _("What the table agrees is final."),
    states.AUTHORITIES: _("Final once the validating authority of each institution that agreed has confirmed it."),
    states.COMMISSION: _("Final once the national commission has confirmed it."),
}
# Said to whoever comes after a decision has moved on.
NOT_IN_STATE: Words = {
    states.PUT: _("This question is still put to the table. Conclude it first."),
    states.AGREED: _("This question is concluded already: agreed. Look at the decision as it stands."),
    states.NOT_AGREED: _("This question is concluded already: not agreed. Its point goes to the next table."),
    states.AWAITING: _("This question is concluded already: agreed, and awaiting confirmation."),
    states.CONFIRMED: _("This decision is confirmed already; nothing in it changes any more."),
    states.NOT_CONFIRMED: _("This decision was not confirmed. Its point goes to the next table."),
    states.WITHDRAWN: _("This question was withdrawn. Put it again if the table still needs it."),
}
QUORUM_LOST = _(
    "Too few are there to decide: %(there)s of %(seats)s, %(needed)s needed. Nothing is lost: carry the point to the "
    "next table, or wait until they are back and marked."
)
