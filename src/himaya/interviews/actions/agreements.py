"""The verbs of what the person says to each item of the interview: written down, and taken back. Lines are added."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from himaya.institutions.content import load_languages
from himaya.interviews import access, content, queries, states, words
from himaya.interviews.actions import ages, lines, stopping
from himaya.interviews.models import Agreement, Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit


@dataclass(frozen=True, slots=True)
class Said:
    """How it was asked: language, form, before whom; of a child, that it was in words of their age."""

    language: str
    mode: str
    witness: str
    assent: str = ""


def note(*, interview_id: UUID, answers: Mapping[str, str], said: Said, by: Actor) -> None:
    """Write down yes, no or declined for each item that was asked.

    Raises NotFound, NotPermitted, NotNow (closed), NotValid (the code names the item or the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id)
        if row.state == states.CLOSED:
            raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
        items = [one.id for one in content.words().asked_of(child=queries.child(row))]
        unanswered = next((one for one in items if answers.get(one) not in ("yes", "no", "declined")), "")
        if unanswered:
            raise NotValid(words.CHOOSE, code=unanswered)
        _check(row, said)
        for item in items:
            _line(row, item, answers[item], said, by)
        u.log("interview.agreement_noted", **access.about(row))


def withdraw(*, interview_id: UUID, item: str, by: Actor) -> None:
    """The person takes an item back: no reason, at once, also while a sitting goes on. Nothing else ends by it; a
    sitting that goes on ends with the yes to the interview.

    Raises NotFound, NotNow (nothing to take back), NotValid (item).
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        if item not in {one.id for one in content.words().agreement}:
            raise NotValid(words.ITEM, code="item")
        last = Agreement.objects.filter(interview=row, item=item).order_by("-number").first()
        if last is None or last.answer != "yes":
            raise NotNow(words.NOTHING_TO_WITHDRAW, code="item")
        _line(row, item, "withdrawn", Said(last.language, last.mode, last.witness, last.assent), by)
        u.log("interview.agreement_withdrawn", **access.about(row))
        if item == "interview" and row.state in states.RUNNING:
            stopping.stop(u, row, states.STOPPED, by)
    if item == "interview":
        ages.heard_at_the_end(interview_id, by)


def _check(row: Interview, said: Said) -> None:
    if said.language not in {one.id for one in load_languages()}:
        raise NotValid(words.CHOOSE_LANGUAGE, code="language")
    lines.one_of(said.mode, words.SPOKEN, field="mode")
    lines.one_of(said.witness, words.WITNESSES, field="witness")
    child = queries.child(row)
    if child and said.assent != "yes":
        raise NotValid(words.ASSENT, code="assent")
    if not child and said.assent:
        raise NotValid(words.NOT_A_CHILD, code="assent")


def _line(row: Interview, item: str, answer: str, said: Said, by: Actor) -> None:
    Agreement.objects.create(
        **lines.of(row),
        number=lines.next_number(Agreement, interview=row),
        at=clock.now(),
        item=item,
        answer=answer,
        language=said.language,
        mode=said.mode,
        witness=said.witness,
        assent=said.assent,
        written_by=lines.account(by),
    )
