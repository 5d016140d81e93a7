"""An attempt begins and ends. Both are words of the person before they are ours."""

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case, HandOver
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.kernel.untold import NotNow, NotPermitted, NotValid
from himaya.returns import access, counting, policy, queries, states, words
from himaya.returns.actions.after import ARRIVAL_SAID, FOLLOW_DUE, IN_DANGER, still_owed
from himaya.returns.actions.choices import WENT_ALONE
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write


def open_for(*, case_id: UUID, instance_id: UUID, by: Actor) -> VoluntaryReturn:
    """Begin to talk about going and staying. The same form sent again begins one.

    Raises NotPermitted, NotFound, NotNow (closed, one runs already).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        kept = queries.of_case(case.pk).filter(instance_id=instance_id).first()
        if kept is not None:
            return kept
        if queries.running(case.pk) is not None:
            raise NotNow(words.RUNS, code="runs")
        row = VoluntaryReturn.objects.create(
            person_id=case.person_id,
            case=case,
            number=(queries.of_case(case.pk).aggregate(last=Max("number"))["last"] or 0) + 1,
            instance_id=instance_id,
            desk_id=by.desk_id,
            opened_at=clock.now(),
            opened_by=cases_policy.account_of(by),
        )
        quiet.stirred(case.pk)
        u.log("return.opened", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row


def end(*, case_id: UUID, reason: str, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """The attempt ends, with its reason. Another can begin at any time.

    Raises NotPermitted (on the way: not the lead), NotFound, NotNow (closed, none runs, not followed yet, on the way),
    NotValid (reason, words).
    """
    kept = few(said)
    if reason not in states.END_REASONS:
        raise NotValid(pgettext_lazy("going or staying", "Say why it ends."), code="reason")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        if reason == states.FOLLOWED and row.state != states.RECEIVED:
            raise NotNow(_("The person has not arrived there yet. Choose another reason."), code="reason")
        if row.state in (states.TRAVELLING, states.RECEIVED) and reason in (states.STAYS, states.IN_ERROR):
            raise NotNow(_("The person has left already. Choose another reason."), code="reason")
        if reason == states.FOLLOWED and still_owed(row) is not None:
            raise NotNow(_("The person is asked again how it goes. End it after the last time."), code="reason")
        if row.state == states.TRAVELLING:
            policy.check_ends_on_the_way(by, case)
            _check_no_word(row)
        sets = {"ended_on": clock.today(), "end_reason": reason, "reception_due_at": None}
        counts = counting.at_the_end(access.within(by, case, row), reason)
        events = [ARRIVAL_SAID, FOLLOW_DUE, *((WENT_ALONE,) if reason == states.ALONE else ())]
        if reason in states.GRAVE_ENDS and row.state in (states.TRAVELLING, states.RECEIVED):
            events.append(IN_DANGER)
        tells = [(event, None) for event in events]
        return Next(states.ENDS, "ended", {"words": kept}, code=reason, sets=sets, tells=tells, counts=counts)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def end_elsewhere(*, handover_id: UUID, by: Actor) -> None:
    """The file went to another institution: what runs here ends. Nothing of it travels but what the offer named.

    Only the system does it. A file that stayed in its house keeps its attempt; and somebody who is on the way is waited
    for by the desk that knows of it, which holds its own file still. Raises NotPermitted.
    """
    if by.kind != "system":
        raise NotPermitted(code="system")
    offer = HandOver.objects.filter(pk=handover_id).select_related("from_desk", "to_desk").first()
    if offer is None or offer.from_desk.institution_id == offer.to_desk.institution_id:
        return
    with unit(by=by) as u:
        case = Case.objects.select_for_update().get(pk=offer.case_id)
        row = VoluntaryReturn.objects.select_for_update(of=("self",)).filter(case=case, ended_on__isnull=True).first()
        if row is None or row.state == states.TRAVELLING:
            return
        row.state, row.review_on, row.reception_due_at = states.ENDED, None, None
        row.ended_on, row.end_reason = clock.today(), states.ELSEWHERE
        row.save(update_fields=["state", "review_on", "reception_due_at", "ended_on", "end_reason"])
        u.log("return.ended", object_type="case", object_id=case.pk, subjects=[case.person_id])
        for event in ("return.review_moved", ARRIVAL_SAID, FOLLOW_DUE):
            u.tell(event, case=str(case.pk))


def why_not_end(by: Actor, case: Case, row: VoluntaryReturn) -> str:
    """The sentence with which no reason ends it now, while the person is on the way; empty where one may."""
    if row.state != states.TRAVELLING:
        return ""
    try:
        policy.check_ends_on_the_way(by, case)
        _check_no_word(row)
    except (NotNow, NotPermitted) as refusal:
        return str(refusal.sentence)
    return ""


def _check_no_word(row: VoluntaryReturn) -> None:
    """Raises NotNow where nobody had to have heard of the arrival yet, or nothing was done to hear of it since."""
    due = row.reception_due_at
    if due is not None and clock.now() < due:
        raise NotNow(
            _("The person is on the way. Wait for word of the arrival; you are told if none comes."), code="reason"
        )
    if due is not None and not queries.lines_of(row).filter(kind=states.NO_WORD, at__gte=due).exists():
        raise NotNow(_("No word of the arrival came. Write down first what was done to hear of it."), code="reason")
