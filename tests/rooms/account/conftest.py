"""A ward with one account, its second factor, and the present code of it."""

from collections.abc import Iterator
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from himaya.institutions.models import Account, Desk, Institution, Membership
from tests import codes

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "a long and private sentence"


def code(secret: str = SECRET) -> str:
    """What an authenticator with this secret shows now."""
    return codes.of(secret)


@pytest.fixture(autouse=True)
def _one_half_minute() -> Iterator[None]:
    with codes.one_half_minute():
        yield


@pytest.fixture(autouse=True)
def _no_guesses_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(name="nurse")
def _nurse() -> Account:
    hospital = Institution.objects.create(id="h", kind="hospital", name_fr="H", name_ar="م", name_en="H", mark="C")
    ward = Desk.objects.create(id="ward", institution=hospital, kind="health", name_fr="S", name_ar="ق", name_en="W")
    account = Account(username="ward-night")
    account.set_password(PASSWORD)
    account.save()
    Membership.objects.create(account=account, desk=ward, roles=["front_line"], valid_from=date(2026, 1, 1))
    return account


@pytest.fixture(name="ready")
def _ready(nurse: Account) -> Account:
    """The same account with its authenticator set up."""
    TOTP.activate(nurse, SECRET)
    return nurse
