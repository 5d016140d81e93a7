"""The answers travel in the page: sealed, dated, bounded. A token that is not right is refused, whatever is wrong."""

import base64
import json
import zlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from himaya.kernel import clock
from himaya.web.account.factors import SealedFactors
from himaya.web.frontline import token
from himaya.web.frontline.sheet import Sheet
from tests import factories

pytestmark = pytest.mark.capability("C1")

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sheet(**changes: Any) -> Sheet:
    base: dict[str, Any] = {"kind": "labour", "about": "person", "version_id": 1, "instance_id": uuid4()}
    return Sheet(**{**base, "born": int(clock.now().timestamp()), **changes})


@QUIET
@given(
    answers=st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=30),
    offer=st.dictionaries(st.text(max_size=12), st.text(max_size=60), max_size=20),
)
def test_what_goes_in_comes_out(answers: dict[str, str], offer: dict[str, str]) -> None:
    one = sheet(answers=answers, offer=offer)
    assert token.unseal(token.seal(one)) == one


def test_the_page_shows_only_ciphertext() -> None:
    sealed = token.seal(sheet(answers={"q02": "yes"}, offer={"full_name": "Zahra Canary"}))
    raw = base64.urlsafe_b64decode(sealed)
    assert b"Zahra" not in raw
    assert b"q02" not in raw
    assert sealed != token.seal(sheet(answers={"q02": "yes"}))


@QUIET
@given(place=st.integers(min_value=0, max_value=10_000), cut=st.booleans())
def test_one_changed_or_missing_character_is_refused(place: int, cut: bool) -> None:
    sealed = token.seal(sheet())
    place %= len(sealed.rstrip("="))
    other = "A" if sealed[place] != "A" else "B"
    altered = sealed[:place] + ("" if cut else other) + sealed[place + 1 :]
    with pytest.raises(token.Unusable) as refused:
        token.unseal(altered)
    assert not refused.value.expired


@pytest.mark.parametrize("text", ["", "x", "é" * 90, "gAAAAA" + "A" * 200, "{}", "A" * (token.MOST_CHARACTERS + 1)])
def test_what_never_was_a_token_is_refused(text: str) -> None:
    with pytest.raises(token.Unusable):
        token.unseal(text)


def test_another_secret_of_the_same_installation_opens_nothing() -> None:
    packed = zlib.compress(json.dumps(sheet().to_json()).encode()).decode("latin-1")
    with pytest.raises(token.Unusable):
        token.unseal(SealedFactors().encrypt(packed))
    with pytest.raises(token.Unusable):
        token.unseal(Fernet(Fernet.generate_key()).encrypt(packed.encode()).decode())


def test_after_two_hours_on_one_page_the_answers_can_no_longer_be_read() -> None:
    with clock.stopped(factories.TUESDAY):
        sealed = token.seal(sheet())
    with clock.stopped(factories.TUESDAY + timedelta(seconds=token.TTL_SECONDS)):
        assert token.unseal(sealed).kind == "labour"
    with clock.stopped(factories.TUESDAY + timedelta(seconds=token.TTL_SECONDS + 1)):
        with pytest.raises(token.Unusable) as refused:
            token.unseal(sealed)
        assert refused.value.expired


def test_renewing_page_by_page_does_not_keep_a_sheet_alive_for_ever() -> None:
    one = sheet(born=int(factories.TUESDAY.timestamp()))
    late = factories.TUESDAY + timedelta(seconds=token.LIFE_SECONDS + 1)
    with clock.stopped(late), pytest.raises(token.Unusable) as refused:
        token.unseal(token.seal(one))
    assert refused.value.expired


def test_a_token_from_the_future_is_refused() -> None:
    with clock.stopped(factories.TUESDAY + timedelta(minutes=5)):
        sealed = token.seal(sheet())
    with clock.stopped(factories.TUESDAY), pytest.raises(token.Unusable):
        token.unseal(sealed)


def test_a_sheet_that_could_not_be_taken_back_is_not_handed_out() -> None:
    with pytest.raises(token.Unusable):
        token.seal(sheet(offer={"words": "ا" * token.MOST_PLAIN_BYTES}))
