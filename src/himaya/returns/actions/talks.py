"""Counselling: what was gone through with the person, and what they say of fear and asylum, before any paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.institutions.content import load_languages
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotValid
from himaya.returns import content, fears, rules, states, words
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write


@dataclass(frozen=True, slots=True)
class Talk:
    """What was gone through: points of content/returns.yaml, in which language, whether somebody interpreted."""

    points: Collection[str]
    language: str
    interpreter: str
    words: str = ""


def go_through(*, case_id: UUID, talk: Talk, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down what was gone through with the person. It can be gone through again as often as they wish.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, has left), NotValid (points, language, interpreter).
    """
    kept, known = few(talk.words), content.words().points
    if not talk.points or not set(talk.points) <= set(known):
        raise NotValid(_("Tick what was gone through with the person."), code="points")
    if talk.language not in {row.id for row in load_languages()}:
        raise NotValid(_("Choose the language that was spoken."), code="language")
    if talk.interpreter not in words.INTERPRETERS:
        raise NotValid(_("Say whether somebody interpreted."), code="interpreter")
    said = {
        "points": [one for one in known if one in talk.points],
        "language": talk.language,
        "interpreter": talk.interpreter,
        "words": kept,
    }

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(states.TALKED, "gone_through", said)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def ask_fear(*, case_id: UUID, answers: Mapping[str, str], said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down what the person says of fear and asylum. One yes closes every contact with a consulate, in every file
    of the person, and stands against arranging; it stays closed there, whatever is said later.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, has left), NotValid (the code names the question).
    """
    kept = few(said)
    missing = next((one for one in rules.FEARS if answers.get(one) not in rules.SAID), "")
    if missing:
        raise NotValid(_("Ask each of the four. “Does not wish to answer” is an answer."), code=missing)
    told = {one: answers[one] for one in rules.FEARS}
    afraid = rules.has_yes(told.values())
    line, code = (states.AFRAID, fears.CLOSES) if afraid else (states.ASKED_FEAR, fears.OPEN)

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(line, "fear_asked", {"fears": told, "words": kept}, code=code)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)
