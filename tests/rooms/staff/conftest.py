"""The cast with an officer of labour, and a browser that has just signed in at a desk, both factors proved."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from himaya.institutions.models import Account, AccountNotice
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import SEEN, STARTED
from tests import cast
from tests.signed_in import Sit, signed_in

OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")


@pytest.fixture(autouse=True)
def _everybody_is_there(the_cast: None) -> Iterator[None]:
    cache.clear()
    cast.seat(OFFICER, "officer-of-labour")
    yield
    cache.clear()


@pytest.fixture(name="sit")
def _sit() -> Sit:
    def sit(actor: Actor) -> Client:
        now = clock.now().timestamp()
        return signed_in(actor, session={SEEN: now, STARTED: now})

    return sit


def account(actor: Actor) -> Account:
    found: Account = Account.objects.get(pk=actor.account_id)
    return found


def told(actor: Actor) -> list[str]:
    """What the holder of an account was told, oldest first."""
    return list(AccountNotice.objects.filter(account=account(actor)).order_by("id").values_list("kind", flat=True))
