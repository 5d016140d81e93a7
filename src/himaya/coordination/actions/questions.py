"""The verbs of a question that a table left open: left with who owes the answer, answered, withdrawn."""

from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks_practice, no_case, policy, speaking, states
from himaya.coordination.models import Question
from himaya.coordination.words_practice import QUESTION_STATES
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

TEXT, ANSWER = 600, 4000


def leave(
    *,
    table_id: UUID,
    item_id: UUID | None,
    asked_by_id: str | None,
    owed_by_id: str,
    text: str,
    due_on: date | None,
    by: Actor,
) -> Question:
    """Write down a question that stayed open, who owes the answer and by when. Raises NotNow, NotValid, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        table = locks_practice.lock_table_in(by, table_id, locks_practice.SPOKEN)
        if due_on is None or due_on < clock.today():
            raise NotValid(_("Say until which day: today or later."), code="due_on")
        row = Question.objects.create(
            table=table,
            item=locks_practice.item_of(table, item_id),
            asked_by=speaking.seated(table.cycle, asked_by_id) if asked_by_id else None,
            owed_by=speaking.seated(table.cycle, owed_by_id),
            text=_said(text, TEXT),
            due_on=due_on,
            state=states.QUESTION_OPEN,
        )
        u.log("question.left", object_type="question", object_id=row.pk, code=owed_by_id)
        return row


def answer(
    *, question_id: UUID, text: str, how: str = states.CLICK, delegate_id: UUID | None = None, by: Actor
) -> None:
    """Answer for the institution that owes it: its delegate by click, the secretariat by mail or letter.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, question_id)
        voice = speaking.voice(by, institution_id=row.owed_by_id, how=how, delegate_id=delegate_id)
        row.answer, row.how, row.delegate = _said(text, ANSWER), voice.how, voice.delegate
        row.state, row.answered_on = states.QUESTION_ANSWERED, clock.today()
        row.save()
        u.log("question.answered", object_type="question", object_id=row.pk, code=row.owed_by_id)


def withdraw(*, question_id: UUID, by: Actor) -> None:
    """Take a question back: nobody owes its answer any more. Raises NotFound, NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = _held(by, question_id)
        row.state = states.QUESTION_WITHDRAWN
        row.save(update_fields=["state"])
        u.log("question.withdrawn", object_type="question", object_id=row.pk)


def _held(by: Actor, question_id: UUID) -> Question:
    row = locks_practice.lock_question(by, question_id)
    if row.state != states.QUESTION_OPEN:
        raise NotNow(
            format_lazy(_("This question is {state} by now. Look at it below."), state=QUESTION_STATES[row.state]),
            code=f"question_{row.state}",
        )
    return row


def _said(text: str, longest: int) -> str:
    found = speaking.written(text, missing=_("Write it in one or two sentences."), longest=longest)
    no_case.check_said(found)
    return found
