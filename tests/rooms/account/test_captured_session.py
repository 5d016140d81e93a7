"""Somebody copied the cookie of a session: what ends it, and what never comes along behind it.

Between two proofs a copied cookie is as good as the session, within the budget (`tests/rooms/kernel/test_budget.py`);
from which address or browser it comes is no ground to let in or to keep out.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from himaya.institutions.models import Account, AccountNotice
from himaya.kernel import keys
from himaya.kernel.models import AuditEvent
from himaya.web import known_browsers
from tests.rooms.account.conftest import PASSWORD, SECRET, code
from tests.rooms.account.test_step_up import age, confirm, fresh_code
from tests.running import plain_environment

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4"), pytest.mark.urls("tests.rooms.account.test_step_up")]
COOKIE = settings.SESSION_COOKIE_NAME
MINE = "/account/ways-in/"


@pytest.fixture(name="holder")
def _holder(client: Client, ready: Account) -> Client:
    """Signed in with both factors."""
    enter(client)
    return client


def enter(client: Client) -> None:
    fresh_code()
    typed = {"username": "ward-night", "password": PASSWORD, "code": code()}
    assert client.post("/account/in/", typed).status_code == 302


def copied(holder: Client) -> Client:
    """Another browser, elsewhere, with this one's cookie."""
    other = Client(REMOTE_ADDR="203.0.113.9", headers={"user-agent": "other"})
    other.cookies[COOKIE] = holder.cookies[COOKIE].value
    return other


def is_in(client: Client) -> bool:
    return client.get(MINE).status_code == 200


@pytest.mark.parametrize(("method", "way_out"), [("post", "/account/out/"), ("get", "/account/leave/")])
def test_a_cookie_opens_nothing_once_its_holder_left(holder: Client, method: str, way_out: str) -> None:
    """Fault to plant: a way out that takes the cookie from the browser and leaves the row in the store."""
    thief = copied(holder)
    assert is_in(thief)
    getattr(holder, method)(way_out)
    assert not is_in(thief)


def test_a_session_that_somebody_laid_ready_is_not_the_one_that_opens(client: Client, ready: Account) -> None:
    client.cookies[COOKIE] = "a" * 32
    enter(client)
    assert client.cookies[COOKIE].value != "a" * 32
    laid = Client()
    laid.cookies[COOKIE] = "a" * 32
    assert not is_in(laid)


def test_a_cookie_copied_before_a_proof_does_not_come_along_behind_it(holder: Client) -> None:
    """Fault to plant: no new key in `sessions.proven`: the holder's code opens what reaches far to the thief too."""
    age(holder, minutes=11)
    thief, asked = copied(holder), holder.post("/far/", {"words": "mine"})
    fresh_code()
    assert confirm(holder, asked, proof_code=code()).status_code == 200
    assert b"ward" not in thief.get("/far/").content
    assert not is_in(thief)
    assert is_in(holder)


def test_a_form_that_waits_in_another_tab_is_not_lost_by_the_new_key(holder: Client) -> None:
    """Fault to plant: the session's key in `carried`; the second form opens no more, and its words are gone."""
    age(holder, minutes=11)
    one, two = holder.post("/far/", {"words": "one"}), holder.post("/far/", {"words": "two"})
    fresh_code()
    assert b"one" in confirm(holder, one, proof_code=code()).content
    fresh_code()
    assert b"two" in confirm(holder, two, proof_code=code()).content


def test_the_password_alone_does_not_reach_the_session_that_a_second_factor_opens(
    client: Client, nurse: Account
) -> None:
    """Whoever knows the first password, and copied the half-open session, is not in once a factor is set up."""
    client.post("/account/in/", {"username": "ward-night", "password": PASSWORD})
    half = copied(client)
    letters = client.get("/account/factor/").context["letters"].replace(" ", "")
    assert client.post("/account/factor/", {"code": code(letters)}).status_code == 200
    assert is_in(client)
    assert not is_in(half)
    assert Authenticator.objects.filter(user=nurse, type="totp").count() == 1


def test_a_changed_password_ends_every_session(holder: Client, ready: Account) -> None:
    ready.set_password("another long and private sentence")
    ready.save()
    assert not is_in(holder)


def test_who_signs_out_everywhere_else_goes_on_alone(holder: Client) -> None:
    """Planted fault: a session that does not ask how often all were ended; then the browser left open reads on."""
    thief, left_open = copied(holder), Client()
    enter(left_open)
    assert is_in(thief)
    assert is_in(left_open)
    assert holder.post("/account/ways-in/elsewhere/").headers["Location"] == "/account/ways-in/"
    assert not is_in(thief)
    assert not is_in(left_open)
    assert is_in(holder)
    assert b"ended" in holder.get(MINE, headers={"accept-language": "en"}).content
    assert AuditEvent.objects.filter(action="account.sessions_ended").count() == 1
    assert not AccountNotice.objects.filter(kind="sessions_ended").exists()


HTTPS = """
import os
from django.conf import settings
from himaya.web import known_browsers
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, known_browsers.COOKIE]
print(*names, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_PATH, settings.SESSION_COOKIE_DOMAIN)
"""


def test_over_https_every_cookie_is_of_this_host_alone(tmp_path: Path) -> None:
    """Planted fault: a plain name; a neighbour under the same domain could then lay a session of its own."""
    keys.create(tmp_path / "keys")
    env = plain_environment(
        DJANGO_SETTINGS_MODULE="himaya.config.settings",
        HIMAYA_MODE="production",
        HIMAYA_HOME=str(tmp_path / "home"),
        HIMAYA_KEYS=str(tmp_path / "keys"),
    )
    env.pop("HIMAYA_INSECURE_HTTP", None)
    program = f"import django; django.setup(){HTTPS}"
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["__Host-s", "__Host-c", "__Host-l", "__Host-b", "True", "/", "None"]


def test_the_cookies_of_a_desk_are_kept_from_scripts_and_from_other_sites(holder: Client) -> None:
    """Beside session, form and language there is one that says that this browser opened a desk here."""
    kept = {name: morsel for name, morsel in holder.cookies.items() if morsel.value}
    assert set(kept) <= {COOKIE, known_browsers.COOKIE, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert known_browsers.COOKIE in kept
    for morsel in kept.values():
        assert (morsel["httponly"], morsel["samesite"]) == (True, "Lax")
        assert len(morsel.value) < 128
    assert SECRET not in str(kept)
