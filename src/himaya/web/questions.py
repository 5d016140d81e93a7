"""A screen of a form as a page asks it: which questions are open, and which answers came back. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from himaya.instruments import render
from himaya.instruments.compiled import Compiled
from himaya.instruments.labels import plain
from himaya.instruments.render import Question, Screen
from himaya.kernel import languages

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


def taken_in(post: Mapping[str, str], screen: Screen) -> tuple[dict[str, str], list[Question]]:
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
