"""The verbs of a follow-up action: planned for one recommendation or several, begun, finished, dropped, taken up again.

An institution plans and finishes its own; the secretariat any, also of somebody outside the list.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, numbering, policy, policy_following, speaking
from himaya.coordination import states_following as states
from himaya.coordination.models import ActionServes, FollowUpAction, Recommendation
from himaya.coordination.queries import gathering as queries
from himaya.coordination.states import leads_to
from himaya.coordination.words_following import ACTION_STATES
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit

TEXT, ENTITY, NOTE, MOST = 600, 160, 600, 60
NUMBERS: Promise = _("Name at least one recommendation by its number, such as 12, 15-17.")


def plan(
    *,
    text: str,
    recommendation_ids: Sequence[UUID],
    institution_id: str = "",
    entity: str = "",
    due_on: date | None = None,
    by: Actor,
) -> FollowUpAction:
    """Plan one piece of work that serves these recommendations: of an institution of the list, or of an `entity`.

    Raises NotPermitted, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        if not policy.is_secretariat(by):
            policy.check_speaks(by, institution_id=institution_id, on=clock.today())
        said = _said(text, TEXT, _("Say in one sentence what will be done."))
        row = FollowUpAction(
            text=said,
            institution=_institution(institution_id),
            entity=_said(entity, ENTITY),
            due_on=due_on,
            state=states.ACTION_PLANNED,
            entered_on=clock.today(),
        )
        if bool(row.institution) == bool(row.entity):
            raise NotValid(_("Choose the institution that does it, or name somebody outside the list."), code="who")
        if due_on is not None and due_on < clock.today():
            raise NotValid(_("Choose a day that is not over, or leave it empty."), code="due_on")
        served = _open(by, recommendation_ids)
        numbering.save_numbered(row)
        ActionServes.objects.bulk_create(ActionServes(action=row, recommendation=one) for one in served)
        u.log("action.planned", object_type="follow_up_action", object_id=row.pk, code=institution_id)
        return row


def serve(*, action_id: UUID, recommendation_ids: Sequence[UUID], by: Actor) -> None:
    """Say that an open action serves further recommendations too. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        row = _held(by, action_id, "serve")
        there = set(row.serves.values_list("recommendation_id", flat=True))
        served = [one for one in _open(by, recommendation_ids) if one.pk not in there]
        if not served:
            raise NotNow(_("It serves them already: look at the page as it stands."), code="already")
        if len(there) + len(served) > MOST:
            raise NotValid(_("One action cannot serve so many. Plan a second one."), code="numbers")
        ActionServes.objects.bulk_create(ActionServes(action=row, recommendation=one) for one in served)
        for one in served:
            u.log("action.serves", object_type="recommendation", object_id=one.pk, code=str(row.number))


def stop_serving(*, action_id: UUID, recommendation_id: UUID, by: Actor) -> None:
    """Say that an open action does not serve a recommendation after all; one stays at least.

    Raises NotPermitted, NotFound, NotNow.
    """
    with unit(by=by) as u:
        row = _held(by, action_id, "serve")
        policy_following.recommendation_of(by, recommendation_id)
        lines = row.serves.filter(recommendation_id=recommendation_id)
        if not lines.exists():
            raise NotNow(_("It no longer serves it: look at the page as it stands."), code="already")
        if row.serves.count() == 1:
            raise NotNow(_("An action serves something: name another recommendation first, or drop it."), code="last")
        lines.delete()
        u.log(
            "action.no_longer_serves", object_type="recommendation", object_id=recommendation_id, code=str(row.number)
        )


def begin(*, action_id: UUID, by: Actor) -> None:
    """Say that the work has begun. Raises NotPermitted, NotFound, NotNow."""
    _move(action_id, by, "begin", "begun", "")


def finish(*, action_id: UUID, note: str = "", by: Actor) -> None:
    """Say that the work is done: that verifies no recommendation. Raises NotPermitted, NotFound, NotNow, NotValid."""
    _move(action_id, by, "finish", "finished", _said(note, NOTE))


def drop(*, action_id: UUID, reason: str, by: Actor) -> None:
    """Drop an action, with the reason. Raises NotPermitted, NotFound, NotNow, NotValid."""
    said = _said(reason, NOTE, _("Give the reason in one sentence: it stays beside the action."))
    _move(action_id, by, "drop", "dropped", said)


def resume(*, action_id: UUID, by: Actor) -> None:
    """Take up again what was done or dropped. Raises NotPermitted, NotFound, NotNow."""
    _move(action_id, by, "resume", "resumed", "")


def _move(action_id: UUID, by: Actor, verb: str, done: str, note: str) -> None:
    with unit(by=by) as u:
        row = _held(by, action_id, verb)
        row.state = leads_to(states.ACTION_TRANSITIONS, verb, row.state) or row.state
        ended = row.state in (states.ACTION_DONE, states.ACTION_DROPPED)
        row.ended_on, row.note = (clock.today(), note) if ended else (None, row.note)
        row.save(update_fields=["state", "ended_on", "note"])
        u.log(f"action.{done}", object_type="follow_up_action", object_id=row.pk)


def check_own(by: Actor, row: FollowUpAction) -> None:
    """Raises NotPermitted unless it is the secretariat, or somebody who speaks today for whose action it is."""
    if policy.is_secretariat(by):
        return
    if row.institution_id is None:
        raise NotPermitted(
            _("This is done by somebody outside the list: the secretariat keeps it up to date."), code="outside"
        )
    policy.check_speaks(by, institution_id=row.institution_id, on=clock.today())


def _held(by: Actor, action_id: UUID, verb: str) -> FollowUpAction:
    queries.action_of(by, action_id)
    row = FollowUpAction.objects.select_for_update(of=("self",)).filter(pk=action_id).first()
    if row is None:
        raise NotFound
    check_own(by, row)
    if leads_to(states.ACTION_TRANSITIONS, verb, row.state) is None:
        raise NotNow(
            format_lazy(
                _("This action is “{state}” by now: look at the page as it stands."), state=ACTION_STATES[row.state]
            ),
            code=f"action_{row.state}",
        )
    return row


def _said(text: str, longest: int, missing: str | Promise = "") -> str:
    found = speaking.written(text, missing=missing, longest=longest)
    no_case.check_said(found)
    return found


def _institution(institution_id: str) -> Institution | None:
    if not institution_id:
        return None
    found = Institution.objects.filter(pk=institution_id).exclude(valid_to__lt=clock.today()).first()
    if found is None:
        raise NotValid(_("Choose the institution that does it, or name somebody outside the list."), code="who")
    return found


def _open(by: Actor, recommendation_ids: Iterable[UUID]) -> list[Recommendation]:
    """Those that are named, open, and the actor's to work on. Held against an import that is undone meanwhile."""
    wanted = set(recommendation_ids)
    if not wanted:
        raise NotValid(NUMBERS, code="numbers")
    if len(wanted) > MOST:
        raise NotValid(_("One action cannot serve so many. Plan a second one."), code="numbers")
    known = policy_following.visible(by).filter(pk__in=wanted).values("pk")
    rows = list(Recommendation.objects.filter(pk__in=known).order_by("pk").select_for_update(of=("self",)))
    if len(rows) != len(wanted):
        raise NotFound(_("One of these is not in your register: look at the list as it stands."), code="gone")
    for row in sorted(rows, key=lambda one: one.number):
        if row.state not in states.RECOMMENDATION_OPEN:
            raise NotNow(
                format_lazy(_("R-{number} is no longer open: nothing more is planned for it."), number=row.number),
                code="not_open",
            )
        if not policy.is_secretariat(by):
            policy_following.check_takes_part(row, by.institution_id)
    return rows
