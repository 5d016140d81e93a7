"""A second factor that was shown a while ago is asked for again, and nothing that was typed is lost on the way."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from himaya.config import urls
from himaya.institutions.models import Account, Membership
from himaya.kernel.models import AuditEvent
from himaya.web import step_up
from himaya.web.sessions import LOCKED, PROVEN, SEEN, actor_of
from himaya.web.step_up import stepped_up
from tests.rooms.account.conftest import PASSWORD, code

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]


@stepped_up(within=timedelta(minutes=10))
def reach_far(request: HttpRequest) -> HttpResponse:
    """A step that needs it: says who came through, how, and what arrived."""
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    return HttpResponse(f"{request.method} {actor_of(request).desk_id} {typed}")


urlpatterns = [*urls.urlpatterns, path("far/", reach_far, name="far")]


@pytest.fixture(name="late")
def _late(client: Client, ready: Account, settings: object) -> Client:
    """Signed in a quarter of an hour ago by the second factor's clock, and active since."""
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    signed_in = client.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code()})
    assert signed_in.status_code == 302
    age(client, minutes=11)
    return client


def age(client: Client, *, minutes: int) -> None:
    session = client.session
    session[PROVEN] -= minutes * 60
    session.save()


def confirm(client: Client, asked: HttpResponse, where: str = "/far/", **typed: str) -> HttpResponse:
    fields = {"proof_carried": asked.context["kept"], **typed}  # type: ignore[attr-defined]
    return client.post(where, urlencode(fields), content_type=step_up.FORM)


def fresh_code() -> None:
    """The code of this half minute was used to sign in; for the test it counts anew."""
    from django.core.cache import cache  # noqa: PLC0415

    cache.clear()


def test_a_form_goes_on_with_all_that_was_typed_once_the_code_fits(late: Client) -> None:
    """Red when `page` forgets the fields, or when the decorator lets an old proof pass."""
    asked = late.post("/far/", {"words": "Elle dort à la gare", "many": ["1", "2"]})
    assert asked.status_code == 403
    assert "gare" not in asked.content.decode()
    fresh_code()
    done = confirm(late, asked, proof_code=code())
    assert done.content.decode() == "POST ward {'words': ['Elle dort à la gare'], 'many': ['1', '2']}"
    assert late.post("/far/", {"words": "again"}).status_code == 200
    assert AuditEvent.objects.filter(action="account.proven").count() == 1


def test_a_page_asked_for_comes_after_the_code(late: Client) -> None:
    asked = late.get("/far/?page=2")
    fresh_code()
    done = confirm(late, asked, where="/far/?page=2", proof_code=code())
    assert done.headers["Location"] == "/far/?page=2"
    assert late.get("/far/?page=2").status_code == 200


def test_a_wrong_code_asks_again_and_keeps_what_was_typed(late: Client) -> None:
    asked = late.post("/far/", {"words": "kept"})
    again = confirm(late, asked, proof_code="000000")
    assert again.status_code == 422
    assert again.context["kept"] == asked.context["kept"]
    fresh_code()
    assert b"kept" in confirm(late, again, proof_code=code()).content


def test_codes_are_not_guessed_here_either(late: Client) -> None:
    asked = late.post("/far/", {"words": "kept"})
    for _ in range(5):
        confirm(late, asked, proof_code="000000")
    assert confirm(late, asked, proof_code=code()).status_code == 422
    assert AuditEvent.objects.filter(code="sign_in_limit").exists()


def test_what_is_carried_opens_in_no_other_session_and_at_no_other_address(late: Client, ready: Account) -> None:
    """Red when the key of `carried` no longer depends on the session or on the address."""
    asked = late.post("/far/", {"words": "hers"})
    other = Client()
    fresh_code()
    other.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code()})
    assert b"hers" not in confirm(other, asked, proof_code=code()).content
    assert confirm(late, asked, where="/far/?x=1", proof_code=code()).status_code == 302


def test_the_button_of_the_exercise_confirms_in_an_exercise_and_nowhere_else(late: Client, settings: object) -> None:
    asked = late.post("/far/", {"words": "kept"})
    settings.DEMO = False  # type: ignore[attr-defined]
    assert confirm(late, asked, proof_exercise="1").status_code == 422
    settings.DEMO = True  # type: ignore[attr-defined]
    assert confirm(late, asked, proof_exercise="1").status_code == 200


def test_without_a_session_the_carried_text_opens_nothing(late: Client) -> None:
    asked = late.post("/far/", {"words": "hers"})
    assert confirm(Client(), asked, proof_exercise="1").status_code == 302


@pytest.mark.parametrize("where", ["/oversight/", "/oversight/files/6f0b7c1e-52a4-4f3e-9a53-0f2b3c4d5e6f/"])
def test_the_sensitive_pages_of_the_house_ask(late: Client, ready: Account, where: str) -> None:
    assert late.get(where).templates[0].name == "refusal.html", "who may not come in is told so, and asked for no code"  # type: ignore[attr-defined]
    Membership.objects.filter(account=ready).update(roles=["data_protection_officer"])
    assert late.get(where).status_code == 403
    assert late.get(where).templates[0].name == "step_up.html"  # type: ignore[attr-defined]


def test_whoever_is_not_signed_in_meets_the_door_of_the_page(client: Client) -> None:
    assert client.get("/oversight/").headers["Location"].startswith("/account/in/")


def lock(client: Client) -> None:
    session = client.session
    session[LOCKED] = session[SEEN]
    session.save()


def test_signing_in_anew_at_a_locked_desk_opens_it(late: Client) -> None:
    """A hand-over led from the sign-in page to the sign-in page. Red when the lock stays in the session."""
    lock(late)
    assert late.get("/casework/").status_code == 403
    fresh_code()
    late.post("/account/in/", {"username": "ward-night", "password": PASSWORD, "code": code()})
    assert late.get("/casework/").status_code == 200


def test_a_locked_desk_can_be_left(late: Client) -> None:
    lock(late)
    assert 'action="/account/out/"' in late.get("/casework/").content.decode()
    late.post("/account/out/")
    assert late.get("/casework/").status_code == 302


def test_a_file_sent_to_a_locked_desk_is_chosen_again_and_its_words_are_kept(late: Client) -> None:
    """After the code it was an error 500. Red when `uploads` sets its handlers on a form that brings no file."""
    lock(late)
    case, number = "00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000001"
    where = f"/casework/cases/{case}/files/add/"
    sent = {"description": "one page", "instance": number, "file": SimpleUploadedFile("a.png", b"\x89PNG" * 9)}
    asked = late.post(where, sent)
    assert asked.status_code == 403
    assert "one page" not in asked.content.decode()
    fresh_code()
    # No such case here: what matters is that the form arrived, and was read.
    assert confirm(late, asked, where, proof_code=code()).status_code == 404
