"""What several pages of the register show alike: one line of a list, the five lights, the codes in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from himaya.coordination import content_following, rules_following, wordings, words_recommendations
from himaya.coordination.content_following import Filed
from himaya.coordination.models import Recommendation
from himaya.coordination.queries.recommendations import Line
from himaya.coordination.words_following import (
    GRADES,
    LACKS,
    RECOMMENDATION_STATES,
    RECOMMENDATION_TONES,
    RESPONSES,
    SMART,
    SOURCES,
)
from himaya.kernel import clock
from himaya.web.roundtable.practice.showing import Chip, chip
from himaya.web.roundtable.tables.lists import Item


@dataclass(frozen=True, slots=True)
class Shown:
    """One recommendation in words. `late` says by how much, '' when it is not overdue."""

    row: Recommendation
    text: str
    lead: str
    chip: Chip
    source: str | Promise
    late: str
    grade: str | Promise
    response: str | Promise


@dataclass(frozen=True, slots=True)
class Light:
    """One of the five letters, with the words for what is missing; none when it is lit."""

    word: str | Promise
    lacks: list[str | Promise]


def shown(line: Line) -> Shown:
    """A line of the register in words."""
    row = line.row
    return Shown(
        row,
        wordings.written(row.texts),
        lead(row),
        chip(row.state, RECOMMENDATION_STATES, RECOMMENDATION_TONES),
        SOURCES.get(row.source_kind, row.source_kind),
        words_recommendations.lateness(row) if line.overdue else "",
        GRADES.get(line.grade, ""),
        RESPONSES.get(row.response, ""),
    )


def lead(row: Recommendation) -> str:
    """The name of the lead; '' while nobody is named."""
    return row.lead.name if row.lead is not None else row.lead_name


def lights(row: Recommendation) -> list[Light]:
    """Specific, measurable, achievable, relevant, dated: what each still lacks."""
    said = rules_following.Said(
        texts=row.texts,
        lead=bool(row.lead_id or row.lead_name),
        action_type=row.action_type,
        indicator=row.indicator,
        baseline=row.baseline,
        target=row.target,
        resources=row.resources,
        plan_axis=row.plan_axis,
        sdg=row.sdg,
        theme=row.theme,
        due_on=row.due_on,
        today=clock.today(),
    )
    found = rules_following.smart(said)
    return [Light(SMART[letter], [LACKS[code] for code in found[letter]]) for letter in rules_following.SMART]


def filed(known: dict[str, Filed], code: str) -> str:
    """A code of the content in words; the code itself when it has left the content."""
    return known[code].name if code in known else code


def as_items(rows: Iterable[Filed]) -> list[Item]:
    """Codes of the content as lines of a list."""
    return [Item(row.id, row.name) for row in rows]


def themes() -> list[Item]:
    """The themes as lines of a list, with their code."""
    return [Item(row.id, f"{row.id} · {row.name}") for row in content_following.register().themes.values()]
