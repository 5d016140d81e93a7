"""The worker makes estimates part after part: stopped or killed, it goes on to the very same result."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.utils import translation

from himaya.estimates import comparing, estimating, results, states, words_runs
from himaya.estimates.actions import making, runs
from himaya.estimates.estimating import Question
from himaya.estimates.models import Part, Run
from himaya.estimates.rules_fit import Matrix
from himaya.estimates.rules_lists import NotATable
from himaya.kernel import clock
from himaya.ops import estimates_worker
from tests import cast, factories
from tests.rooms.estimates.tables import TABLES, table

pytestmark = [pytest.mark.django_db(transaction=False), pytest.mark.capability("H5")]
KOREA = (TABLES / "Korea.csv").read_bytes()
STEPS = comparing.steps(1000)


@pytest.fixture(autouse=True)
def _on_a_tuesday(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        yield


def ask(content: bytes = KOREA) -> Run:
    return runs.ask(content=content, origin=states.PUBLISHED, replicates=1000, seed=1, by=cast.SECRETARY)


def now_of(row: Run) -> Run:
    return Run.objects.get(pk=row.pk)


def stopping_after(monkeypatch: pytest.MonkeyPatch, parts: int, then: Any) -> None:
    """Something happens once so many parts are kept."""
    keep, kept = making.keep, []

    def late(claimed: making.Claimed, method: str, number: int, totals: Matrix) -> bool:
        if len(kept) == parts:
            then()
        kept.append(number)
        return keep(claimed, method, number, totals)

    monkeypatch.setattr(making, "keep", late)


def test_every_method_is_made_with_its_interval_and_the_parts_go() -> None:
    row = ask()
    assert estimates_worker.make_one(clock.now())
    assert not estimates_worker.make_one(clock.now())
    made = now_of(row)
    assert (made.state, made.done, Part.objects.count()) == (states.READY, STEPS, 0)
    assert made.result is not None
    found = results.read(made.result)
    assert [one.said.method for one in found.sides] == list(estimating.METHODS)
    assert all(one.low is not None and one.said.total is not None for one in found.sides)
    # The same ends as the command gives for this seed.
    alone = estimating.estimate(table("Korea"), Question(method=estimating.BIC))
    assert (found.sides[1].said, found.sides[1].low, found.sides[1].high) == (alone.said, alone.low, alone.high)


def test_one_that_was_stopped_keeps_its_parts_and_goes_on_to_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, row = ask(), None
    estimates_worker.make_one(clock.now())
    row = ask()
    with monkeypatch.context() as patched:
        stopping_after(patched, 5, lambda: runs.cancel(run_id=row.pk, by=cast.SECRETARY))
        assert estimates_worker.make_one(clock.now())
    assert (now_of(row).state, now_of(row).done, Part.objects.count()) == (states.CANCELLED, 5, 5)
    assert not estimates_worker.make_one(clock.now()), "what was stopped does not go on by itself"
    runs.resume(run_id=row.pk, by=cast.SECRETARY)
    again: list[int] = []
    with monkeypatch.context() as patched:
        stopping_after(patched, 10**6, None)
        keep = making.keep
        patched.setattr(making, "keep", lambda *all_: again.append(1) or keep(*all_))
        assert estimates_worker.make_one(clock.now())
    assert len(again) == STEPS - 5, "no part is drawn twice"
    assert now_of(row).result == now_of(whole).result


def test_a_worker_that_ends_gives_it_to_the_next_one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    row, stop = ask(), Event()
    stopping_after(monkeypatch, 2, stop.set)
    assert estimates_worker.make_one(clock.now(), stop)
    assert (now_of(row).state, now_of(row).done, now_of(row).attempts) == (states.QUEUED, 3, 0)
    stop.clear()
    assert estimates_worker.make_one(clock.now(), stop)
    assert (now_of(row).state, now_of(row).done) == (states.READY, STEPS)


def test_one_that_gets_on_is_not_taken_for_gone_however_long_it_takes() -> None:
    """Each part tells that its worker lives; only silence counts, never the time since the claim."""
    row = ask()
    slow = making.claim(clock.now())
    assert slow is not None
    for number in range(4):
        with clock.stopped(factories.TUESDAY + (number + 1) * (making.CLAIM_LASTS - timedelta(minutes=1))):
            assert making.claim(clock.now()) is None, number
            assert making.keep(slow, estimating.MAIN, number, slow.table.counts)
            last = clock.now()
    silent = last + making.CLAIM_LASTS + timedelta(seconds=1)
    assert making.claim(silent) is not None
    assert not making.keep(slow, estimating.MAIN, 4, slow.table.counts)
    assert now_of(row).done == 4


def test_a_method_that_says_nothing_of_a_table_does_not_leave_its_steps_behind() -> None:
    """Seven lists have too many models: whoever waits sees all steps made, and not two thirds and then the page."""
    heading = "A,B,C,D,E,F,G,n\n"
    pairs = "".join(f"{','.join('1' if k in (n, (n + 1) % 7) else '0' for k in range(7))},6\n" for n in range(7))
    alone = "".join(f"{','.join('1' if k == n else '0' for k in range(7))},40\n" for n in range(7))
    row = ask((heading + pairs + alone).encode())
    assert estimates_worker.make_one(clock.now())
    assert (now_of(row).state, now_of(row).done) == (states.READY, STEPS)


def test_a_slow_worker_whose_estimate_another_one_took_over_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask()
    slow = making.claim(clock.now())
    taken = making.claim(clock.now() + making.CLAIM_LASTS + timedelta(seconds=1))
    assert slow is not None
    assert taken is not None
    assert not making.keep(slow, estimating.MAIN, 0, slow.table.counts)
    assert not making.finish(slow, {})
    making.fail(slow, "late")
    assert (now_of(row).state, now_of(row).done, now_of(row).fault) == (states.RUNNING, 0, "")


def test_a_fault_is_tried_three_times_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask()

    def broken(*_all: object, **_named: object) -> None:
        raise ValueError("inside")

    with monkeypatch.context() as patched:
        patched.setattr(comparing, "compare", broken)
        for attempt in range(making.MOST_ATTEMPTS):
            assert now_of(row).state == states.QUEUED, attempt
            assert estimates_worker.make_one(clock.now())
    assert (now_of(row).state, now_of(row).fault) == (states.FAILED, "ValueError")
    runs.resume(run_id=row.pk, by=cast.SECRETARY)
    assert estimates_worker.make_one(clock.now())
    assert now_of(row).state == states.READY


def test_one_that_kills_its_worker_three_times_is_given_up() -> None:
    row = ask()
    at = clock.now()
    for _ in range(making.MOST_ATTEMPTS):
        assert making.claim(at) is not None
        at += making.CLAIM_LASTS + timedelta(seconds=1)
    assert making.claim(at) is None
    assert (now_of(row).state, now_of(row).fault) == (states.FAILED, "worker_gone")


def test_a_table_without_an_estimate_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask()

    def none(*_all: object, **_named: object) -> None:
        raise NotATable(estimating.NO_ESTIMATE)

    monkeypatch.setattr(comparing, "compare", none)
    assert estimates_worker.make_one(clock.now())
    assert (now_of(row).state, now_of(row).fault) == (states.FAILED, estimating.NO_ESTIMATE)
    with translation.override("en"):
        assert "too few to fix a number" in words_runs.fault(now_of(row).fault)
        assert "fewer than 11 people" in words_runs.fault(estimating.FEW_BEHIND)
        assert "go on with it" in words_runs.fault("ValueError")
    assert not estimates_worker.make_one(clock.now())


def test_after_a_month_it_is_deleted_with_its_parts() -> None:
    row = ask()
    claimed = making.claim(clock.now())
    assert claimed is not None
    making.keep(claimed, estimating.MAIN, 0, claimed.table.counts)
    runs.cancel(run_id=row.pk, by=cast.SECRETARY)
    estimates_worker.forget(clock.now() + making.KEPT_FOR)
    assert Run.objects.exists()
    estimates_worker.forget(clock.now() + making.KEPT_FOR + timedelta(seconds=1))
    assert not Run.objects.exists()
    assert not Part.objects.exists()
