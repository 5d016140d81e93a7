"""The choice is of the person: made, changed without a reason, or carried out on their own."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow, NotValid
from himaya.returns import queries, rules, states, words
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write

LONGEST_COUNTRY = 80
WENT_ALONE = "return.went_alone"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose, in which country that lies where they would go, and their own words."""

    way: str
    country: str = ""
    words: str = ""


def choose(*, case_id: UUID, choice: Choice, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down what the person chose. Whoever would go weighs it first; whoever stays loses nothing by having asked.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, nothing gone through, not the moment), NotValid.
    """
    said = _checked(choice)
    line = states.CHOSE_TO_GO if choice.way in rules.ABROAD else states.CHOSE_TO_STAY

    def then(case: Case, row: VoluntaryReturn) -> Next:
        if not queries.lines_of(row).filter(kind=states.TALKED).exists():
            raise NotNow(_("Go through it with the person first: a choice is an informed one."), code="not_told")
        return Next(line, "chosen", said)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def change_mind(*, case_id: UUID, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """The person changed their mind: it is talked about again. No reason is asked, and nothing is lost by it.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, has left), NotValid (words).
    """
    kept = few(said)

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(states.CHANGED_MIND, "mind_changed", {"words": kept})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def leave_alone(*, case_id: UUID, plan: str, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """The person goes on their own, and was asked about a safety plan. Nothing ends by it: the way back stays open.

    Of a child, or somebody who may be one, the desk and its lead are told at once.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, has left with help), NotValid (plan, words).
    """
    kept = few(said)
    if plan not in words.PLANS:
        raise NotValid(_("Say what was said about a safety plan."), code="plan")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(states.LEFT_ALONE, "left_alone", {"plan": plan, "words": kept}, tells=((WENT_ALONE, None),))

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def _checked(choice: Choice) -> dict[str, str]:
    if choice.way not in rules.CHOICES:
        raise NotValid(_("Choose what the person said. “Choose later” is a choice."), code="way")
    country = few(choice.country, code="country", longest=LONGEST_COUNTRY)
    if choice.way in rules.ABROAD and not country:
        raise NotValid(_("Write down to which country."), code="country")
    return {"way": choice.way, "country": country if choice.way in rules.ABROAD else "", "words": few(choice.words)}
