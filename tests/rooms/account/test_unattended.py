"""The server's half of a screen that is left alone: it locks, keeps nothing, and opens only for whom it was sealed."""

import base64
import os
import uuid
from contextlib import nullcontext
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.cache import cache
from django.test import Client

from himaya.institutions.models import Account, AccountNotice
from himaya.web import sessions, step_up, unattended
from himaya.web.sessions import LOCKED, STARTED
from tests.rooms.account.conftest import PASSWORD, code

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]
WHERE, TYPED = "/account/ways-in/", '{"forms": "Elle dort à la gare"}'
BUTTON = "proof_exercise"


@pytest.fixture(name="at_desk")
def _at_desk(client: Client, ready: Account) -> Client:
    client.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code()})
    return client


def sealed_by_the_page(client: Client, text: str = TYPED) -> str:
    """What the script of this page would keep, made here by another implementation of the same."""
    page = client.get(WHERE).content.decode()
    return sealed_to(page.split('data-key="')[1].split('"')[0].replace("&#x27;", "'"), text)


def sealed_to(public_key: str, text: str = TYPED) -> str:
    theirs = base64.b64decode(public_key)
    mine = ec.generate_private_key(ec.SECP256R1())
    shared = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=unattended.INFO).derive(shared)
    nonce = os.urandom(12)
    return base64.b64encode(point + nonce + AESGCM(key).encrypt(nonce, text.encode(), None)).decode()


def opened(client: Client, text: str, where: str = WHERE, **more: str) -> int | str:
    answer = client.post("/account/kept/", {"where": where, "text": text, **more})
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def confirm(client: Client, **typed: str) -> int:
    asked = client.get(WHERE)
    fields = {"proof_carried": asked.context["kept"], **typed}
    return client.post(WHERE, urlencode(fields), content_type=step_up.FORM).status_code


def test_a_locked_desk_opens_nothing_and_gives_back_what_was_typed_after_the_second_factor(at_desk: Client) -> None:
    """Red when `here` does not lock, or when `kept` opens behind the lock."""
    kept = sealed_by_the_page(at_desk)
    assert at_desk.post("/account/here/").status_code == 204
    assert LOCKED not in at_desk.session
    assert at_desk.post("/account/here/", {"lock": "1"}).status_code == 204
    for answer in (at_desk.get(WHERE), at_desk.post("/account/here/"), at_desk.get("/account/kept/")):
        assert answer.status_code == 403
        assert answer.templates[0].name == "step_up.html"
    assert opened(at_desk, kept) == 403
    assert confirm(at_desk, **{BUTTON: "1"}) == 302
    assert opened(at_desk, kept) == TYPED
    assert "gare" not in str(dict(at_desk.session))


def test_what_was_sealed_opens_in_no_other_session_at_no_other_address_and_not_when_changed(
    at_desk: Client, ready: Account
) -> None:
    """Red when the derived key leaves out the session or the address."""
    kept = sealed_by_the_page(at_desk)
    assert opened(at_desk, kept) == TYPED
    assert opened(at_desk, kept, where="/") == 422
    packed = bytearray(base64.b64decode(kept))
    packed[-1] ^= 1
    for wrong in (base64.b64encode(bytes(packed)).decode(), "", "no base64 at all", "AAAA"):
        assert opened(at_desk, wrong) == 422
    cache.clear()
    other = Client()
    other.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code()})
    assert opened(other, kept) == 422
    assert opened(Client(), kept) == 302


def test_ten_wrong_codes_end_the_session_and_the_holder_is_told(at_desk: Client, ready: Account) -> None:
    """Red when nothing is counted in the session: then a passer-by may try on for ten hours."""
    at_desk.post("/account/here/", {"lock": "1"})
    for number in range(1, sessions.WRONG_CODES_END_IT):
        if number % 5 == 0:
            cache.clear()  # five minutes later, by the limit of ADR 19
        assert confirm(at_desk, proof_code="000000") == 422
    cache.clear()
    assert confirm(at_desk, proof_code="000000") == 403
    assert "_auth_user_id" not in at_desk.session
    assert "codes_tried" in AccountNotice.objects.filter(account=ready).values_list("kind", flat=True)


def test_a_right_code_forgives_the_wrong_ones_and_ten_hours_end_a_locked_session_too(at_desk: Client) -> None:
    at_desk.post("/account/here/", {"lock": "1"})
    confirm(at_desk, proof_code="000000")
    cache.clear()
    assert confirm(at_desk, proof_code=code()) == 302
    assert sessions.WRONG not in at_desk.session
    at_desk.post("/account/here/", {"lock": "1"})
    session = at_desk.session
    session[STARTED] -= 10 * 3600 + 1
    session.save()
    assert at_desk.get(WHERE).status_code == 302
    assert "_auth_user_id" not in at_desk.session


def test_a_page_knows_where_it_is_found_again_and_says_so_to_a_browser_without_scripts(at_desk: Client) -> None:
    page = at_desk.get(WHERE).content.decode()
    assert f'data-back="{WHERE}"' in page
    assert 'data-after="900"' in page
    assert '<noscript><meta http-equiv="refresh" content="965"></noscript>' in page
    answer = at_desk.post(
        "/account/ways-in/key/", {"answer": "{}"}, headers={"Referer": f"http://testserver{WHERE}?a=1"}
    )
    assert f'data-back="{WHERE}?a=1"' in answer.content.decode()
    elsewhere = at_desk.post("/account/ways-in/key/", {"answer": "{}"}, headers={"Referer": "http://x.example/y"})
    assert 'data-back="/account/ways-in/key/"' in elsewhere.content.decode()


def test_who_is_at_no_desk_gets_no_clock(client: Client) -> None:
    assert b"unattended.js" not in client.get("/").content


def test_what_a_long_form_sealed_opens_for_its_account_in_a_later_session_and_for_nobody_else(
    at_desk: Client, ready: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red when the key follows from the session, or leaves out the account, the address or the secret (ADR 40)."""
    draft, secrets = "/account/here/", ["ab" * 32]
    monkeypatch.setattr(unattended, "_openers", {"account:here": lambda by, names: nullcontext((secrets[-1],))})
    key = unattended.public_key(at_desk.get(WHERE).wsgi_request, draft, secret=secrets[0])
    kept, mine = sealed_to(key), {"of": "holder"}
    assert opened(at_desk, kept, draft, **mine) == TYPED
    assert opened(at_desk, kept, draft) == 422
    # An address that keeps no form, and one that is none.
    assert opened(at_desk, kept, WHERE, **mine) == opened(at_desk, kept, "/no/such/", **mine) == 422
    later = at_desk.get(WHERE).wsgi_request
    later.session[sessions.BOUND] = "another session"
    assert unattended.public_key(later, draft, secret=secrets[0]) == key
    with pytest.raises(ValueError, match="secret"):
        unattended.public_key(later, draft, secret="")
    later.user.pk = uuid.uuid4()
    assert unattended.public_key(later, draft, secret=secrets[0]) != key
    assert Client().post("/account/kept/", {"where": draft, "text": kept, **mine}).status_code == 302
    secrets.append("cd" * 32)
    assert opened(at_desk, kept, draft, **mine) == 422
