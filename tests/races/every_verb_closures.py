"""The races of an ending: two close, or open again, at once."""

from functools import partial

from himaya.cases.actions import closures, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Closure
from himaya.instruments.models import Usage
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.races.every_verb import Race, Table, once

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)
DONE = Ending("goals_reached", {"safety": "better"})


def settled() -> Case:
    """A file of which no referral runs."""
    done = factories.hand_over()
    referrals.withdraw(referral_id=done.referral_ids[0], by=cast.INSPECTOR)
    return Case.objects.get(pk=done.case_id)


def _close(case: Case, by: Actor) -> object:
    return closures.close(case_id=case.pk, ending=DONE, by=by)


def _reopen(case: Case, by: Actor) -> object:
    return closures.reopen(case_id=case.pk, reason="new_need", by=by)


def ledger_and_file_agree() -> bool:
    case, words = Case.objects.get(), list(Closure.objects.order_by("number").values_list("word", flat=True))
    closed = bool(words) and words[-1] == "closed"
    in_use = Usage.objects.filter(open__gt=0).exists()
    return (case.state == "closed") == closed and (case.closed_on is not None) == closed and in_use != closed


@races.of("closures.close")
def a_file_is_closed_once() -> Race:
    case = settled()
    return once(
        partial(_close, case),
        "case.closed",
        lambda: ledger_and_file_agree() and Closure.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("closures.reopen")
def a_file_is_opened_again_once() -> Race:
    case = settled()
    _close(case, cast.INSPECTOR)
    return once(
        partial(_reopen, case),
        "case.reopened",
        lambda: ledger_and_file_agree() and Closure.objects.count() == 2,
        by=MEMBERS,
    )
