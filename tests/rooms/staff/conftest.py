"""A browser already signed in at a desk of the cast, both factors proved, in English; and an officer of labour."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from himaya.institutions.models import Account, AccountNotice, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN, SEEN, STARTED
from tests import cast, factories

Sit = Callable[..., Client]
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")


@pytest.fixture(autouse=True)
def _the_cast(db: None) -> Iterator[None]:
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        Account.objects.create(id=OFFICER.account_id, username="officer-of-labour")
        Membership.objects.create(
            account_id=OFFICER.account_id, desk_id="labour-south", roles=sorted(OFFICER.roles), valid_from=clock.today()
        )
        yield
    cache.clear()


@pytest.fixture(name="sit")
def _sit() -> Sit:
    def sit(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(account(actor), backend="django.contrib.auth.backends.ModelBackend")
        session, now = client.session, clock.now().timestamp()
        session.update({FACTORS: FULL_SIGN_IN, DESK: actor.desk_id, PROVEN: now, SEEN: now, STARTED: now})
        session.save()
        return client

    return sit


def account(actor: Actor) -> Account:
    found: Account = Account.objects.get(pk=actor.account_id)
    return found


def told(actor: Actor) -> list[str]:
    """What the holder of an account was told, oldest first."""
    return list(AccountNotice.objects.filter(account=account(actor)).order_by("id").values_list("kind", flat=True))


def body(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-1500:]
    return str(answer.content.decode())
