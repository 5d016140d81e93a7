"""An account's own page: passkeys, recovery codes, what its holder was told. The browser's part is test_passkeys."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client

from himaya.institutions.models import Account, AccountNotice, KnownBrowser
from himaya.kernel.models import AuditEvent
from himaya.web.sessions import PROVEN
from tests.rooms.account.conftest import PASSWORD, code

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]


def sign_in(client: Client, *, with_code: str = "") -> Client:
    cache.clear()
    typed = {"username": "ward-night", "password": PASSWORD, "code": with_code or code()}
    assert client.post("/account/in/", typed).status_code == 302
    return client


def next_code() -> str:
    """An unused recovery code: the code of this half minute opened already."""
    return str(RecoveryCodes(Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)).get_unused_codes()[0])


def try_to(with_code: str) -> int:
    cache.clear()
    typed = {"username": "ward-night", "password": PASSWORD, "code": with_code}
    return Client().post("/account/in/", typed).status_code


def kinds(account: Account) -> list[str]:
    return list(AccountNotice.objects.filter(account=account).order_by("id").values_list("kind", flat=True))


def test_a_browser_not_seen_before_is_told_to_the_holder_and_a_known_one_is_not(client: Client, ready: Account) -> None:
    """Red when `note` tells nobody, or tells each time; and no address or name of a browser is kept."""
    sign_in(client)
    sign_in(client)
    assert kinds(ready) == []
    sign_in(Client(REMOTE_ADDR="198.51.100.7", headers={"user-agent": "Peculiar/1.0"}))
    assert kinds(ready) == ["new_browser"]
    kept = str(list(KnownBrowser.objects.values())) + str(list(AccountNotice.objects.values()))
    assert "198.51" not in kept
    assert "Peculiar" not in kept
    assert client.cookies["b"].value not in kept


def test_what_was_told_stands_on_every_page_until_it_is_read(client: Client, ready: Account) -> None:
    sign_in(client)
    assert client.get("/").context["account_news"] is False
    sign_in(Client())
    assert client.get("/").context["account_news"] is True
    assert client.get("/account/ways-in/").context["unread"]
    client.post("/account/ways-in/")
    assert client.get("/").context["account_news"] is False
    assert len(client.get("/account/ways-in/").context["told"]) == 1


def test_recovery_codes_are_shown_once_open_once_and_die_when_made_anew(client: Client, ready: Account) -> None:
    """Red when the old codes still open after new ones were made."""
    sign_in(client)
    old = client.post("/account/ways-in/codes/").context["codes"]
    assert all(len(one) == 8 and one.isdigit() for one in old)
    sign_in(Client(), with_code=old[0])
    assert (
        Client().post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": old[0]}).status_code
        == 422
    )
    assert old[1] not in client.get("/account/ways-in/").content.decode()
    new = client.post("/account/ways-in/codes/").context["codes"]
    cache.clear()
    assert (
        Client().post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": old[1]}).status_code
        == 422
    )
    sign_in(Client(), with_code=new[1])
    assert kinds(ready).count("code_used") == 2
    assert kinds(ready).count("codes_renewed") == 2


def test_what_changes_the_ways_in_asks_for_the_second_factor_again(client: Client, ready: Account) -> None:
    sign_in(client)
    session = client.session
    session[PROVEN] -= timedelta(minutes=11).total_seconds()
    session.save()
    assert client.get("/account/ways-in/").status_code == 200
    assert client.get("/account/ways-in/key/").status_code == 403
    assert client.post("/account/ways-in/codes/").status_code == 403
    assert not AuditEvent.objects.filter(action="account.codes_renewed").exists()


def test_the_last_thing_that_opens_an_account_is_not_removed_and_nobody_removes_anothers(
    client: Client, nurse: Account, ready: Account
) -> None:
    sign_in(client)
    made = {"name": "blue", "credential": {}}
    key = Authenticator.objects.create(user=ready, type=Authenticator.Type.WEBAUTHN, data=made)
    stranger = Account.objects.create(username="stranger")
    foreign = Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data=made)
    assert client.post(f"/account/ways-in/key/{foreign.pk}/remove/").status_code == 404
    Authenticator.objects.filter(user=ready, type=Authenticator.Type.TOTP).delete()
    assert client.post(f"/account/ways-in/key/{key.pk}/remove/").status_code == 409
    Authenticator.objects.create(user=ready, type=Authenticator.Type.WEBAUTHN, data={**made, "name": "green"})
    assert client.post(f"/account/ways-in/key/{key.pk}/remove/").status_code == 302
    assert kinds(ready) == ["key_removed"]


ANSWERS = [
    "",
    "[]",
    "{",
    "{}",
    '{"response": null}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA", "clientDataJSON": "AA", '
    '"authenticatorData": "AA", "signature": "AA"}}',
    '{"response": {"userHandle": 7}}',
    "x" * 9000,
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_malformed_passkey_gets_a_sentence_and_keeps_the_answer_sheet(
    client: Client, ready: Account, answer: str
) -> None:
    client.get("/account/passkey/")
    page = client.post("/account/passkey/", {"answer": answer, "carry": "SHEET"})
    assert page.status_code == 422
    assert b'value="SHEET"' in page.content
    sign_in(client)
    client.get("/account/ways-in/key/")
    assert client.post("/account/ways-in/key/", {"answer": answer, "name": "blue"}).status_code == 422


def test_a_known_browser_signs_in_while_somebody_guesses_beside_it(client: Client, ready: Account) -> None:
    """Red when a browser that is known shares the counter of its address."""
    sign_in(client)
    RecoveryCodes.activate(ready)
    beside, typed = Client(), {"username": "ward-night", "password": PASSWORD}
    for _ in range(20):
        beside.post("/account/in/", {**typed, "password": "guess"})
    assert AuditEvent.objects.filter(code="sign_in_limit").exists()
    assert beside.post("/account/in/", {**typed, "code": code()}).status_code == 422
    assert client.post("/account/in/", {**typed, "code": next_code()}).status_code == 302
