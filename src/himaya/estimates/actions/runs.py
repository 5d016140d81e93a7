"""The verbs of an estimate: asked for, stopped, gone on with. The worker's own are in `making`."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.estimates import policy, rules_lists, rules_own, states, words, words_runs
from himaya.estimates.models import Run
from himaya.estimates.rules_lists import NotATable, Table
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

# How many tables may be drawn anew: the least that says anything, and what settles sparse tables.
REPLICATES = (1_000, 10_000)
LARGEST_SEED = 99_999
# A queue longer than this is a mistake or a burden to everybody.
MOST_UNDER_WAY = 5


def ask(*, content: bytes, origin: str, replicates: int, seed: int | None, by: Actor) -> Run:
    """Ask for an estimate from a table in a CSV file; the file itself is not kept.

    Raises NotPermitted; NotValid with the sentence of what is wrong with the table; NotNow while many are under way.
    """
    with unit(by=by) as u:
        policy.check_asks(by)
        if origin not in states.ORIGINS:
            raise NotValid(_("Say where the lists come from."), code="origin")
        if replicates not in REPLICATES:
            raise NotValid(_("Choose how many tables are drawn anew."), code="replicates")
        if seed is None or not 0 <= seed <= LARGEST_SEED:
            raise NotValid(_("The seed is a whole number from 0 to 99999."), code="seed")
        table, passed_on = _read(content, origin)
        _check_room()
        row = Run.objects.create(
            origin=origin,
            names=list(table.names),
            counts=[int(count) for count in table.counts],
            passed_on=passed_on,
            replicates=replicates,
            seed=seed,
            asked_at=clock.now(),
        )
        u.log("estimate.asked", object_type="estimate", object_id=row.pk, code=origin)
        return row


def cancel(*, run_id: UUID, by: Actor) -> None:
    """Stop one that is under way; what was drawn so far is kept. Raises NotPermitted, NotFound, NotNow."""
    with unit(by=by) as u:
        row = _lock(run_id, by)
        if row.state not in states.UNDER_WAY:
            raise NotNow(_("This estimate is not under way any more. Nothing was stopped."), code="not_under_way")
        row.state, row.ended_at = states.CANCELLED, clock.now()
        row.save(update_fields=["state", "ended_at"])
        u.log("estimate.cancelled", object_type="estimate", object_id=row.pk)


def resume(*, run_id: UUID, by: Actor) -> None:
    """Go on with one that was stopped, or that failed and may fare better. Raises NotPermitted, NotFound, NotNow."""
    with unit(by=by) as u:
        row = _lock(run_id, by)
        if row.state not in states.STOPPED:
            raise NotNow(_("This estimate was not stopped, or somebody went on with it."), code="not_stopped")
        if not policy.goes_on(row):
            raise NotNow(words_runs.fault(row.fault), code="for_good")
        _check_room()
        row.state, row.attempts, row.fault = states.QUEUED, 0, ""
        row.ended_at = row.claimed_at = row.beat_at = None
        row.save(update_fields=["state", "attempts", "fault", "ended_at", "claimed_at", "beat_at"])
        u.log("estimate.resumed", object_type="estimate", object_id=row.pk)


def _check_room() -> None:
    if Run.objects.filter(state__in=states.UNDER_WAY).count() >= MOST_UNDER_WAY:
        raise NotNow(_("Five estimates are under way. Wait for one of them, or stop it."), code="many_under_way")


def _read(content: bytes, origin: str) -> tuple[Table, int]:
    """The table, and how often somebody was passed on to a list. Raises NotValid."""
    try:
        if origin == states.PUBLISHED:
            return rules_lists.read(content), 0
        table, passed_on = rules_lists.read_own(content)
        rules_own.check(table)
    except NotATable as fault:
        raise NotValid(words.refusal(fault), code=fault.code) from fault
    return table, passed_on


def _lock(run_id: UUID, by: Actor) -> Run:
    policy.check_asks(by)
    row = Run.objects.select_for_update().filter(pk=run_id).first()
    if row is None:
        raise NotFound
    return row
