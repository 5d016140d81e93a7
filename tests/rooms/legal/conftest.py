"""Every test of this room has the cast on stage; whoever sits down gets an account if they have none."""

import pytest
from django.test import Client

from himaya.kernel.actor import Actor
from tests import cast
from tests.rooms.stages import everybody_has_the_cast
from tests.signed_in import Sit, signed_in

__all__ = ["everybody_has_the_cast"]


@pytest.fixture(name="sit")
def _sit() -> Sit:
    def sit(actor: Actor, language: str = "en") -> Client:
        cast.seat(actor, str(actor.account_id)[:8])
        return signed_in(actor, language)

    return sit
