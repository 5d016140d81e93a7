"""The form behind a sheet, its screens, and what the answers suggest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from himaya.instruments import queries, render, triage
from himaya.instruments.compiled import Compiled
from himaya.instruments.labels import plain
from himaya.instruments.models import Version
from himaya.instruments.render import Question, Screen
from himaya.instruments.triage import Advice, Noted, Reading
from himaya.kernel import languages
from himaya.web.frontline.sheet import CHILD, Sheet
from himaya.web.frontline.token import Unusable

# The worker's own view stands as a box to tick; unticked, nothing was said.
BOXES = ("asks", "worried")
SHORT_LABEL = 22  # Characters that still fit beside another answer on a phone.


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on screen, with the question about its source where the form has one."""

    question: Question
    source: Question | None

    @property
    def box(self) -> bool:
        return self.question.key in BOXES

    @property
    def short(self) -> bool:
        """True when its answers can stand two by two."""
        return all(len(plain(option.label)) <= SHORT_LABEL for option in self.question.options)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the result page is made of. `signs` and `unknown` are clause uids, in the order of the form."""

    advice: Advice
    child: bool
    signs: tuple[str, ...]
    unknown: tuple[str, ...]
    serious_unknown: int
    alone: bool


def version_of(sheet: Sheet) -> Version:
    """The version this sheet began with. Raises Unusable when this installation does not have it."""
    found = Version.objects.filter(pk=sheet.version_id).first()
    if found is None:
        raise Unusable(expired=False)
    return found


def form_of(sheet: Sheet) -> Compiled:
    return queries.compiled(version_of(sheet))


def screens_of(form: Compiled, answers: Mapping[str, str]) -> list[Screen]:
    """The screens of the form in the page's language."""
    return render.screens(form, languages.current(), answers)


def asked_on(screen: Screen) -> list[Asked]:
    """The open questions of a screen, each with its source beside it."""
    found: list[Asked] = []
    for question in screen.questions:
        if not question.relevant:
            continue
        if question.appearance == "source" and found:
            found[-1] = replace(found[-1], source=question)
        else:
            found.append(Asked(question, None))
    return found


def taken_in(post: QueryDict, screen: Screen) -> tuple[dict[str, str], list[Question]]:
    """The answers given on a screen, '' where none, and the questions answered with something never offered."""
    answers: dict[str, str] = {}
    strange: list[Question] = []
    for question in screen.questions:
        if question.kind != "radio" or not question.relevant:
            continue
        value = post.get(question.key, "")
        if value and value not in {option.value for option in question.options}:
            strange.append(question)
            continue
        answers[question.key] = value
    return answers, strange


def outcome(form: Compiled, sheet: Sheet) -> Outcome:
    """What the answers suggest. The worker's own profession decides what is said about removal, also for a child."""
    document = form.instrument.document
    facts = triage.facts_from(form.instrument.audience, document["survey"], document["choices"], sheet.answers)
    advice = triage.next_step(replace(facts, actor=sheet.kind))
    heard = triage.noted(document["survey"], document["choices"], sheet.answers)
    open_ones = [clause for clause in heard if clause.reading in triage.OPEN and clause.key in advice.unknown]
    return Outcome(
        advice=advice,
        child=advice.child or (sheet.about == CHILD and advice.age_unknown),
        signs=tuple(clause.uid for clause in heard if _is_sign(clause)),
        unknown=tuple(clause.uid for clause in open_ones),
        serious_unknown=sum(1 for clause in open_ones if clause.key in advice.serious_unknown),
        alone=sheet.answers.get("q01") != "no",
    )


def _is_sign(clause: Noted) -> bool:
    return clause.reading is Reading.YES and (clause.key in triage.SIGNS or clause.key == "age")
