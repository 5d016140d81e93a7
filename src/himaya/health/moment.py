"""Whether it is the moment for what a clinician offers or keeps, and the sentence where it is not."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.health import policy, rules_offer
from himaya.health.access import Opened
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow, NotValid

SENTENCES: dict[str, Promise] = {
    "adult": _(
        "The file does not say that the person is an adult. Doubt means child: the child circuit cares for them. If "
        "the age was not asked, ask the desk that holds the file."
    ),
    "first_month": _("Less than a month went by since the first contact. See to safety and needs first; offer later."),
    "needs": _("Needs come first. See to them, or say that they are seen to."),
    "way": _("Choose how you meet: in person or by video, so that you see each other."),
    "interpreter": _(
        "Choose who interprets. Not by telephone: find an interpreter who is there or seen, or wait until there is one."
    ),
}
# Of the moment; the others belong to a field.
_MOMENT = ("health_role", "adult", "first_month")


def against(opened: Opened) -> Promise | str:
    """What stands against an offer at this moment, whatever is typed; empty when nothing does."""
    facts = _facts(opened.case, True, rules_offer.IN_PERSON, rules_offer.NONE, health_role=True)
    return next((SENTENCES[code] for code in rules_offer.missing(facts)), "")


def check_moment(case: Case, *, needs_met: bool, way: str, interpreter: str, by: Actor) -> None:
    """Raises NotNow (adult, first_month) or NotValid (needs, way, interpreter) with what to do. Nothing is opened."""
    facts = _facts(case, needs_met, way, interpreter, health_role=policy.works(by))
    for code in rules_offer.missing(facts):
        refusal = NotNow if code in _MOMENT else NotValid
        raise refusal(SENTENCES[code], code=code)


def check_accepted(opened: Opened) -> None:
    """Raises NotNow unless a yes stands."""
    if not opened.offer.accepted:
        raise NotNow(
            _("The person has not said yes, or stopped. Offer first; nothing is asked before."), code="accepted"
        )


def _facts(case: Case, needs_met: bool, way: str, interpreter: str, *, health_role: bool) -> rules_offer.Facts:
    return rules_offer.Facts(
        health_role=health_role,
        adult=is_known_adult(case.age_group),
        days=(clock.today() - case.opened_on).days,
        needs_met=needs_met,
        way=way,
        interpreter=interpreter,
    )
