"""Whether it is the moment for what a clinician offers or keeps, and the sentence where it is not.

Only a published scale waits: for an adult, and for the first month to be over.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases.contacts import first_day
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.health import policy, rules_offer
from himaya.health.access import Opened
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow, NotValid

SENTENCES: dict[str, Promise] = {
    "adult": _(
        "Published scales are for adults, and the file does not say that the person is one. Care is given without "
        "them. If the age was not asked, ask the desk that holds the file."
    ),
    "first_month": _(
        "Less than a month went by since the first contact: a published scale waits. Care can be given without one."
    ),
    "needs": _("Needs come first. See to them, or say that they are seen to."),
    "way": _("Choose how you meet: in person or by video, so that you see each other."),
    "interpreter": _("Choose who interprets."),
    "telephone": _(
        "A published scale is not asked by a telephone interpreter: find one who is there or seen, or wait until there "
        "is one."
    ),
}
# Of the moment; the others belong to a field.
_MOMENT = ("health_role", "adult", "first_month")


def against_scales(opened: Opened) -> Promise | str:
    """What stands against a published scale at this moment, whatever is typed; empty when nothing does."""
    facts = _facts(opened.case, True, rules_offer.IN_PERSON, rules_offer.NONE, scale=True, health_role=True)
    return next((SENTENCES[code] for code in rules_offer.missing(facts)), "")


def check_moment(
    case: Case, *, way: str, interpreter: str, by: Actor, needs_met: bool = True, scale: bool = False
) -> None:
    """Raises NotNow (for a scale: adult, first_month) or NotValid (needs, way, interpreter) with what to do. Nothing is
    opened."""
    facts = _facts(case, needs_met, way, interpreter, scale=scale, health_role=policy.works(by))
    for code in rules_offer.missing(facts):
        refusal = NotNow if code in _MOMENT else NotValid
        by_phone = code == "interpreter" and interpreter == rules_offer.BY_PHONE
        raise refusal(SENTENCES["telephone" if by_phone else code], code=code)


def check_accepted(opened: Opened) -> None:
    """Raises NotNow unless a yes stands."""
    if not opened.offer.accepted:
        raise NotNow(
            _("The person has not said yes, or stopped. Offer first; nothing is asked before."), code="accepted"
        )


def _facts(
    case: Case, needs_met: bool, way: str, interpreter: str, *, scale: bool, health_role: bool
) -> rules_offer.Facts:
    return rules_offer.Facts(
        scale=scale,
        health_role=health_role,
        adult=is_known_adult(case.age_group),
        days=(clock.today() - first_day(case)).days,
        needs_met=needs_met,
        way=way,
        interpreter=interpreter,
    )
