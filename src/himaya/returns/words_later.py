"""Codes of what is written of a child, of papers, of the way and of the time after it, as words of a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from himaya.returns import rules_children, rules_follow, rules_travel, said_later, states, words

NOT_A_CHILD = _("This person is known to be an adult: nothing of a child is owed here.")
STAGES: dict[str, Promise] = {
    rules_children.WEIGHING: _("Before the ways are weighed"),
    rules_children.DOCUMENTS: _("Before papers are asked for"),
    rules_children.TRAVEL: _("Before the travel"),
}
OUTCOMES: dict[str, Promise] = {
    rules_children.FOR_RETURN: _("Going there is best for the child"),
    rules_children.AGAINST_RETURN: _("Going there is not best for the child"),
    rules_children.LATER: _("It is not decided yet"),
}
HEARD: dict[str, Promise] = {
    rules_children.CHILD: pgettext_lazy("heard for a decision", "The child"),
    rules_children.GUARDIAN: pgettext_lazy("heard for a decision", "A guardian"),
    rules_children.LAWYER: pgettext_lazy("heard for a decision", "A lawyer of the child"),
    rules_children.FAMILY: pgettext_lazy("heard for a decision", "Family"),
    rules_children.CARE: pgettext_lazy("heard for a decision", "Whoever looks after the child today"),
}
VIEWS: dict[str, Promise] = {
    rules_children.WISHES: _("Wishes to go"),
    rules_children.WISHES_NOT: _("Does not wish to go"),
    rules_children.UNSURE: _("Is not sure, or does not say"),
    rules_children.TOO_YOUNG: _("Is too young to say; how the child behaves is written below"),
}
GOES_TO: dict[str, Promise] = {
    rules_children.TO_FAMILY: _("To family"),
    rules_children.TO_CARE: _("To other care, not to family"),
}
SAID: dict[str, Promise] = {
    rules_children.YES: pgettext_lazy("said of a family", "Yes"),
    rules_children.NO: pgettext_lazy("said of a family", "No"),
    rules_children.UNKNOWN: pgettext_lazy("said of a family", "Not known"),
}
PARTS: dict[str, Promise] = {
    said_later.GUARDIAN: _("A guardian stands by the child"),
    said_later.TRUSTED: _("A person whom they trust stands by them"),
    said_later.ALONG: _("Somebody goes along on the way"),
    said_later.NOBODY: _("Nobody: none is needed, or none is wished"),
}
PAPERS: dict[str, Promise] = {
    said_later.HAS: _("The paper is there"),
    said_later.ASKED: _("It was asked for"),
    said_later.MISSING: _("It is missing"),
}
PAPER_KINDS: dict[str, Promise] = {
    "passport": _("Passport"),
    "travel_paper": _("Travel paper for one journey"),
    "child_papers": _("Papers of a child: birth, leave to travel"),
    "visa": _("Visa or leave to pass through"),
    "other": pgettext_lazy("a paper", "Another paper"),
}
PROCEEDINGS: dict[str, dict[str, Promise]] = {
    states.PROSECUTOR_TOLD: {
        "agreed": _("Told, and the person agreed"),
        "by_law": _("Told because the law asks for it; the person was told first"),
        "not_told": pgettext_lazy("the prosecutor", "Not told"),
    },
    states.MANDATE: {
        "given": _("Given to a lawyer"),
        "asked": _("Asked about, not given yet"),
        "not_wished": _("The person does not wish one"),
    },
    states.TESTIMONY: {
        "given": _("Given before the travel"),
        "distance": _("Is given from there, at a distance"),
        "open": _("Not settled yet"),
        "none": _("The person does not testify"),
    },
    states.CLAIM: {
        "goes_on": _("Goes on here, with a lawyer"),
        "asked": _("Asked about, not made yet"),
        "ended": _("Has ended"),
        "none": _("The person makes none"),
    },
}
FITNESS: dict[str, Promise] = {
    rules_travel.FIT: _("Can travel"),
    rules_travel.WITH_HELP: _("Can travel with help on the way"),
    rules_travel.NOT_FIT: _("Cannot travel now"),
    rules_travel.NOT_SEEN: _("Nobody who heals was asked yet"),
    rules_travel.NOT_WISHED: _("The person wishes no look at their health, and was told of the risk on the way"),
}
NEEDS: dict[str, Promise] = {
    "walks_little": _("Short ways on foot, or a wheelchair"),
    "sits_with_breaks": _("Breaks on the way"),
    "needs_company": _("Somebody at their side"),
    "carries_medicine": _("Carries what they need for the way, with a paper for it"),
    "needs_quiet": _("A quiet place to wait"),
    "needs_sign": _("Somebody who interprets, also by signs"),
}
TRANSITS: dict[str, Promise] = {
    said_later.PROMISED: _("Promised, by name"),
    said_later.NONE_NEEDED: _("None is needed: there is no stopover on the way"),
    said_later.OPEN: _("Not settled yet"),
}
REACHED: dict[str, Promise] = {
    rules_follow.REACHED: _("Reached, by the way that they chose"),
    rules_follow.NOT_REACHED: pgettext_lazy("a person", "Not reached"),
    rules_follow.NO_MORE: _("Reached, and wishes no more contact"),
}
AGAIN: dict[str, Promise] = {
    rules_follow.YES: pgettext_lazy("exploited again", "Yes"),
    rules_follow.NO: pgettext_lazy("exploited again", "No"),
    rules_follow.NOT_SAID: pgettext_lazy("exploited again", "Not said, or not asked safely"),
}
ADVERSE: dict[str, Promise] = {
    "held": _("Was held or questioned"),
    "harmed": _("Was hurt or threatened"),
    "not_met": _("What was promised was not there"),
    "exploited": _("Was exploited again"),
    "no_place": _("Has no safe place to sleep"),
    "gone": _("Nobody knows where the person is"),
    "other": pgettext_lazy("something went wrong", "Something else"),
}
DIMENSIONS: dict[str, Promise] = {
    "economic": pgettext_lazy("plan for the time there", "Work and money"),
    "social": pgettext_lazy("plan for the time there", "Living with others: home, school, papers"),
    "psychosocial": pgettext_lazy("plan for the time there", "Getting well again"),
}
LEVELS: dict[str, Promise] = {
    "individual": pgettext_lazy("plan for the time there", "For the person"),
    "community": pgettext_lazy("plan for the time there", "For the place where they live"),
    "structural": pgettext_lazy("plan for the time there", "For services there"),
}
AGAINST: dict[str, Promise] = {
    rules_children.BEST_INTEREST: _(
        "What is best for the child is not decided for this country. It is noted first: by whom, when, who was heard."
    ),
    rules_children.BEST_INTEREST_AGAINST: _("It was decided that going there is not best for the child."),
    rules_children.NOT_HEARD: _("The child was not heard for the decision."),
    rules_children.SAYS_NO: _("The child does not wish to go."),
    rules_children.VIEW: _("What the child says was not written down"),
    rules_children.FAMILY_MISSING: _("It is not written down to whom the child would go."),
    rules_children.FAMILY_IMPLICATED: _("Somebody of the family may have had a part. The child does not go there."),
    rules_children.FAMILY_AGAINST: _("The family does not agree, or is not able."),
    rules_children.FAMILY_UNKNOWN: _("It is not known whether the family agrees, is able and had no part."),
    rules_children.GUARDIAN_MISSING: _("No guardian or person of trust stands by the child yet."),
    rules_children.ESCORT_MISSING: _("Nobody is named who goes along with the child."),
    rules_children.CARER_NOT_ASKED: _(
        "Nobody has said yet whether whoever looks after the child had a part. Ask that first, with the child alone."
    ),
    rules_travel.NO_DAY: _("There is no day of travel yet."),
    rules_travel.DAY_PAST: _("The day of travel has passed. Choose another one."),
    rules_travel.NO_PAPER: _("The paper for the way is not there."),
    rules_travel.UNFIT: _("The person cannot travel now."),
    rules_travel.FITNESS_MISSING: _("Nobody who heals has said that the person can travel."),
    rules_travel.FITNESS_OLD: _("On that day it is 14 days or more since somebody said that the person can travel."),
    rules_travel.HELP_MISSING: _("The person needs help on the way, and nobody is named who goes along."),
    rules_travel.TRANSIT_MISSING: _("Help on the way is not settled."),
    rules_travel.NOT_THE_DAY: _("The day of travel has not come. Change the day first if it is today."),
    rules_travel.NOT_ASKED: _("Ask the person once more today, alone, before they board."),
}


def said_against(code: str) -> str:
    """The sentence of what stands against a step, of this page or of the weighing."""
    kind, _colon, stage = code.partition(":")
    if kind == rules_children.VIEW:
        return gettext("%(label)s: %(said)s") % {"label": AGAINST[kind], "said": STAGES[stage]}
    return str(AGAINST[code]) if code in AGAINST else words.said_against(code)
