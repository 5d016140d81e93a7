"""The reasoning of one invented person, as a golden case has it: some facts, an argument, a gap that stays."""

from typing import Any

from himaya.cases import queries
from himaya.ops.demo_cases import somebody_at
from himaya.reasonings import golden
from himaya.reasonings.actions import reasonings

DESK, LANGUAGE, CASE = "inspection-nord", "fr", "construction-debt"


def seed() -> None:
    """On the newest open case of the desk, by the verbs like everybody's."""
    worker = somebody_at(DESK)
    case = queries.desk_cases(worker).filter(state="open").order_by("-opened_on", "reference").first()
    if case is None:
        return
    one = next(sample for sample in golden.load() if sample.id == CASE)
    about: Any = {"case_id": case.pk, "by": worker}
    for fact in one.facts:
        first, *more = fact.places
        number = reasonings.add(
            words=fact.words.in_language(LANGUAGE),
            source=fact.source,
            place=first.place,
            stance=first.stance,
            **about,
        )
        for place in more:
            reasonings.place(fact=number, place=place.place, stance=place.stance, **about)
    for verb, views in (
        (reasonings.qualify, one.qualifier),
        (reasonings.argue, one.forms),
        (reasonings.consider, one.alternatives[:2]),
    ):
        for view in views:
            verb(code=view.code, value=view.value, words=view.words.in_language(LANGUAGE), **about)
    for code, value in one.flags.items():
        reasonings.flag(code=code, value=value, **about)
    reasonings.tick(answers=one.signs, **about)
