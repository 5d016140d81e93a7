"""The verbs of lines beside the facts: her own view of the danger; an inconsistency, never without an explanation."""

from collections.abc import Sequence
from uuid import UUID

from himaya.interviews import access, rules, words
from himaya.interviews.actions import life, lines
from himaya.interviews.models import Note
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit


def own_view(*, interview_id: UUID, rating: str, said: str, by: Actor) -> None:
    """What the person thinks of the danger, in their words. Nobody writes over it: a later view is a line below.

    Raises NotFound, NotPermitted, NotNow, NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = access.lock_to_write(by, interview_id)
        lines.one_of(rating, rules.OWN_RATINGS, field="rating")
        content = {"rating": rating, "words": lines.checked(said, field="own_words", needed=False)}
        lines.add(Note, row, by=by, sealed={"content": content}, kind=rules.OWN_VIEW)
        u.log("interview.note_added", code=rules.OWN_VIEW, **access.about(row))
        if rating in rules.OWN_GRAVE:
            life.in_danger(u, row, by)


def inconsistency(
    *, interview_id: UUID, said: str, explanations: Sequence[str], by: Actor, as_written: bool = False
) -> None:
    """Two things do not fit together, and what may explain it. It is no judgment of anybody.

    Raises NotFound, NotPermitted, NotNow, NotValid (no explanation; words that judge, asked once).
    """
    with unit(by=by) as u:
        row = access.lock_to_write(by, interview_id)
        text = lines.checked(said, field="odd_words")
        if not rules.explained(explanations):
            raise NotValid(words.EXPLAIN, code="explanations")
        lines.asked_once(text, kept=as_written, field="odd_as_written")
        content = {"words": text, "explanations": sorted(set(explanations))}
        lines.add(Note, row, by=by, sealed={"content": content}, kind=rules.INCONSISTENCY)
        u.log("interview.note_added", code=rules.INCONSISTENCY, **access.about(row))
