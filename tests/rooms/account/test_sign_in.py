"""Signing in as a worker would, with both factors, wrong ones, and an answer sheet on the way."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from himaya.institutions.models import Account, Membership
from himaya.kernel.models import AuditEvent
from himaya.web import asking
from himaya.web.account import views
from tests.rooms.account.conftest import PASSWORD, SECRET, code

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]


def sign_in(client: Client, **typed: str) -> int:
    return client.post("/account/in/", {"username": "ward-night", "password": PASSWORD, **typed}).status_code


def test_the_first_sign_in_sets_up_the_second_factor_and_opens_nothing_else(client: Client, nurse: Account) -> None:
    answer = client.post("/account/in/", {"username": "ward-night", "password": PASSWORD})
    letters = answer.context["letters"].replace(" ", "")
    assert client.get("/").headers["Location"] == "/account/factor/"
    assert client.get("/account/factor/picture.svg").headers["Content-Type"] == "image/svg+xml"
    wrong = client.post("/account/factor/", {"code": "000000"})
    assert wrong.status_code == 422
    assert wrong.context["letters"].replace(" ", "") == letters
    done = client.post("/account/factor/", {"code": code(letters), "carry": "sheet"})
    assert len(done.context["codes"]) == 10
    assert Authenticator.objects.filter(user=nurse).count() == 2
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert letters not in stored


def test_both_factors_open_the_desk_and_leave_an_audit_row(client: Client, nurse: Account) -> None:
    TOTP.activate(nurse, SECRET)
    assert sign_in(client, code=code()) == 302
    event = AuditEvent.objects.get(action="account.signed_in")
    assert (event.desk_id, event.account_id) == ("ward", nurse.pk)


@pytest.mark.parametrize("typed", [{"password": "wrong"}, {"code": "000000"}, {"code": ""}, {"username": "nobody"}])
def test_a_wrong_name_password_or_code_gets_one_and_the_same_sentence(
    client: Client, nurse: Account, typed: dict[str, str]
) -> None:
    TOTP.activate(nurse, SECRET)
    page = client.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code(), **typed})
    assert page.status_code == 422
    assert str(page.context["error"]).startswith(("Le nom", "The name"))
    assert "_auth_user_id" not in client.session
    assert AuditEvent.objects.filter(action="refused", code="sign_in_wrong").count() == 1


def test_a_code_opens_once(client: Client, nurse: Account) -> None:
    TOTP.activate(nurse, SECRET)
    present = code()
    assert sign_in(client, code=present) == 302
    assert sign_in(Client(), code=present) == 422


def test_guessing_is_stopped_even_for_the_right_password(client: Client, nurse: Account) -> None:
    TOTP.activate(nurse, SECRET)
    for _ in range(20):
        sign_in(client, password="guess", code="123456")
    assert sign_in(client, code=code()) == 422
    assert AuditEvent.objects.filter(code="sign_in_limit").exists()


def test_nobody_is_locked_out_by_guesses_from_elsewhere(client: Client, ready: Account) -> None:
    """Red when the limit counts the account alone: then an outsider closes a shelter's door."""
    outside = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(20):
        sign_in(outside, password="guess")
    assert sign_in(outside, code=code()) == 422
    assert sign_in(client, code=code()) == 302


def test_an_account_whose_membership_ended_has_no_desk(client: Client, nurse: Account) -> None:
    Membership.objects.update(valid_to=date(2026, 2, 1))
    assert sign_in(client) == 422
    assert "_auth_user_id" not in client.session


def test_an_answer_sheet_goes_across_the_sign_in_and_is_in_no_session(
    client: Client, nurse: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    TOTP.activate(nurse, SECRET)
    monkeypatch.setattr(views, "CARRIED_TO", "tests.rooms.account.test_sign_in.arrived")
    wrong = client.post("/account/in/", {"username": "ward-night", "password": "no", "carry": "SHEET"})
    assert b'value="SHEET"' in wrong.content
    page = client.post(
        "/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code(), "carry": "SHEET"}
    )
    assert page.content == b"arrived with SHEET at ward"
    assert "SHEET" not in str(dict(client.session))


def test_the_language_changes_on_the_sign_in_page_and_the_answer_sheet_stays(client: Client, nurse: Account) -> None:
    page = client.post("/account/in/", {"language": "ar", "carry": "SHEET", "next": "/reference/legal/"})
    assert b'value="SHEET"' in page.content
    assert 'dir="rtl"' in page.content.decode()
    assert b'value="/reference/legal/"' in page.content
    assert client.cookies["l"].value == "ar"


def arrived(request: object, carry: str) -> object:
    from django.http import HttpResponse  # noqa: PLC0415

    return HttpResponse(f"arrived with {carry} at {request.actor.desk_id}")  # type: ignore[attr-defined]


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_address(client: Client, nurse: Account, where: str) -> None:
    TOTP.activate(nurse, SECRET)
    page = client.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code(), "next": where})
    assert page.headers["Location"] == "/"


def test_quick_exit_ends_the_session_and_shows_a_page_that_says_nothing(client: Client, nurse: Account) -> None:
    TOTP.activate(nurse, SECRET)
    sign_in(client, code=code())
    page = client.get("/account/leave/")
    assert page.headers["Clear-Site-Data"] == '"cache"'
    assert "_auth_user_id" not in client.session
    assert b"imaya" not in page.content.split(b"<body>")[1]


def test_the_language_is_remembered_in_the_browser_only(client: Client) -> None:
    page = client.post("/account/language/", {"language": "ar", "next": "/account/in/"})
    assert page.headers["Location"] == "/account/in/"
    assert client.cookies["l"].value == "ar"
    assert 'dir="rtl"' in client.get("/account/in/").content.decode()
    client.post("/account/language/", {"language": "xx"})
    assert client.cookies["l"].value == "ar"


def test_a_demo_desk_does_not_open_in_production(client: Client, nurse: Account, settings: object) -> None:
    TOTP.activate(nurse, SECRET)
    settings.DEMO = False  # type: ignore[attr-defined]
    assert client.post("/account/demo/ward-night/").status_code == 404
    settings.DEMO = True  # type: ignore[attr-defined]
    assert client.post("/account/demo/ward-night/").status_code == 302


def test_nobody_is_led_to_the_way_out_which_would_sign_them_out(client: Client, nurse: Account) -> None:
    """Seen red with every page of ours taken for one to come back to."""
    TOTP.activate(nurse, SECRET)
    where = {"next": "/account/leave/"}
    page = client.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code(), **where})
    assert page.headers["Location"] == "/"
    assert client.post("/account/language/", {"language": "ar", **where}).headers["Location"] == "/"
    assert asking.way_back(where["next"]) == "/"
    assert "_auth_user_id" in client.session
