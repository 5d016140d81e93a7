"""The pages of the path where they may not be: outside the demo, and in a store that was not seeded as the demo is."""

import pytest
from django.test import Client

from himaya.web.guided import words
from himaya.web.guided.leading import LEADS

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X9")]


def test_the_path_is_absent_outside_the_demo(client: Client, nation: None) -> None:
    assert client.get("/guided/").status_code == 404
    for step in LEADS:
        assert client.post(f"/guided/steps/{step}/").status_code == 404
    home = client.get("/").content.decode()
    assert "/guided/" not in home


def test_nobody_is_signed_in_by_a_step_outside_the_demo(client: Client, nation: None) -> None:
    client.post("/guided/steps/begin/")
    assert "_auth_user_id" not in client.session


def test_the_path_is_absent_where_the_texts_of_the_demo_are_not(client: Client) -> None:
    assert client.get("/guided/").status_code == 404


def test_a_step_that_does_not_exist_is_absent(client: Client) -> None:
    assert client.post("/guided/steps/vote/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_first_page_of_the_demo_leads_to_the_path(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get("/", headers={"accept-language": language}).content.decode()
    told = words.file("guided.yaml").inner("page").local("open").as_dict()[language]
    assert 'href="/guided/"' in page
    assert told in page
