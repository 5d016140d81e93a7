"""The first password, which an administrator's command gave: it opens one page, and after two weeks nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from himaya.institutions import rules_passwords
from himaya.institutions.actions import accounts
from himaya.institutions.models import Account, Desk
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import AuditEvent
from himaya.web.account import views
from himaya.web.middleware import BEFORE_OWN_PASSWORD, BEFORE_SECOND_FACTOR
from himaya.web.sessions import LOCKED, PROVEN
from tests.pages import body
from tests.rooms.account.conftest import PASSWORD, code

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]
GIVEN, WHERE = "what the administrator gave", "/account/password/"
ELSEWHERE = ("/", "/casework/", "/worried/", "/public/", "/reference/forms/", "/account/ways-in/", "/account/kept/")


@pytest.fixture(name="new")
def _new(nurse: Account) -> Account:
    """Added by the operator's command, at the ward."""
    assert Desk.objects.filter(pk="ward").exists()
    roles = ["front_line"]
    return accounts.add(username="ward-day", password=GIVEN, desk_id="ward", roles=roles, language="en", by=SYSTEM)


def typed(**other: str) -> dict[str, str]:
    return {"old": GIVEN, "new": PASSWORD, "again": PASSWORD, **other}


def sign_in(client: Client, password: str = GIVEN, **other: str) -> Any:
    cache.clear()
    return client.post("/account/in/", {"username": "ward-day", "password": password, **other})


def enrolled(client: Client, **other: str) -> Any:
    """The first sign-in up to where the recovery codes were written down; what the next page is."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    letters = sign_in(client, **other).context["letters"].replace(" ", "")
    assert client.post("/account/factor/", {"code": code(letters), **other}).status_code == 200
    return client.post("/account/on/", other)


def test_the_first_sign_in_leads_to_a_password_of_ones_own_and_then_to_the_page_asked_for(
    client: Client, new: Account
) -> None:
    """Red when the account keeps the moment at which its password was handed out."""
    page = enrolled(client, next="/account/ways-in/")
    assert "Somebody else gave you the first password" in page.content.decode()
    done = client.post(WHERE, typed(next="/account/ways-in/"))
    assert done.headers["Location"] == "/account/ways-in/"
    assert client.get("/account/ways-in/").status_code == 200
    assert sign_in(Client()).status_code == 422
    assert AuditEvent.objects.filter(action="account.password_changed", account_id=new.pk).count() == 1


@pytest.mark.parametrize("where", ELSEWHERE)
def test_until_then_nothing_else_opens(client: Client, new: Account, where: str) -> None:
    """Red without `OwnPassword` among the middleware."""
    enrolled(client)
    for answer in (client.get(where), client.post(where)):
        assert (answer.status_code, answer.headers.get("Location")) == (302, WHERE)
    assert client.get(WHERE).status_code == 200


def test_what_opens_before_is_named_and_is_of_the_account_alone() -> None:
    added = BEFORE_OWN_PASSWORD - BEFORE_SECOND_FACTOR
    assert added == {"account:password", "account:go_on", "account:here"}


def test_the_same_one_again_is_no_password_of_ones_own(client: Client, new: Account) -> None:
    enrolled(client)
    assert "the same as the one" in body(client.post(WHERE, typed(new=GIVEN, again=GIVEN)), 422)
    assert client.get("/").headers["Location"] == WHERE


def test_an_answer_sheet_travels_through_the_first_sign_in_through_refusals_and_languages(
    client: Client, new: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "CARRIED_TO", "tests.rooms.account.test_sign_in.arrived")
    page = enrolled(client, carry="SHEET")
    for answer in (
        page,
        client.post(WHERE, typed(carry="SHEET", again="another")),
        client.post(WHERE, {"carry": "SHEET", "language": "ar"}),
    ):
        assert 'value="SHEET"' in answer.content.decode()
    assert 'dir="rtl"' in client.get(WHERE).content.decode()
    assert client.post(WHERE, typed(carry="SHEET")).content == b"arrived with SHEET at ward"
    assert "SHEET" not in str(dict(client.session))


def test_an_old_proof_and_a_lock_ask_for_the_code_on_that_page(client: Client, new: Account) -> None:
    enrolled(client)
    session = client.session
    session[PROVEN] -= 11 * 60
    session[LOCKED] = session[PROVEN]
    session.save()
    assert client.get("/").headers["Location"] == WHERE
    asked = client.get(WHERE)
    assert asked.status_code == 403
    assert asked.templates[0].name == "step_up.html"  # type: ignore[attr-defined]
    assert client.post("/account/out/").status_code == 302


def test_after_two_weeks_it_opens_nothing_and_nobody_learns_that_it_was_right(client: Client, new: Account) -> None:
    """Red when the sign-in does not ask how old it is, or gives another sentence."""
    wrong = sign_in(Client(), "guess").context["error"]
    with clock.stopped(clock.now() + rules_passwords.HANDED_OPENS_FOR - timedelta(minutes=1)):
        assert sign_in(Client()).status_code == 200
    with clock.stopped(clock.now() + rules_passwords.HANDED_OPENS_FOR + timedelta(minutes=1)):
        late = sign_in(client)
        assert (late.status_code, str(late.context["error"])) == (422, str(wrong))
        assert "_auth_user_id" not in client.session
    assert AuditEvent.objects.filter(action="refused", code="sign_in_wrong").count() == 2


def test_whoever_holds_a_passkey_by_then_reads_who_lets_them_back_in(client: Client, new: Account) -> None:
    """Planted fault: `passwords.change` that does not ask how old the first one is."""
    enrolled(client)
    Account.objects.update(password_handed_at=clock.now() - rules_passwords.HANDED_OPENS_FOR)
    page = client.get(WHERE).content.decode()
    assert "Two people can let you back in" in page
    assert 'type="password"' not in page
    assert client.post(WHERE, typed()).status_code == 422
    assert client.get("/").headers["Location"] == WHERE
