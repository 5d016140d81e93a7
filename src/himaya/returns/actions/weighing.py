"""The ways are weighed by the same questions, here and by a partner there; two sign, or it is not arranged now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.kernel.untold import NotNow, NotValid
from himaya.returns import access, content, policy, queries, rules, states, words
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write

LONGEST_NAME = 120
FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True)
class Partner:
    """What a partner in the other country said: their sheet, who said it, on which day."""

    sheet: Mapping[str, str]
    who: str
    on: date | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class NotArranged:
    """Why it is not arranged now, what there is instead, and when it is looked at again."""

    reasons: Collection[str]
    alternatives: Collection[str]
    review_on: date | None
    words: str = ""


def weigh(
    *, case_id: UUID, sheets: Mapping[str, Mapping[str, str]], said: str = "", instance_id: UUID, by: Actor
) -> ReturnLine:
    """Weigh ways by the same questions. What is left empty is not known; what was signed before is signed anew.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, nothing chosen), NotValid (sheets, words).
    """
    kept = few(said)
    found = {way: _sheet(sheets[way]) for way in rules.WAYS if any(sheets.get(way, {}).values())}
    if not found:
        raise NotValid(_("Answer what is known of one way at least. “Not known” is an answer."), code="sheets")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        country = access.words_within(by, case, row).stands.country
        return Next(states.WEIGHED, "weighed", {"sheets": found, "country": country, "words": kept})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def partner(*, case_id: UUID, said: Partner, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down how a partner in the other country sees the way that was chosen: who said it, and when.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, no way abroad chosen), NotValid (who, on, sheet, words).
    """
    kept, who, sheet = few(said.words), few(said.who, code="who", longest=LONGEST_NAME), _sheet(said.sheet)
    if not who:
        raise NotValid(_("Write down who said it: a person or a desk, by name."), code="who")
    if said.on is None or said.on > clock.today():
        raise NotValid(_("Write down the day on which it was said."), code="on")
    told = {"sheet": sheet, "who": who, "on": said.on.isoformat(), "words": kept}

    def then(case: Case, row: VoluntaryReturn) -> Next:
        stands = access.words_within(by, case, row).stands
        if stands.way not in rules.ABROAD:
            raise NotNow(words.AGAINST[rules.NOT_CHOSEN], code="not_chosen")
        about = {"way": stands.way, "country": stands.country}
        return Next(states.PARTNER_WEIGHED, "partner_weighed", {**told, **about})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def sign(*, case_id: UUID, seen: int, instance_id: UUID, by: Actor) -> ReturnLine:
    """Sign that it may be prepared: first whoever leads the file, then somebody else. `seen`: the last line shown.

    Raises NotPermitted (not the lead, the same person), NotFound, NotNow (closed, none runs, what stands against it,
    somebody wrote meanwhile).
    """

    def then(case: Case, row: VoluntaryReturn) -> Next:
        _check_moment(row, seen)
        opened = access.within(by, case, row)
        first = opened.stands.signed[0].by if opened.stands.signed else ""
        if first:
            policy.check_signs_second(by, first)
        else:
            policy.check_signs_first(by, case)
        if why := rules.against_signing(opened.facts):
            raise NotNow(words.said_against(why[0]), code="against")
        code, line = (SECOND, states.SECOND_SIGNATURE) if first else (FIRST, states.SIGNED)
        return Next(line, "signed", {}, code=code)

    with unit(by=by) as u:
        made = write(case_id=case_id, instance_id=instance_id, by=by, then=then)
        if made.code == FIRST:
            two_people.begun(u, "return_signature", made.pk)
        return made


def not_now(*, case_id: UUID, said: NotArranged, instance_id: UUID, by: Actor) -> ReturnLine:
    """Say that it is not arranged now: why, what there is instead, and on which day it is looked at again.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, nothing to arrange), NotValid (the code names the field).
    """
    kept, table = few(said.words), content.words()
    if not said.reasons or not set(said.reasons) <= set(table.reasons):
        raise NotValid(_("Choose why it is not arranged now. The person is told."), code="reasons")
    if not said.alternatives or not set(said.alternatives) <= set(table.alternatives):
        raise NotValid(_("Choose what the person is offered instead: there is always something."), code="alternatives")
    latest = rules.latest_review(clock.today())
    if said.review_on is None or not clock.today() < said.review_on <= latest:
        raise NotValid(_("Choose the day on which you look at it again, within 90 days."), code="review_on")
    review_on = said.review_on

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(
            states.NOT_NOW_SAID,
            "not_now",
            {
                "reasons": [one for one in table.reasons if one in said.reasons],
                "alternatives": [one for one in table.alternatives if one in said.alternatives],
                "words": kept,
            },
            due_on=review_on,
            sets={"review_on": review_on},
        )

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def _check_moment(row: VoluntaryReturn, seen: int) -> None:
    if row.state != states.WEIGHING:
        raise NotNow(words.NOT_THE_MOMENT, code="not_the_moment")
    if queries.last_number(row) != seen:
        raise NotNow(_("Somebody wrote here meanwhile. Read it, then sign."), code="other_tab")


def _sheet(answers: Mapping[str, str]) -> dict[str, str]:
    """Every question, and what nobody answered as not known."""
    found = {one: answers.get(one) or rules.NOT_KNOWN for one in rules.QUESTIONS}
    wrong = next((one for one, said in found.items() if said not in rules.ANSWERS), "")
    if wrong:
        raise NotValid(_("Choose one of the four answers, or leave it."), code="sheets")
    return found
