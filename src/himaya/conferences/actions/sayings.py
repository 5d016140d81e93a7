"""The verbs of what the person was told and said about a conference. A no ends its part at once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from himaya.cases import policy as cases
from himaya.cases.words import AGE_FIRST
from himaya.conferences import access, queries, rules, states, words
from himaya.conferences.actions import texts
from himaya.conferences.models import Conference, Item, Saying
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit


@dataclass(frozen=True, slots=True)
class Said:
    """One line: the word, about which part, on which day; words of the person; for a child what is known of a
    guardian. `told`: the person was told of the conference in the same conversation, which is a line of its own."""

    word: str
    on: date
    part: str = ""
    guardian: str = ""
    words: str = ""
    told: bool = False


def write(*, conference_id: UUID, said: Said, by: Actor) -> None:
    """Write down that the person was told, agreed, said no, comes, sends words, or was told what was decided.

    Anybody may who works at the desk that holds the case. Raises NotFound, NotNow, NotValid (the code names the field).
    """
    with unit(by=by) as u:
        # A no, and that the person was told, are heard on a closed file too.
        row = access.lock(by, conference_id, over=said.word in (rules.REFUSED, rules.TOLD_AFTER))
        _check(row, said)
        if said.told and said.word not in (rules.TOLD, rules.TOLD_AFTER):
            _line(u, row, Said(rules.TOLD, said.on))
        _line(u, row, said)


def withdraw(*, conference_id: UUID, part: str, by: Actor) -> None:
    """The person takes a part back: no reason, at once, before, during or after. What was not heard is dropped.

    Raises NotFound, NotValid (part), NotNow (it does not stand).
    """
    with unit(by=by) as u:
        row = access.lock(by, conference_id, over=True)
        if part not in rules.PARTS:
            raise NotValid(words.CHOOSE_PART, code="part")
        if part not in queries.standing(row):
            raise NotNow(words.PART_IS_OVER, code="part")
        _line(u, row, Said(rules.WITHDRAWN, clock.today(), part))


def _check(row: Conference, said: Said) -> None:
    if said.word not in rules.WORDS or said.word == rules.WITHDRAWN:
        raise NotValid(words.CHOOSE_WORD, code="word")
    after = said.word == rules.TOLD_AFTER
    if after and row.state not in (states.HELD, states.AGREED):
        raise NotNow(words.NOT_HELD_YET, code="word")
    if not after and row.state not in states.LIVE:
        raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
    if said.on > clock.today():
        raise NotValid(words.FUTURE, code="on")
    if said.word not in rules.ABOUT_A_PART:
        return
    if said.part not in rules.PARTS:
        raise NotValid(words.CHOOSE_PART, code="part")
    if said.part == rules.JUSTICE and said.word in rules.OPENS and not queries.age_was_asked(row):
        raise NotNow(AGE_FIRST, code="age_first")
    child = queries.is_child(row)
    if child and said.word == rules.AGREED_WORD:
        raise NotValid(words.CHILD_PATH, code="word")
    if not child and said.word == rules.BEST_INTEREST:
        raise NotValid(words.ADULT_PATH, code="word")
    if said.word == rules.BEST_INTEREST and said.guardian not in rules.GUARDIAN:
        raise NotValid(words.ASK_GUARDIAN, code="guardian")
    if not rules.may_decide(said.part, said.guardian, best_interest=said.word == rules.BEST_INTEREST):
        raise NotNow(words.GUARDIAN_FIRST, code="guardian")


def _line(u: Unit, row: Conference, said: Said) -> None:
    last = Saying.objects.filter(conference=row).aggregate(last=Max("number"))["last"] or 0
    sends = said.word == rules.SENDS_WORDS
    line = Saying(
        conference=row,
        person_id=row.person_id,
        number=last + 1,
        at=clock.now(),
        word=said.word,
        part=said.part if said.word in rules.ABOUT_A_PART else "",
        on=said.on,
        guardian=said.guardian if said.word == rules.BEST_INTEREST else "",
        written_by=cases.account_of(u.by),
    )
    # Her words are her words: nothing is looked for in them.
    seal(line, words=texts.checked(said.words, field="words", justice=True) if sends else None)
    line.save(force_insert=True)
    if said.word in rules.NO:
        waiting = Item.objects.filter(conference=row, part=said.part, state__in=(states.WAITING, states.ON))
        waiting.update(state=states.DROPPED)
    action = "conference.withdrawn" if said.word == rules.WITHDRAWN else "conference.said"
    u.log(action, object_type="conference", object_id=row.pk, code=said.word, subjects=[row.person_id])
