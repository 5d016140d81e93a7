"""What was answered in the form so far, in the words of the form: for whoever reads it and does not fill it in now."""

from dataclasses import dataclass, field

from himaya.instruments import queries as instruments
from himaya.instruments import short_path, verify
from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.kernel import languages

# What a form calls the line beside a question by which the question is left without an answer.
LEFT = "_left"


@dataclass(frozen=True, slots=True)
class Line:
    """A question and what was said to it."""

    question: str
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the form, with what was answered in it."""

    name: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NotAsked:
    """What the short path left out, part by part in the words of the form: it has no answer, and that is no no."""

    count: int
    parts: list[tuple[str, list[str]]]


def in_words(version: Version, xml: str) -> list[Group]:
    """The parts in which something was answered, in the page's language; nothing for an empty form."""
    if not xml:
        return []
    given = verify.verify(instruments.compiled(version), xml.encode()).given
    form = from_document(version.source)
    asked = {row.name: languages.pick(row.label) for row in form.survey if row.asks}
    groups = [Group("")]
    for row in form.survey:
        if row.type.replace(" ", "_").startswith("begin_group"):
            groups.append(Group(languages.pick(row.label)))
        code = str(given.get(row.name, "")) if row.asks else ""
        if code:
            choices = {one.value: languages.pick(one.label) for one in form.choices.get(row.list_name, ())}
            said = " · ".join(choices.get(one, one) for one in (code.split() if choices else [code]))
            # That a question was left is said with the question, not with a question of its own.
            groups[-1].lines.append(Line(asked.get(row.name.removesuffix(LEFT), asked[row.name]), said))
    return [one for one in groups if one.lines]


def not_asked(version: Version, xml: str) -> NotAsked | None:
    """The questions that the short path left out of the form as it stands; none where another path was chosen."""
    if not xml:
        return None
    given = verify.verify(instruments.compiled(version), xml.encode()).given
    parts = [
        (languages.pick(one.group.label) if one.group else "", [languages.pick(row.label) for row in one.rows])
        for one in short_path.not_asked(from_document(version.source), given)
    ]
    return NotAsked(sum(len(questions) for _name, questions in parts), parts) if parts else None


def lengths(version: Version) -> dict[str, short_path.Length] | None:
    """How long each path of the form is, as its rows say; none where no path is offered."""
    form = from_document(version.source)
    if not short_path.is_offered(form):
        return None
    short, whole = short_path.lengths(form)
    return {"short": short, "whole": whole}
