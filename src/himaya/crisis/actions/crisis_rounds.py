"""The verbs of the hour in which a life is in danger: ask, act, look again within a day, end by a second look.

Nothing here waits for an answer: each of the five may be left, and no verb asks what was said to decide anything.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.sending import role_of
from himaya.crisis import access, queries, rules, rules_looks
from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.kernel.untold import NotNow, NotValid

LONGEST = 1000
# A look every hour for weeks stays far below.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at one look: the five, how somebody looked, few words, and within how many hours is the next."""

    answers: Mapping[str, str] = field(default_factory=dict)
    way: str = rules.WITH_THEM
    words: str = ""
    within: str = "24"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: acts of the list, who stays, what the person was told about sharing, few words."""

    acts: Collection[str]
    stays: str
    told: str
    words: str = ""


def begin(*, case_id: UUID, said: Said, instance_id: UUID, by: Actor) -> CrisisRound:
    """Write down that somebody asked. A look within a day is owed from here on. The same form sent again keeps one.

    Raises NotPermitted, NotFound, NotNow (closed, runs already), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case, done, last = _held(by, case_id, said, instance_id)
        if done is not None:
            return done
        if last is not None and last.kind != rules_looks.ENDED:
            raise NotNow(
                _("Somebody began this already. Look again at the person, and write it down as another look."),
                code="running",
            )
        return _round(u, case, said, instance_id, rules_looks.BEGUN)


def look_again(*, case_id: UUID, said: Said, instance_id: UUID, by: Actor) -> CrisisRound:
    """Another look; the next one is owed within a day of it. Whoever was not reached is looked for again within two
    hours, and never later than was owed before.

    Raises NotPermitted, NotFound, NotNow (closed, nothing runs), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case, done, last = _held(by, case_id, said, instance_id)
        if done is not None:
            return done
        _check_runs(last)
        return _round(u, case, said, instance_id, rules_looks.LOOKED)


def end(*, case_id: UUID, said: Said, instance_id: UUID, by: Actor) -> CrisisRound:
    """Somebody who looked says that no further look is needed: a second look ends it, whatever was said at it.

    Raises NotPermitted, NotFound, NotNow (closed, nothing runs, not a second look), NotValid (also: not reached).
    """
    with unit(by=by) as u:
        case, done, last = _held(by, case_id, said, instance_id)
        if done is not None:
            return done
        _check_runs(last)
        if said.way not in rules.LOOKED:
            raise NotValid(_("It ends only when somebody saw or heard the person. Look for them again."), code="way")
        _check_second(case, by)
        return _round(u, case, said, instance_id, rules_looks.ENDED)


def record(*, case_id: UUID, done: Done, instance_id: UUID, by: Actor) -> CrisisAct:
    """Write down what was done after the last look, who stays, and what the person was told about sharing.

    Raises NotPermitted, NotFound, NotNow (closed, nothing runs), NotValid (the code names the field).
    """
    words = _few(done.words)
    if not set(done.acts) <= set(rules.ACTS):
        raise NotValid(_("Choose what was done from the list."), code="acts")
    if done.stays not in rules.STAYS:
        raise NotValid(_("Say who stays with the person. “Nobody yet” is an answer."), code="stays")
    if done.told not in rules.TOLD:
        raise NotValid(_("Say what the person was told about sharing."), code="told")
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        kept = CrisisAct.objects.filter(case=case, instance_id=instance_id).defer("done").first()
        if kept is not None:
            return kept
        last = _check_runs(queries.last_of(case.pk))
        row = CrisisAct(
            person_id=case.person_id,
            case=case,
            round_id=last.pk,
            instance_id=instance_id,
            at=clock.now(),
            desk_id=by.desk_id,
            role=role_of(by),
        )
        acts = [one for one in rules.ACTS if one in done.acts]
        seal(row, done={"acts": acts, "stays": done.stays, "told": done.told, "words": words})
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("crisis_act.recorded", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row


def _held(
    by: Actor, case_id: UUID, said: Said, instance_id: UUID
) -> tuple[Case, CrisisRound | None, CrisisRound | None]:
    """The case, the round that this form made already, and the last round of the case."""
    case = access.lock_case(by, case_id)
    _check(said)
    done = CrisisRound.objects.filter(case=case, instance_id=instance_id).defer("said").first()
    return case, done, queries.last_of(case.pk)


def _check(said: Said) -> None:
    wrong = next((one for one in rules.ASKS if said.answers.get(one, "") not in ("", *rules.ANSWERS)), "")
    if wrong:
        raise NotValid(_("Choose one of the four answers, or leave it."), code=wrong)
    if said.way not in rules.WAYS:
        raise NotValid(_("Say how you looked: with the person, by telephone, or not reached."), code="way")
    if said.within not in rules_looks.WITHIN:
        raise NotValid(_("Say within how many hours somebody looks again, at most 24."), code="within")
    _few(said.words)


def _few(words: str) -> str:
    kept = words.replace("\0", "").strip()
    if len(kept) > LONGEST:
        raise NotValid(_("Say it in a few words."), code="words")
    return kept


def _check_runs(last: CrisisRound | None) -> CrisisRound:
    if last is None or last.kind == rules_looks.ENDED:
        raise NotNow(
            _("Nothing runs here. Ask the person first, and write it down as a first look."), code="not_running"
        )
    return last


def _check_second(case: Case, by: Actor) -> None:
    seen = queries.last_seen(case.pk)
    if seen is None:
        raise NotNow(
            _("Nobody saw or heard the person before. Write this down as another look; a second one ends it."),
            code="second_look",
        )
    here = clock.here()
    if not rules_looks.second_look(
        seen.at.astimezone(here), seen.looked_by, clock.now().astimezone(here), by.account_id
    ):
        raise NotNow(
            _(
                "You looked a short while ago. It ends by a second look: on a later day and at least 12 hours after "
                "yours, or before that by somebody else of the desk."
            ),
            code="second_look",
        )


def _round(u: Unit, case: Case, said: Said, instance_id: UUID, kind: str) -> CrisisRound:
    last = queries.last_of(case.pk)
    number = last.number + 1 if last is not None else 1
    if number > MOST:
        raise NotNow(_("More looks than can be kept were written down here."), code="full")
    reached = said.way in rules.LOOKED
    due = rules_looks.next_look(clock.now(), said.within) if kind != rules_looks.ENDED else None
    if not reached:
        due = rules_looks.look_for(clock.now(), last.next_look_at if last is not None else None)
    row = CrisisRound(
        person_id=case.person_id,
        case=case,
        instance_id=instance_id,
        number=number,
        kind=kind,
        at=clock.now(),
        reached=reached,
        next_look_at=due,
        desk_id=u.by.desk_id,
        role=role_of(u.by),
        looked_by=cases_policy.account_of(u.by),
    )
    seal(row, said={"answers": rules.said(said.answers), "way": said.way, "words": _few(said.words)})
    row.save(force_insert=True)
    quiet.stirred(case.pk)
    done_as = {
        rules_looks.BEGUN: "crisis_round.begun",
        rules_looks.LOOKED: "crisis_round.looked_again",
        rules_looks.ENDED: "crisis_round.ended",
    }[kind]
    u.log(done_as, object_type="case", object_id=case.pk, subjects=[case.person_id])
    _follow(u, case, due)
    return row


def _follow(u: Unit, case: Case, due: datetime | None) -> None:
    """The desk is told now, and once more when the moment has come: also if somebody put the task away unlooked."""
    u.tell("crisis_round.look_owed", case=str(case.pk))
    if due is not None:
        u.tell("crisis_round.look_owed", due_at=due, case=str(case.pk))
