"""The verb of going through a plan with the person. What they say no to costs them nothing, and no reason is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.sending import role_of
from himaya.institutions.content import load_languages
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.plans import queries, states
from himaya.plans.actions import goals, lines
from himaya.plans.models import Talk


@dataclass(frozen=True, slots=True)
class Said:
    """On which day, in which language, by which way, what the person said; `refused` are ids of lines."""

    on: date
    language: str
    interpreter: str
    answer: str
    refused: Collection[UUID] = ()


def go_through(*, case_id: UUID, said: Said, instance_id: UUID, by: Actor) -> Talk:
    """Write down that the plan was gone through: what is agreed becomes accepted, what they said no to, refused.

    What they did not agree to as a whole stays proposed, to be talked about again. The same form sent again keeps one.
    Raises NotFound, NotNow (closed, nothing to go through), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case = goals.held(by, case_id)
        rows = Talk.objects.filter(case=case)
        done = rows.filter(instance_id=instance_id).first()
        if done is not None:
            return done
        open_now = queries.open_lines(case.pk)
        if not open_now:
            raise NotNow(_("There is nothing in the plan to go through yet. Add a line first."), code="empty")
        refused = {line.pk for line in open_now} & set(said.refused)
        _check(case, said, refused)
        talk = Talk.objects.create(
            case=case,
            instance_id=instance_id,
            number=rows.count() + 1,
            at=clock.now(),
            on=said.on,
            language=said.language,
            interpreter=said.interpreter,
            answer=said.answer,
            lines=[line.number for line in open_now],
            refused=[line.number for line in open_now if line.pk in refused],
            desk_id=by.desk_id,
            role=role_of(by),
        )
        for line in open_now:
            if line.pk in refused:
                lines.refuse(line_id=line.pk, by=by)
            elif said.answer != states.NOT_AGREED and line.state in states.TO_GO_THROUGH:
                lines.accept(line_id=line.pk, by=by)
        quiet.stirred(case.pk)
        u.log("plan.gone_through", object_type="case", object_id=case.pk, code=said.answer, subjects=[case.person_id])
        return talk


def _check(case: Case, said: Said, refused: Collection[UUID]) -> None:
    if said.answer not in states.ANSWERS:
        raise NotValid(_("Say what the person said of the plan."), code="answer")
    if said.answer == states.AGREED and refused:
        raise NotValid(_("A line is ticked to which they said no: choose “in part”, or untick it."), code="answer")
    if said.answer == states.IN_PART and not refused:
        raise NotValid(_("Tick the lines to which they said no."), code="refused")
    if not case.opened_on <= said.on <= clock.today():
        raise NotValid(_("Choose the day of the talk, today or before."), code="on")
    if said.language not in {row.id for row in load_languages()}:
        raise NotValid(_("Choose the language of the talk."), code="language")
    if said.interpreter not in states.INTERPRETERS:
        raise NotValid(_("Say whether an interpreter was needed."), code="interpreter")
