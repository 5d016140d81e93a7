"""An address that takes a form only is no page: whoever comes back to it is led to the page above it."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import resolve

from himaya.web.methods import page_of
from himaya.web.middleware import FORM_ONLY
from tests.house import source

ONE = UUID(int=1)
CASES = f"/casework/cases/{ONE}/"


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        (f"/staff/{ONE}/roles/", f"/staff/{ONE}/"),
        (f"/staff/{ONE}/reset/", f"/staff/{ONE}/"),
        (f"{CASES}access/exclude/", f"{CASES}access/"),
        (f"{CASES}access/{ONE}/end/", f"{CASES}access/"),
        (f"{CASES}access/exclusions/{ONE}/lift/", f"{CASES}access/"),
        (f"/oversight/emergencies/{ONE}/end/", f"/oversight/emergencies/{ONE}/"),
        (f"/casework/referrals/{ONE}/accept/", f"/casework/referrals/{ONE}/"),
        (f"{CASES}access/?page=2", f"{CASES}access/?page=2"),
        ("/account/ways-in/", "/account/ways-in/"),
        ("/no-such-page/", "/no-such-page/"),
        ("/", "/"),
    ],
)
def test_it_leads_to_the_page_above(came_from: str, leads_to: str) -> None:
    """Fault seen red: `page_of` that returns what it was given."""
    assert page_of(came_from) == leads_to


def test_the_language_is_changed_on_the_page_of_a_refused_form(client: Client) -> None:
    """There it was an empty page with 405."""
    answer = client.post("/account/language/", {"language": "ar", "next": f"{CASES}access/exclude/"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{CASES}access/"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_whoever_reloads_an_address_that_takes_a_form_reads_where_the_form_stands(
    client: Client, language: str
) -> None:
    """Seen red: an empty body, for which the browser shows a page of its own in its own language."""
    answer = client.get(f"/casework/referrals/{ONE}/accept/", headers={"accept-language": language})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert f'href="/casework/referrals/{ONE}/"' in page
    assert str(FORM_ONLY) in page or language != "en"


def test_every_page_uses_the_marked_decorator() -> None:
    """Django's own leaves no mark, and its addresses would be taken for pages."""
    imports = re.compile(r"from django\.views\.decorators\.http import .*require_POST")
    files = [file for file in source.below(source.HIMAYA / "web") if imports.search(source.text(file))]
    assert files == []
    assert getattr(resolve("/account/language/").func, "takes_a_form_only", False)
