"""A case: identity and answers masked until somebody says why, and never both at once; finding it again; correcting."""

import pytest

from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.persons.queries import find_candidates
from himaya.web.sessions import PROVEN
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit


def test_a_case_opens_with_nothing_of_the_person_on_it(sit: Sit) -> None:
    done = factories.hand_over()
    page = body(sit(cast.INSPECTOR).get(f"/casework/cases/{done.case_id}/"))
    for secret in (factories.SAID, factories.PHONE, "Canary", "AB123456", "Injury"):
        assert secret not in page
    assert done.reference in page
    assert "Send a further referral" in page


def test_the_identity_and_the_story_are_shown_apart(sit: Sit) -> None:
    done = factories.hand_over()
    client, path = sit(cast.INSPECTOR), f"/casework/cases/{done.case_id}/"
    identity = body(client.post(path, {"show": "identity", "purpose": "contact_person"}))
    assert factories.SAID in identity
    assert identity.index("Before any contact") < identity.index(factories.PHONE)
    assert "FL-03" not in identity
    answers = body(client.post(path, {"show": "answers", "purpose": "give_service"}))
    assert factories.SAID not in answers
    assert "FL-03" in answers
    assert "first-line-labour" in answers
    assert "model, not adopted" in answers
    reads = AuditEvent.objects.filter(action="case.read").values_list("purpose", flat=True)
    assert list(reads) == ["contact_person", "give_service"]


@pytest.mark.parametrize("typed", [{}, {"show": "identity"}, {"show": "all", "purpose": "give_service"},
                                   {"show": "identity", "purpose": "supervise_delay"}])  # fmt: skip
def test_without_a_reason_nothing_is_shown(sit: Sit, typed: dict[str, str]) -> None:
    done = factories.hand_over()
    page = body(sit(cast.INSPECTOR).post(f"/casework/cases/{done.case_id}/", typed), 422)
    assert factories.SAID not in page


def test_another_desk_s_case_does_not_exist(sit: Sit) -> None:
    done = factories.hand_over()
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        client = sit(actor)
        for path in ("", "identity/", "send/"):
            assert client.get(f"/casework/cases/{done.case_id}/{path}").status_code == 404
            assert client.post(f"/casework/cases/{done.case_id}/{path}", {"save": "yes"}).status_code in (404, 422)


def test_my_cases_are_those_i_opened(sit: Sit) -> None:
    done = factories.hand_over()
    assert done.reference in body(sit(cast.INSPECTOR).get("/casework/cases/mine/"))
    assert done.reference not in body(sit(cast.INSPECTOR_COLLEAGUE).get("/casework/cases/mine/"))
    assert done.reference in body(sit(cast.INSPECTOR_COLLEAGUE).get("/casework/cases/"))


def test_a_reference_leads_to_its_case_however_it_is_typed(sit: Sit) -> None:
    done = factories.hand_over()
    client = sit(cast.INSPECTOR)
    typed = done.reference.lower().replace("-", " ")
    found = client.post("/casework/search/", {"reference": typed})
    assert found.headers["Location"] == f"/casework/cases/{done.case_id}/"
    assert "eight characters" in body(client.post("/casework/search/", {"reference": "K7"}), 422)
    nothing = body(client.post("/casework/search/", {"reference": "K7MR-2QXD"}), 404)
    foreign = body(sit(cast.HOSTEL).post("/casework/search/", {"reference": done.reference}), 404)
    assert "or it is not open to you" in nothing
    assert "or it is not open to you" in foreign


def test_a_search_by_identity_gives_reasons_and_no_name(sit: Sit) -> None:
    done = factories.hand_over()
    page = body(sit(cast.INSPECTOR).post("/casework/search/", {"name": "Zahra Canary", "birth_year": "1998"}))
    assert "One person may be the one you look for" in page
    assert "The same year of birth." in page
    assert done.reference in page
    assert page.count("Canary") == 1  # Only in the field where the worker typed it.


def test_another_institution_learns_nothing_from_a_search(sit: Sit) -> None:
    factories.hand_over()
    page = body(sit(cast.SHELTER).post("/casework/search/", {"name": "Zahra Canary"}))
    assert "does not seem to know this person" in page


def test_another_desk_of_the_institution_is_named_and_not_its_case(sit: Sit) -> None:
    done = factories.hand_over()
    page = body(sit(cast.INSPECTOR_SOUTH).post("/casework/search/", {"name": "Zahra Canary"}))
    assert "Desk labour-north" in page
    assert done.reference not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Write a name or the number of a document."),
        ({"name": "Zahra", "birth_year": "98"}, "four digits"),
        ({"name": "Zahra", "birth_year": "٢٠٠١"}, "four digits"),
    ],
)
def test_a_search_that_cannot_be_made_keeps_what_was_typed(sit: Sit, typed: dict[str, str], sentence: str) -> None:
    page = body(sit(cast.INSPECTOR).post("/casework/search/", typed), 422)
    assert sentence in page
    assert f'value="{typed["name"].strip()}"' in page


def test_an_identity_is_corrected_and_the_former_words_are_gone(sit: Sit) -> None:
    done = factories.hand_over()
    client, path = sit(cast.INSPECTOR), f"/casework/cases/{done.case_id}/identity/"
    read = AuditEvent.objects.filter(action="case.read", purpose="correct_record")
    assert factories.SAID not in body(client.get(path))
    assert AuditSubject.objects.filter(event__in=read).count() == 0, "explained, and nothing opened"
    assert factories.SAID in body(client.post(path, {"open": "yes"}))
    assert AuditSubject.objects.filter(event__in=read).count() == 1
    typed = {"full_name": "Zohra Rightname", "birth": "1997", "way": "never", "save": "yes"}
    assert client.post(path, typed).status_code == 302
    shown = body(client.post(f"/casework/cases/{done.case_id}/", {"show": "identity", "purpose": "give_service"}))
    assert "Zohra Rightname" in shown
    assert factories.SAID not in shown
    assert factories.PHONE not in shown
    assert find_candidates(name="Zohra Rightname", by=cast.INSPECTOR)
    assert not find_candidates(name="", document="AB123456", by=cast.INSPECTOR)
    # A screen left open does not rewrite who somebody is.
    session = client.session
    session[PROVEN] -= 11 * 60
    session.save()
    asked = client.post(path, {**typed, "full_name": "Nadia Other"})
    assert (asked.status_code, asked.templates[0].name) == (403, "step_up.html")
    assert not find_candidates(name="Nadia Other", by=cast.INSPECTOR)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"full_name": "x" * 301}, "This is too long"), ({"way": "pigeon"}, "Choose how the person can be reached")],
)
def test_a_correction_that_cannot_be_kept_says_why_beside_the_field(
    sit: Sit, typed: dict[str, str], sentence: str
) -> None:
    done = factories.hand_over()
    page = body(sit(cast.INSPECTOR).post(f"/casework/cases/{done.case_id}/identity/", {**typed, "save": "yes"}), 422)
    assert page.count(sentence) == 2
