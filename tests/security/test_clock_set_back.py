"""A clock that is set back keeps nothing open for longer: sessions, proofs, emergencies; what was ended stays ended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from himaya.cases import access
from himaya.cases.actions import emergencies
from himaya.cases.models import Case
from himaya.institutions.models import Account
from himaya.kernel import clock, proof
from himaya.kernel.errors import NotFound, ProofNeeded
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN
from tests import cast, factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X2")]
PAGE = "/casework/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _the_cast() -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield


@pytest.fixture(name="seated")
def _seated() -> Client:
    """The inspector, who has just opened a page."""
    client = Client()
    client.force_login(
        Account.objects.get(pk=cast.INSPECTOR.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    session = client.session
    session.update({FACTORS: FULL_SIGN_IN, DESK: cast.INSPECTOR.desk_id})
    session.save()
    assert client.get(PAGE).status_code == 200
    return client


def status(client: Client, later: timedelta) -> int:
    with clock.stopped(factories.TUESDAY + later):
        return client.get(PAGE).status_code


def test_a_session_does_not_outlive_a_clock_that_is_set_back(seated: Client) -> None:
    """Planted fault: with an upper bound only, a session of a clock set back by a day stayed open for a day more."""
    assert status(seated, -timedelta(seconds=30)) == 200
    assert status(seated, -HOUR) != 200
    # Set right again, it is over: whoever sits there signs in anew.
    assert status(seated, timedelta(minutes=1)) != 200


def test_a_session_left_alone_is_locked_whether_the_clock_went_on_or_back(seated: Client) -> None:
    """Planted fault: the same in the bound of fifteen minutes."""
    assert status(seated, timedelta(minutes=14)) == 200
    assert status(seated, timedelta(minutes=5)) != 200


def test_a_proof_from_the_future_is_none() -> None:
    """Planted fault: with an upper bound only, a code shown before the clock was set back was good for hours."""
    actor = replace(cast.INSPECTOR, proven_at=clock.now() + HOUR)
    with pytest.raises(ProofNeeded):
        proof.check_recent(actor)
    with clock.stopped(factories.TUESDAY + HOUR + timedelta(minutes=5)):
        proof.check_recent(actor)


def opens(case: Case, later: timedelta) -> bool:
    try:
        with (
            clock.stopped(factories.TUESDAY + later),
            access.open_case(cast.INSPECTOR_SOUTH, case.pk, purpose="urgent_danger") as opened,
        ):
            return opened.person is not None
    except NotFound:
        return False


def test_an_emergency_that_ended_does_not_open_again_however_far_the_clock_goes_back() -> None:
    """Planted faults: an end that only moves the term; a term with no beginning, which runs anew from before it."""
    case = Case.objects.get(pk=factories.hand_over().case_id)
    given = {"reference": case.reference, "reason": "danger_to_life", "by": cast.INSPECTOR_SOUTH}
    first = emergencies.begin(**given, proved_at=clock.now())
    assert opens(case, HOUR)
    assert not opens(case, 5 * HOUR)
    assert not opens(case, -HOUR)
    with clock.stopped(factories.TUESDAY + 2 * HOUR):
        emergencies.end(emergency_id=first.pk, by=cast.INSPECTOR_SOUTH)
    assert not any(opens(case, number * HOUR) for number in range(-1, 5))
