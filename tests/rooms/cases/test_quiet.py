"""Open files on which nothing happened for long: the desk is asked, then its lead; never anybody outside."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from himaya.cases import queries_quiet, queries_retention
from himaya.cases.actions import closures, consents, files, grants, quiet, referrals, retention
from himaya.cases.actions.closures import Ending
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Referral
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow
from tests import cast, factories

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E5")]
ABOUT = Question("desk:lawyers", ("needs",), "ary", "none", "spoken")


def after(days: int) -> object:
    return clock.stopped(factories.TUESDAY + timedelta(days=days))


def quiet_ones() -> list[UUID]:
    return [one.case.pk for one in queries_quiet.of_desk(cast.INSPECTOR)]


def test_a_file_is_quiet_on_the_thirtieth_day_and_before_the_lead_on_the_sixtieth() -> None:
    case_id = factories.hand_over().case_id
    for days, desk, lead in ((29, 0, 0), (30, 1, 0), (59, 1, 0), (60, 1, 1)):
        with after(days):  # type: ignore[attr-defined]
            assert len(quiet_ones()) == desk
            assert len(queries_quiet.of_institution(cast.LABOUR_LEAD)) == lead
            for other in (cast.SHELTER, cast.SHELTER_LEAD, cast.LAWYER, cast.SECRETARY, cast.AUDITOR):
                assert queries_quiet.of_desk(other) == queries_quiet.of_institution(other) == []
            assert queries_quiet.of_institution(cast.INSPECTOR) == []
    with after(60):  # type: ignore[attr-defined]
        assert queries_quiet.of_desk(cast.INSPECTOR)[0].since == factories.TUESDAY.date()
        with pytest.raises(NotFound):
            quiet.keep(case_id=case_id, by=cast.SHELTER)
        quiet.keep(case_id=case_id, by=cast.INSPECTOR)
        assert quiet_ones() == []
        with pytest.raises(NotNow):
            quiet.keep(case_id=case_id, by=cast.INSPECTOR)
    with after(90):  # type: ignore[attr-defined]
        assert quiet_ones() == [case_id]


@pytest.mark.parametrize(
    "stir",
    [
        lambda case, referral: referrals.accept(referral_id=referral, by=cast.SHELTER),
        lambda case, referral: consents.ask(case_id=case, question=ABOUT, by=cast.INSPECTOR),
        lambda case, referral: factories.case_file(case),
        lambda case, referral: quiet.stirred(case),
        lambda case, referral: grants.give(
            case_id=case,
            to=f"account:{cast.INSPECTOR_SOUTH.account_id}",
            kind="team",
            level="summary",
            sections=(),
            until=clock.today(),
            reason="advice",
            by=cast.LABOUR_LEAD,
        ),
    ],
    ids=["a step of a referral", "an agreement", "a file", "another room", "an access"],
)
def test_whatever_happens_makes_it_loud(stir: Callable[[UUID, UUID], object]) -> None:
    done = factories.hand_over()
    with after(29):  # type: ignore[attr-defined]
        stir(done.case_id, done.referral_ids[0])
    with after(58):  # type: ignore[attr-defined]
        assert quiet_ones() == []
    with after(59):  # type: ignore[attr-defined]
        assert queries_quiet.of_desk(cast.INSPECTOR)[0].since == factories.TUESDAY.date() + timedelta(days=29)


def test_a_file_that_was_opened_again_can_fall_silent_again() -> None:
    """Seen red: reopening wrote down that nobody need be asked for the two years of keeping."""
    case_id = factories.hand_over().case_id
    referrals.decline(referral_id=Referral.objects.get().pk, reason="no_place", by=cast.SHELTER)
    with after(40):  # type: ignore[attr-defined]
        closures.close(case_id=case_id, ending=Ending("goals_reached", knowing=True), by=cast.INSPECTOR)
    with after(41):  # type: ignore[attr-defined]
        closures.reopen(case_id=case_id, reason="person_came_back", by=cast.INSPECTOR)
        assert quiet_ones() == []
    with after(70):  # type: ignore[attr-defined]
        assert quiet_ones() == []
    with after(71):  # type: ignore[attr-defined]
        assert quiet_ones() == [case_id]
    with after(101):  # type: ignore[attr-defined]
        assert len(queries_quiet.of_institution(cast.LABOUR_LEAD)) == 1


def test_an_old_file_that_was_still_needed_is_among_the_quiet_ones_again_after_the_days() -> None:
    """Seen red: the answer to the question of the period hid the file from the desk for as long again."""
    case_id = factories.hand_over().case_id
    with after(800):  # type: ignore[attr-defined]
        assert queries_retention.is_idle(Case.objects.get(pk=case_id))
        retention.keep(case_id=case_id, by=cast.INSPECTOR)
        assert not queries_retention.is_idle(Case.objects.get(pk=case_id))
        assert quiet_ones() == []
    with after(830):  # type: ignore[attr-defined]
        assert quiet_ones() == [case_id]
        assert not queries_retention.is_idle(Case.objects.get(pk=case_id))
    with after(800 + 732):  # type: ignore[attr-defined]
        assert queries_retention.is_idle(Case.objects.get(pk=case_id))


def test_a_closed_file_is_not_quiet() -> None:
    case_id = factories.hand_over().case_id
    Case.objects.filter(pk=case_id).update(state="closed", closed_on=clock.today())
    with after(90):  # type: ignore[attr-defined]
        assert quiet_ones() == []
    assert files
