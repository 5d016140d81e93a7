"""The verb of what was told before: so that she is not asked to say it again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from himaya.interviews import access, rules, words
from himaya.interviews.actions import lines
from himaya.interviews.models import Telling
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit


@dataclass(frozen=True, slots=True)
class Told:
    """To which kind of body, when as far as it is said, by whom, and what was told in a few words."""

    body: str
    on: date | None = None
    by_whom: str = ""
    words: str = ""


def note(*, case_id: UUID, told: Told, by: Actor) -> None:
    """One more line; none is changed. Raises NotFound, NotNow (file closed), NotValid (the code names the field)."""
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        lines.one_of(told.body, rules.BODIES, field="body")
        if told.on is not None and told.on > clock.today():
            raise NotValid(words.FUTURE, code="on")
        row = Telling(
            person_id=case.person_id,
            case=case,
            number=lines.next_number(Telling, case=case),
            body=told.body,
            on=told.on,
            noted_at=clock.now(),
            desk_id=by.desk_id,
            written_by=lines.account(by),
        )
        seal(
            row,
            words={
                "by_whom": lines.checked(told.by_whom, field="by_whom", longest=rules.LONGEST_LINE, needed=False),
                "words": lines.checked(told.words, field="words", longest=rules.LONGEST_LINE, needed=False),
            },
        )
        row.save(force_insert=True)
        u.log(
            "interview.telling_noted", object_type="case", object_id=case.pk, code=told.body, subjects=[case.person_id]
        )
