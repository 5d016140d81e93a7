"""Closing a file beside what it would end, on PostgreSQL: a referral, an opening, an erasure, a question of a desk.

Whoever comes first, the ledger and the file say the same afterwards, and nothing runs of which nobody was asked.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from himaya.cases import states
from himaya.cases.actions import closures, erasures, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Closure, Referral
from himaya.kernel import clock
from himaya.kernel.errors import Refusal
from himaya.risks.models import DomainLine
from tests import cast, factories
from tests.races.every_verb_closures import ledger_and_file_agree, settled
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.cases.test_erasures import OFFICER
from tests.rooms.risks import assessed

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("E7")]
Deed = Callable[[], Any]


def closing(case: Case, *running: Any) -> Deed:
    ending = Ending("goals_reached", left_running=running)
    return partial(closures.close, case_id=case.pk, ending=ending, by=cast.INSPECTOR)


def at_once(monkeypatch: pytest.MonkeyPatch, one: Deed, other: Deed) -> int:
    """How many of the two were done; nothing but a refusal keeps one from it."""
    with monkeypatch.context() as patched:
        meet_before_saving(patched)
        found = together(one, other)
    faults = [each for each in found if isinstance(each, Exception)]
    assert [each for each in faults if not isinstance(each, Refusal)] == [], found
    return len(found) - len(faults)


def test_a_file_is_closed_or_a_referral_goes_and_never_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault to plant: without the lock of the file in `closures.close` both were done."""
    with clock.stopped(factories.TUESDAY):
        case = settled()
        send = partial(
            referrals.send, case_id=case.pk, wish=factories.wish(to_desk_id="hostel"), basis="consent", language="ary",
            interpreter="none", told_first=True, agreed_at=clock.now(), by=cast.INSPECTOR_COLLEAGUE,
        )  # fmt: skip
        assert at_once(monkeypatch, closing(case), send) == 1
        runs = Referral.objects.exclude(state__in=states.ENDED).exists()
        assert (Case.objects.get().state == "closed") != runs
        assert ledger_and_file_agree()


def test_a_desk_asks_or_the_file_is_closed_and_no_question_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault to plant: without the lock of the referrals the question was asked of a closed file."""
    with clock.stopped(factories.TUESDAY):
        done = factories.hand_over()
        case, (number,) = Case.objects.get(), done.referral_ids
        ask = partial(referrals.ask, referral_id=number, question="?", by=cast.SHELTER)
        assert at_once(monkeypatch, closing(case, number), ask) == 1
        assert (Case.objects.get().state, Referral.objects.get().state) in (("closed", "sent"), ("open", "asked"))


def test_of_closing_and_opening_again_each_line_follows_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.stopped(factories.TUESDAY):
        case = settled()
        again = partial(closures.reopen, case_id=case.pk, reason="new_need", by=cast.INSPECTOR_COLLEAGUE)
        assert at_once(monkeypatch, closing(case), again) in (1, 2)
        words = list(Closure.objects.order_by("number").values_list("word", flat=True))
        assert words in (["closed"], ["closed", "reopened"])
        assert ledger_and_file_agree()


def test_a_risk_is_found_or_the_file_is_closed_without_a_reason_and_never_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault to plant: with the risk read before the file is held, both were done."""
    with clock.stopped(factories.TUESDAY):
        case = settled()
        row = assessed.begun(case)
        find = partial(assessed.answered, row, "R2", "4", "4", by=cast.INSPECTOR_COLLEAGUE)
        close = partial(
            closures.close, case_id=case.pk, ending=Ending("goals_reached", knowing=True), by=cast.INSPECTOR
        )
        assert at_once(monkeypatch, close, find) == 1
        assert (Case.objects.get().state == "closed") != DomainLine.objects.exists()


@pytest.mark.parametrize("scope", ["all", "identity"])
def test_an_erasure_goes_on_whoever_closes_beside_it(monkeypatch: pytest.MonkeyPatch, scope: str) -> None:
    with clock.stopped(factories.TUESDAY):
        case = settled()
        number = erasures.ask(case_id=case.pk, scope=scope, ground="person_asked", by=cast.INSPECTOR)
        confirm = partial(erasures.confirm, erasure_id=number, by=OFFICER)
        assert at_once(monkeypatch, closing(case), confirm) == 1
        if scope == "all":
            assert not Case.objects.exists()
            assert not Closure.objects.exists()
        else:
            assert Case.objects.get().close_reason == "identity_erased"
            assert ledger_and_file_agree()
