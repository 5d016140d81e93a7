"""A child: what was decided elsewhere is noted, the child is heard at each stage, family is asked and looked at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.untold import NotNow, NotValid
from himaya.relations import queries as relations
from himaya.returns import access, best_interest, queries, rules, rules_children, states, words, words_later
from himaya.returns.access import InWords
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class BestInterest:
    """What was decided, by whom, when, and who was heard for it."""

    outcome: str
    who: str
    on: date | None
    heard: Collection[str] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """To whom the child would go; of family: whether it agrees, is able, had a part, and who asked it."""

    goes_to: str
    agrees: str = ""
    able: str = ""
    implicated: str = ""
    who: str = ""
    words: str = ""


def note_best_interest(*, case_id: UUID, noted: BestInterest, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down what was decided elsewhere. It is about the country that was chosen; nothing is decided by it here.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, an adult, no way abroad chosen), NotValid.
    """
    kept, who = few(noted.words), few(noted.who, code="who", longest=LONGEST_NAME)
    if noted.outcome not in rules_children.OUTCOMES:
        raise NotValid(_("Choose what was decided."), code="outcome")
    if not who:
        raise NotValid(_("Write down who decided it: a judge, a panel, a body, by name."), code="who")
    if noted.on is None or noted.on > clock.today():
        raise NotValid(_("Write down the day on which it was decided."), code="on")
    if clock.today() - noted.on > rules_children.OLDEST:
        raise NotValid(
            _(
                "This was decided more than twelve months ago, and a child changes. Ask for a new decision, and "
                "note that one."
            ),
            code="on",
        )
    if not set(noted.heard) <= set(rules_children.HEARD):
        raise NotValid(_("Tick who was heard."), code="heard")
    heard = [one for one in rules_children.HEARD if one in noted.heard]
    said = {"outcome": noted.outcome, "who": who, "on": noted.on.isoformat(), "heard": heard, "words": kept}

    def then(case: Case, row: VoluntaryReturn) -> Next:
        opened = _of_child(by, case, row)
        if opened.stands.way not in rules.ABROAD:
            raise NotNow(words.AGAINST[rules.NOT_CHOSEN], code="not_chosen")
        told = {**said, "country": opened.stands.country}
        code = best_interest.OPENS if rules_children.opens(noted.outcome, heard) else ""
        return Next(states.BEST_INTEREST, "best_interest_noted", told, code=code)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def hear(
    *, case_id: UUID, stage: str, view: str, how: str = "", said: str = "", instance_id: UUID, by: Actor
) -> ReturnLine:
    """Write down what the child says at a stage. It is asked anew at each, and after each choice.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, an adult), NotValid (stage, view, how, words).
    """
    kept, with_whom = few(said), few(how, code="how", longest=LONGEST_NAME)
    if stage not in rules_children.STAGES:
        raise NotValid(_("Choose before which step the child was heard."), code="stage")
    if view not in rules_children.VIEWS:
        raise NotValid(_("Choose what the child says."), code="view")
    if view == rules_children.TOO_YOUNG and not kept:
        raise NotValid(_("Write down how the child behaves when this is spoken of."), code="words")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        _of_child(by, case, row)
        told = {"stage": stage, "view": view, "how": with_whom, "words": kept}
        code = best_interest.CLOSES if view == rules_children.WISHES_NOT else stage
        return Next(states.CHILD_VIEW, "child_heard", told, code=code)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def assess_family(*, case_id: UUID, family: Family, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down to whom the child would go. A yes to “had a part” is not taken back by a later line or attempt.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, an adult, no best interest noted), NotValid.
    """
    kept, who = few(family.words), few(family.who, code="family_who", longest=LONGEST_NAME)
    if family.goes_to not in rules_children.GOES_TO:
        raise NotValid(_("Choose to whom the child would go."), code="goes_to")
    answers = {"agrees": family.agrees, "able": family.able, "implicated": family.implicated}
    if family.goes_to == rules_children.TO_FAMILY:
        missing = next((name for name, one in answers.items() if one not in rules_children.SAID), "")
        if missing:
            raise NotValid(_("Answer each of the three. “Not known” is an answer."), code=missing)
    else:
        answers = {name: one for name, one in answers.items() if one in rules_children.SAID}
    if not who:
        raise NotValid(_("Write down who asked and looked: a person or a desk, by name."), code="family_who")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        check_best_interest(_of_child(by, case, row))
        said = {"goes_to": family.goes_to, **answers, "who": who, "words": kept}
        code = queries.HAD_A_PART if answers.get("implicated") == rules_children.YES else ""
        return Next(states.FAMILY_ASSESSED, "family_assessed", said, code=code)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def trace(*, case_id: UUID, said: str, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down how family is looked for. Where somebody of it is suspected there is no such step.

    Raises NotPermitted, NotFound (also where family is suspected), NotNow (closed, none runs, an adult, no best
    interest noted, nobody asked about whoever looks after the child), NotValid (words).
    """
    kept = few(said)
    if not kept:
        raise NotValid(
            _("Write down who looks for family, and how: nothing of the person is told for it."), code="words"
        )

    def then(case: Case, row: VoluntaryReturn) -> Next:
        why = tracing_of(_of_child(by, case, row))
        if why == rules_children.ABSENT:
            raise NotFound
        if why:
            raise NotNow(words_later.said_against(why), code="tracing")
        return Next(states.TRACING, "family_traced", {"words": kept})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def tracing_of(opened: InWords) -> str:
    """Whether family may be looked for, as a code of `rules_children.tracing`; `absent` of an adult."""
    found = opened.child
    if found is None:
        return rules_children.ABSENT
    carers = relations.before_a_call(opened.case)
    return rules_children.tracing(decided=bool(found.decided), suspected=found.suspected, carers=carers)


def check_best_interest(opened: InWords) -> None:
    """Raises NotNow before a decision of best interest was noted for the country that was chosen."""
    if rules_children.BEST_INTEREST in opened.child_owes(rules_children.WEIGHING):
        raise NotNow(words_later.said_against(rules_children.BEST_INTEREST), code="best_interest")


def _of_child(by: Actor, case: Case, row: VoluntaryReturn) -> InWords:
    opened = access.words_within(by, case, row)
    if opened.child is None:
        raise NotNow(words_later.NOT_A_CHILD, code="adult")
    return opened
