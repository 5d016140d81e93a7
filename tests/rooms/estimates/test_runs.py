"""An estimate is asked for, stopped and gone on with; what is wrong with a table is said before anything is kept."""

from collections.abc import Iterator

import pytest

from himaya.estimates import estimating, policy, queries, states
from himaya.estimates.actions import runs
from himaya.estimates.models import Run
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.django_db(transaction=False), pytest.mark.capability("H5")]
TABLE = b"A,B,n\n1,0,40\n0,1,50\n1,1,20\n"
OFFICER = cast.actor("officer", "labour-north", "data_protection_officer")
AUDITOR = cast.actor("auditor", "labour-north", "auditor")


@pytest.fixture(autouse=True)
def _on_a_tuesday(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        yield


def ask(content: bytes = TABLE, **changes: object) -> Run:
    given: dict[str, object] = {"origin": states.PUBLISHED, "replicates": 1000, "seed": 1, "by": cast.SECRETARY}
    return runs.ask(content=content, **{**given, **changes})  # type: ignore[arg-type]


def test_what_is_asked_for_waits_and_keeps_counts_and_nothing_of_the_file() -> None:
    row = ask()
    assert (row.state, row.names, row.counts) == (states.QUEUED, ["A", "B"], [0, 40, 50, 20])
    assert AuditEvent.objects.filter(action="estimate.asked", object_id=str(row.pk), code="published").count() == 1


def test_lists_of_our_own_are_kept_without_what_was_passed_on() -> None:
    row = ask(b"A,B,n\n1,0,40\n0,1,50\n1,1,20\n1,r,9\n", origin=states.OWN)
    assert (row.counts, row.passed_on, row.origin) == ([0, 49, 50, 20], 9, states.OWN)


@pytest.mark.parametrize(
    ("content", "changes", "code"),
    [
        (b"A,B,n\n1,0,-3\n", {}, "negative"),
        (b"A,B,n\n1,0,3\n1,0,4\n", {}, "twice"),
        (b"A,n\n1,4\n", {}, "one_list"),
        (b"A,B,n\n1,0,3\n0,1,2\n", {}, "no_overlap"),
        (b"A,B,n\n1,0,3\n1,1,2\n", {}, "covers_all"),
        (("A,B,C,D,E,F,G,H,I,J,K,L,n\n" + "1," * 12 + "4\n").encode(), {}, "many_lists"),
        (b"x" * 1_000_001, {}, "too_large"),
        (b"\x89PNG\r\n\x1a\n", {}, "not_text"),
        (TABLE, {"origin": states.OWN}, "not_marked"),
        (b"A,B,n\n1,0,40\n0,1,50\n1,1,9\n1,r,9\n", {"origin": states.OWN}, "few_shared"),
        (TABLE, {"origin": "guessed"}, "origin"),
        (TABLE, {"replicates": 7}, "replicates"),
        (TABLE, {"seed": None}, "seed"),
        (TABLE, {"seed": 100_000}, "seed"),
    ],
)
def test_what_cannot_be_estimated_is_said_and_nothing_is_kept(
    content: bytes, changes: dict[str, object], code: str
) -> None:
    with refused(NotValid, code) as refusal:
        ask(content, **changes)
    assert str(refusal.value.sentence).endswith(".")
    assert not Run.objects.exists()


def test_no_more_than_five_wait() -> None:
    asked = [ask() for _ in range(runs.MOST_UNDER_WAY)]
    with pytest.raises(NotNow):
        ask()
    runs.cancel(run_id=asked[0].pk, by=cast.SECRETARY)
    ask()


def test_going_on_waits_for_room_too() -> None:
    """Five that were stopped, five that were asked for: going on with the first would make a queue of ten."""
    stopped = [ask() for _ in range(runs.MOST_UNDER_WAY)]
    for row in stopped:
        runs.cancel(run_id=row.pk, by=cast.SECRETARY)
    asked = [ask() for _ in range(runs.MOST_UNDER_WAY)]
    with refused(NotNow, "many_under_way"):
        runs.resume(run_id=stopped[0].pk, by=cast.SECRETARY)
    runs.cancel(run_id=asked[0].pk, by=cast.SECRETARY)
    runs.resume(run_id=stopped[0].pk, by=cast.SECRETARY)
    assert Run.objects.filter(state__in=states.UNDER_WAY).count() == runs.MOST_UNDER_WAY


@pytest.mark.parametrize("fault", [estimating.NO_ESTIMATE, estimating.FEW_BEHIND])
def test_what_no_second_try_changes_is_not_gone_on_with(fault: str) -> None:
    row = ask()
    Run.objects.filter(pk=row.pk).update(state=states.FAILED, fault=fault)
    with refused(NotNow, "for_good"):
        runs.resume(run_id=row.pk, by=cast.SECRETARY)
    Run.objects.filter(pk=row.pk).update(fault="ValueError")
    runs.resume(run_id=row.pk, by=cast.SECRETARY)


def test_one_is_stopped_once_and_gone_on_with_once() -> None:
    row = ask()
    runs.cancel(run_id=row.pk, by=cast.SECRETARY)
    with pytest.raises(NotNow):
        runs.cancel(run_id=row.pk, by=cast.SECRETARY)
    runs.resume(run_id=row.pk, by=cast.SECRETARY)
    with pytest.raises(NotNow):
        runs.resume(run_id=row.pk, by=cast.SECRETARY)
    row.refresh_from_db()
    assert (row.state, row.ended_at, row.claimed_at) == (states.QUEUED, None, None)


def test_one_that_is_not_there_is_not_found() -> None:
    for verb in (runs.cancel, runs.resume):
        with pytest.raises(NotFound):
            verb(run_id=new_id(), by=cast.SECRETARY)


def test_the_secretariat_asks_and_oversight_reads() -> None:
    row = ask()
    for by in (OFFICER, AUDITOR):
        assert queries.one(by, row.pk) == row
        assert list(queries.kept(by)) == [row]
        with pytest.raises(NotPermitted):
            ask(by=by)
        with pytest.raises(NotPermitted):
            runs.cancel(run_id=row.pk, by=by)
    for by in (cast.INSPECTOR, cast.LABOUR_LEAD, cast.OPERATOR):
        assert not policy.reads(by)
        with pytest.raises(NotPermitted):
            queries.one(by, row.pk)
        with pytest.raises(NotPermitted):
            queries.kept(by)
