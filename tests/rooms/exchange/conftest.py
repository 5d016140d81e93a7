"""The cast, a stopped clock, and a browser already signed in at a desk, both factors proved."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN
from tests import cast, factories
from tests.rooms.legal.registering import ELSEWHERE, OFFICER, SECOND

Sit = Callable[..., Client]


@pytest.fixture(autouse=True)
def _the_cast(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield


@pytest.fixture(name="sit")
def _sit() -> Sit:
    def sit(actor: Actor, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        account, made = Account.objects.get_or_create(
            pk=actor.account_id, defaults={"username": str(actor.account_id)[:8]}
        )
        if made:
            Membership.objects.create(
                account=account, desk_id=actor.desk_id, roles=sorted(actor.roles), valid_from=clock.today()
            )
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session.update({FACTORS: FULL_SIGN_IN, DESK: actor.desk_id, PROVEN: clock.now().timestamp()})
        session.save()
        return client

    return sit


__all__ = ["ELSEWHERE", "OFFICER", "SECOND", "Sit"]
