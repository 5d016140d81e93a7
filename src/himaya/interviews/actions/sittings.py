"""The verbs of a sitting: begun, paused, resumed, ended, and distress, which is an observation and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from himaya.cases.actions import quiet
from himaya.instruments import queries as instruments
from himaya.instruments import usage
from himaya.interviews import access, content, policy, queries, rules, states, words
from himaya.interviews.actions import ages, drafts, life, lines, stopping
from himaya.interviews.models import Interview, Moment, Preparation, Sitting
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit


@dataclass(frozen=True, slots=True)
class Opening:
    """That the limits were read aloud, who is present beside the two, and under which conditions."""

    limits_read: bool
    present: Sequence[str] = ()
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Distress:
    """What was done of the protocol, what was seen, which topic is left for the day, whether danger is imminent."""

    steps: Sequence[str] = ()
    words: str = ""
    topic: str = ""
    danger: bool = False


def begin(*, interview_id: UUID, opening: Opening, by: Actor) -> UUID:
    """Begin a sitting: the gates of today are open, the person said yes, somebody qualified leads. Returns its id.

    Raises NotFound, NotPermitted (role, qualification), NotNow (a gate, no yes), NotValid (limits not read).
    """
    ages.heard(interview_id, by)
    with unit(by=by) as u:
        row = access.lock(by, interview_id)
        access.check(row, "begin")
        ages.settle(row)
        preparation = check_begin(by, row)
        if not opening.limits_read:
            raise NotValid(words.READ_ALOUD, code="limits_read")
        if not set(opening.present) <= set(words.PRESENT):
            raise NotValid(words.CHOOSE, code="present")
        sitting = Sitting(
            **lines.of(row),
            number=lines.next_number(Sitting, interview=row),
            preparation=preparation,
            interpreter_id=preparation.interpreter_id,
            language=_spoken(preparation),
            present=sorted(set(opening.present)),
            led_by=lines.account(by),
            began_at=clock.now(),
        )
        said = lines.checked(opening.conditions, field="conditions", needed=False)
        seal(sitting, conditions=said or None)
        sitting.save(force_insert=True)
        _pin(row)
        row.state, row.next_on, row.next_at = states.SITTING, None, None
        row.save(update_fields=["state", "next_on", "next_at", "version"])
        quiet.stirred(row.case_id)
        u.log("interview.begun", **access.about(row))
        return sitting.pk


def check_begin(by: Actor, row: Interview) -> Preparation:
    """What stands in the way of beginning, for the greyed button too; else the answers of today, closed.

    Raises NotPermitted, NotNow.
    """
    policy.check_leads(by)
    policy.check_qualified(by)
    access.check(row, "begin")
    preparation = queries.prepared(row)
    if preparation is None:
        raise NotNow(words.PREPARE_FIRST, code="prepare_first")
    with access.open_preparation(by, preparation) as gates:
        answers = dict(gates.get("answers", {}))
    if closed := rules.missing(answers, child=queries.child(row)):
        raise NotNow(words.needed(closed[0], answers), code=closed[0])
    if queries.agreed(row).get("interview") in ("no", "withdrawn"):
        raise NotNow(words.SAID_NO, code="said_no")
    if queries.unasked(row):
        raise NotNow(words.ANSWER_ITEMS, code="agreement")
    if rules.untold(queries.agreed(row)):
        raise NotNow(words.TELL_FIRST, code="not_told")
    return preparation


def pause(*, interview_id: UUID, by: Actor) -> None:
    """A break. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        row = access.lock(by, interview_id)
        access.check(row, "pause")
        stopping.rest(u, row, by)


def resume(*, interview_id: UUID, by: Actor) -> None:
    """Go on after a break. Raises NotFound, NotPermitted, NotNow (also where the person took their yes back)."""
    with unit(by=by) as u:
        row = access.lock(by, interview_id)
        access.check(row, "resume")
        check_resume(by, row)
        row.state = states.TRANSITIONS["resume"][1]
        row.save(update_fields=["state"])
        stopping.moment(row, states.RESUME, by)
        u.log("interview.resumed", **access.about(row))


def check_resume(by: Actor, row: Interview) -> None:
    """What stands in the way of going on: somebody qualified, and nobody taken for an adult who may be none.

    Raises NotPermitted, NotNow.
    """
    policy.check_qualified(by)
    if queries.doubted(row):
        raise NotNow(words.MAY_BE_CHILD, code="may_be_child")
    if queries.agreed(row).get("interview") != "yes":
        raise NotNow(words.SAID_NO, code="said_no")


def end(*, interview_id: UUID, ending: str, by: Actor) -> None:
    """End the sitting: as planned, because the person said so, because it is enough to orient, or after distress.

    Raises NotFound, NotPermitted, NotNow, NotValid (ending).
    """
    with unit(by=by) as u:
        lines.one_of(ending, states.ENDINGS, field="ending")
        row = access.lock(by, interview_id, over=True)
        access.check(row, "end")
        stopping.stop(u, row, ending, by)
    ages.heard_at_the_end(interview_id, by)


def note_distress(*, interview_id: UUID, distress: Distress, by: Actor) -> None:
    """Write distress down: questions have stopped, the topic is left for the day. It says nothing of what she told.

    Raises NotFound, NotPermitted, NotNow (no sitting), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        if row.state not in states.RUNNING:
            raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
        if not set(distress.steps) <= {one.id for one in content.words().distress}:
            raise NotValid(words.CHOOSE, code="steps")
        if distress.topic:
            lines.one_of(distress.topic, rules.TOPICS, field="topic")
        seen = lines.checked(distress.words, field="words", needed=False)
        if row.state == states.SITTING:
            # Before anything else: no more questions.
            stopping.rest(u, row, by)
        said = {
            "steps": sorted(set(distress.steps)),
            "words": seen,
            "danger": distress.danger,
            "topic": distress.topic,
        }
        sitting = stopping.running(row)
        lines.add(Moment, row, by=by, sealed={"words": said}, kind=states.DISTRESS, sitting=sitting)
        u.log("interview.distress_noted", **access.about(row))
        if distress.danger:
            life.act_now(u, row, queries.draft(row))


def _spoken(preparation: Preparation) -> str:
    return preparation.interpreter.language if preparation.interpreter is not None else preparation.language


def _pin(row: Interview) -> None:
    """At the first sitting: the version in force at the desk stays that of this interview, with one draft."""
    if row.version_id is None:
        try:
            row.version = instruments.in_force(queries.form_name(row), desk_id=row.desk_id)
        except NotFound:
            return
        usage.began(row.version.pk, row.institution_id)
    if queries.draft(row) is None:
        drafts.begun(row)
