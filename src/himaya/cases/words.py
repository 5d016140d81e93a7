"""What the codes of this room mean to a person: states, steps, outcomes, and what to say when somebody was faster."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from himaya.cases import rules_grants, states
from himaya.institutions.models import Desk

STATES: dict[str, Promise] = {
    states.SENT: _("Sent, waiting for an answer"),
    states.ASKED: _("A question was asked"),
    states.ACCEPTED: _("Accepted"),
    states.ACCEPTED_IN_PART: _("Accepted in part"),
    states.REDIRECTED: _("Another desk is proposed"),
    states.DECLINED: _("Declined"),
    states.NO_SERVICE: _("No service available"),
    states.REPORTED_BACK: _("Reported back"),
    states.WITHDRAWN: _("Agreement withdrawn"),
    states.STOOD_DOWN: _("No longer needed"),
}

STEPS: dict[str, Promise] = {
    "opened": _("The file was opened."),
    "sent": _("The referral was sent."),
    "accepted": _("The desk accepted."),
    "accepted_in_part": _("The desk accepted in part."),
    "asked": _("The desk asked a question."),
    "answered": _("The question was answered."),
    "redirected": _("The desk proposed another desk."),
    "declined": _("The desk declined."),
    "no_service": _("The desk has no service available."),
    "reported_back": _("The desk reported back."),
    "withdrawn": _("The person withdrew their agreement."),
    "stood_down": _("The sender no longer needs it."),
    "rest_settled": _("What was still open is settled."),
    "reminded": _("The desk was reminded."),
    "escalated": _("The delay went to the lead of the desk."),
}

# What a filled form suggests doing; never a level of the person.
NEXT_STEPS: dict[str, Promise] = {
    "now": _("Act now"),
    "offer": _("Offer help"),
    "not_enough": _("Not enough to say today"),
}

ROUTES: dict[str, Promise] = {
    states.CONSENT: _("The person agrees"),
    states.CHILD: _("Child circuit"),
    states.LEGAL_DUTY: _("Duty in law"),
    states.DANGER: _("Urgent danger"),
}

URGENCIES: dict[str, Promise] = {
    states.URGENT: _("Urgent"),
    states.SOON: _("Soon"),
    states.ORDINARY: _("Ordinary"),
}

DELIVERED: dict[str, Promise] = {
    "yes": _("The service was given"),
    "in_part": _("The service was given in part"),
    "no": _("The service was not given"),
}

NEXT_ACTIONS: dict[str, Promise] = {
    "none": _("Nothing more is needed"),
    "continues_here": _("This desk goes on"),
    "another_desk_needed": _("Another desk is needed"),
    "person_will_come_back": _("The person will come back"),
    "not_reached": _("The person could not be reached safely"),
}

RESTS: dict[str, Promise] = {
    "not_needed": _("It is no longer needed"),
    "no_service": _("Nobody offers it"),
}

NOT_TOLD_REASONS: dict[str, Promise] = {
    "telling_endangers": _("Telling the person first would put them in danger"),
    "not_alone": _("The person could not be spoken to alone"),
    "cannot_understand": _("The person was not able to understand"),
}

AGE_GROUPS: dict[str, Promise] = {
    "child": _("Under 18"),
    "maybe_child": _("Maybe under 18"),
    "adult": _("18 or over"),
    "unknown": _("Age not asked"),
}

AGE_FIRST = _(
    "Nobody has written whether this person is of age: write it first, on the page of the file, “Assess again”. "
    "It decides whose yes is asked."
)

HEALTH_URGENCY: dict[str, Promise] = {
    "within_72_hours": _("Care within 72 hours"),
    "today": _("Care today"),
    "soon": _("Care soon"),
}


GRANT_KINDS: dict[str, Promise] = {
    rules_grants.TEAM: _("Same institution"),
    rules_grants.REFERRAL: _("A referral to this desk"),
    rules_grants.CONFERENCE: _("Case conference"),
    rules_grants.BREAK_GLASS: _("Emergency access"),
}

LEVELS: dict[str, Promise] = {
    rules_grants.EXISTS: _("That the file exists, and which desk holds it"),
    rules_grants.SUMMARY: _("A summary: states, days, desks, referrals; no name, no answers"),
    rules_grants.FULL: _("The parts ticked below, each time with a reason"),
}

SECTIONS: dict[str, Promise] = {
    rules_grants.IDENTITY: _("Identity"),
    rules_grants.STORY: _("Answers"),
    rules_grants.CRISIS: _("Life in danger"),
    rules_grants.SAFETY_PLAN: _("Safety plan"),
}

GRANT_REASONS: dict[str, Promise] = {
    "joint_work": _("Work on this file together"),
    "stand_in": _("Stand in for somebody away"),
    "takes_over": _("Take the file over"),
    "advice": _("Give advice"),
    "conference": _("Prepare or hold a case conference"),
}

CONFLICTS: dict[str, Promise] = {
    "family": _("Family"),
    "acquaintance": _("Knows the person or somebody close to them"),
    "same_workplace": _("Same workplace as somebody in the file"),
    "party_to_the_facts": _("May be concerned by the facts"),
    "other_interest": _("Another interest"),
}

EMERGENCY_REASONS: dict[str, Promise] = {
    "danger_to_life": _("Danger to life or freedom now"),
    "urgent_care": _("Urgent care"),
    "child_missing": _("A child is missing"),
    "desk_unreachable": _("The desk that holds the file cannot be reached, and it cannot wait"),
}

OUTCOMES: dict[str, Promise] = {
    rules_grants.JUSTIFIED: _("It was an emergency"),
    rules_grants.NOT_NEEDED: _("In good faith, but not needed"),
    rules_grants.MISUSE: _("Misuse: to be followed up by the institution"),
}


def already(state: str, desk: Desk) -> str:
    """What the second of two people is told: what happened, and by which desk; never by whom."""
    names = {"desk": desk.name}
    sentences = {
        states.SENT: gettext("This referral waits for its answer: %(desk)s has not asked anything."),
        states.ASKED: gettext("%(desk)s has already asked a question. Answer it first."),
        states.ACCEPTED: gettext("%(desk)s has already accepted this referral. Nothing else was changed."),
        states.ACCEPTED_IN_PART: gettext(
            "%(desk)s has already accepted this referral in part. Nothing else was changed."
        ),
        states.REDIRECTED: gettext("%(desk)s has already proposed another desk. Nothing else was changed."),
        states.DECLINED: gettext("%(desk)s has already declined this referral. Nothing else was changed."),
        states.NO_SERVICE: gettext("%(desk)s has already said that no service is available. Nothing else was changed."),
        states.REPORTED_BACK: gettext("%(desk)s has already reported back. Nothing else was changed."),
        states.WITHDRAWN: gettext(
            "The person withdrew their agreement; %(desk)s noted it. What was shared can no longer be read."
        ),
        states.STOOD_DOWN: gettext("%(desk)s no longer needs this referral. Thank you; nothing more is expected."),
    }
    return sentences[state] % names
