"""Changing one's own password: what is refused, which sessions end, and that nothing of a password is ever cut."""

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from himaya.institutions.actions import passwords
from himaya.institutions.models import Account, AccountNotice
from himaya.kernel.errors import NotPermitted
from himaya.kernel.models import AuditEvent
from himaya.web.sessions import PROVEN
from tests import cast
from tests.rooms.account.conftest import PASSWORD, code

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]
WHERE, NEW = "/account/password/", "another and much longer sentence"
LONG = "x7" * 128


def typed(**other: str) -> dict[str, str]:
    return {"old": PASSWORD, "new": NEW, "again": NEW, **other}


def sign_in(client: Client, password: str = PASSWORD) -> int:
    cache.clear()
    given = {"username": "ward-night", "password": password, "code": code()}
    return client.post("/account/in/", given).status_code


@pytest.fixture(name="holder")
def _holder(client: Client, ready: Account) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert sign_in(client) == 302
    return client


def opens(password: str) -> bool:
    return Account.objects.get(username="ward-night").check_password(password)


def test_a_changed_password_ends_the_other_sessions_and_ones_own_goes_on(holder: Client, ready: Account) -> None:
    """Red when the session does not take the new hash, or when a copied cookie lives on with it."""
    other, copied = Client(), Client()
    assert sign_in(other) == 302
    copied.cookies[settings.SESSION_COOKIE_NAME] = holder.cookies[settings.SESSION_COOKIE_NAME].value
    assert f'href="{WHERE}"' in holder.get("/account/ways-in/").content.decode()
    done = holder.post(WHERE, typed())
    assert done.headers["Location"] == "/account/ways-in/"
    page = holder.get("/account/ways-in/").content.decode()
    assert "The password was changed." in page
    assert "The password of your account was changed" in page
    for ended in (other, copied):
        assert ended.get("/account/ways-in/").status_code == 302
    assert sign_in(Client()) == 422
    assert sign_in(Client(), NEW) == 302
    assert AccountNotice.objects.filter(account=ready, kind="password_changed").count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"old": "guess"}, "This is not the password that you use now."),
        ({"old": ""}, "This is not the password that you use now."),
        ({"old": PASSWORD + "x"}, "This is not the password that you use now."),
        ({"old": LONG * 9}, "This is not the password that you use now."),
        ({"again": NEW + "x"}, "The two passwords are not the same."),
        ({"new": PASSWORD, "again": PASSWORD}, "The new password is the same"),
        ({"new": "short", "again": "short"}, "too short"),
        ({"new": "", "again": ""}, "too short"),
        ({"new": "ward-night-1234", "again": "ward-night-1234"}, "too similar"),
        ({"new": LONG + "x", "again": LONG + "x"}, "256 characters at most"),
        ({"new": LONG + "x", "again": LONG + "y"}, "The two passwords are not the same."),
    ],
)
def test_what_does_not_fit_is_refused_with_its_sentence(holder: Client, wrong: dict[str, str], sentence: str) -> None:
    page = holder.post(WHERE, typed(**wrong))
    assert page.status_code == 422
    assert sentence in str(page.context["error"])
    assert not any(one in page.content.decode() for one in {NEW, PASSWORD, LONG})
    assert opens(PASSWORD)
    assert not AuditEvent.objects.filter(action="account.password_changed").exists()
    assert holder.get(WHERE).status_code == 200


def test_no_password_stands_in_the_audit_the_session_or_what_the_holder_is_told(holder: Client) -> None:
    holder.post(WHERE, typed(old="a guess that nobody makes"))
    holder.post(WHERE, typed())
    rows = [*AuditEvent.objects.values(), *AccountNotice.objects.values(), dict(holder.session)]
    assert not any(one in str(rows) for one in (PASSWORD, NEW, "a guess that nobody makes"))


def test_guesses_at_the_old_one_count_with_those_of_the_sign_in(holder: Client) -> None:
    """Red when a wrong old password is not counted: a captured session would try on until it fits."""
    for _ in range(5):
        holder.post(WHERE, typed(old="guess"))
    assert "Too many tries" in str(holder.post(WHERE, typed()).context["error"])
    assert opens(PASSWORD)


def test_the_second_factor_is_asked_for_again_first(holder: Client) -> None:
    session = holder.session
    session[PROVEN] -= 11 * 60
    session.save()
    for asked in (holder.get(WHERE), holder.post(WHERE, typed())):
        assert asked.status_code == 403
        assert asked.templates[0].name == "step_up.html"  # type: ignore[attr-defined]
        assert NEW not in asked.content.decode()
    assert opens(PASSWORD)


def test_nobody_changes_anothers(ready: Account) -> None:
    with pytest.raises(NotPermitted):
        passwords.change(account_id=ready.pk, old=PASSWORD, new=NEW, by=cast.OPERATOR)


def test_an_account_without_a_password_reads_so_and_has_no_form(holder: Client, ready: Account) -> None:
    """As at the desks of the exercise."""
    ready.set_unusable_password()
    ready.save()
    holder.post(f"/account/demo/{ready.username}/")
    page = holder.get(WHERE).content.decode()
    assert "has no password" in page
    assert 'type="password"' not in page
    assert holder.post(WHERE, typed()).status_code == 422


def test_all_of_a_long_password_counts(holder: Client) -> None:
    """Red when what is longer than 256 characters is cut, here or at the sign-in."""
    assert holder.post(WHERE, typed(new=LONG, again=LONG)).status_code == 302
    assert sign_in(Client(), LONG) == 302
    for other in (LONG + "x", LONG[:-1], LONG[:-1] + "X", LONG * 40):
        assert sign_in(Client(), other) == 422


def fields(page: Any) -> list[str]:
    return [one for one in page.content.decode().split("<input")[1:] if 'type="password"' in one.split(">")[0]]


def test_no_browser_is_told_to_cut_a_password(holder: Client) -> None:
    """A field with a greatest length drops the rest of what is pasted, and says nothing."""
    pages = [holder.get(WHERE), Client().get("/account/in/"), Client().get("/account/way-back/")]
    assert [len(fields(page)) for page in pages] == [3, 1, 2]
    assert not any("maxlength" in one.split(">")[0] for page in pages for one in fields(page))
