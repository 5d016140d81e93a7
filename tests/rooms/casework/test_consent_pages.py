"""The page of agreements: what is in force, what was said, asking again, and taking back in three taps."""

from typing import Any

import pytest

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent, Referral
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E1")

TITLES = {"en": "Agreements", "fr": "Accords", "ar": "الموافقات"}
SAID: dict[str, Any] = {
    "to": "desk:lawyers",
    "data_classes": ["needs", "signs"],
    "answer": "given",
    "language": "ary",
    "interpreter": "telephone",
    "mode": "gesture",
    "until": "2026-12-24",
}


def at(case: Case, more: str = "") -> str:
    return f"/casework/cases/{case.pk}/consents/{more}"


def test_from_the_case_it_takes_three_taps_to_take_an_agreement_back(sit: Sit, case: Case) -> None:
    """The link, the line that unfolds, the button. Nothing is asked: no reason, no tick, no second page."""
    client = sit(cast.INSPECTOR)
    assert f'href="{at(case)}"' in body(client.get(f"/casework/cases/{case.pk}/"))
    page = body(client.get(at(case)))
    assert "<details><summary>Withdraw</summary>" in page
    form = page.split("<details>")[1].split("</details>")[0]
    assert [one for one in ("<input", "<textarea", "<select") if one in form.replace('<input type="hidden"', "")] == []
    action = form.split('action="')[1].split('"')[0]
    assert client.post(action).headers["Location"] == at(case)
    page = body(client.get(at(case)))
    assert "Withdrawn. Nothing more goes there" in page
    assert "Nothing is in force" in page
    assert "Took it back" in page
    assert Referral.objects.get().state == "withdrawn"
    assert "Nothing is agreed with this recipient any more" in body(client.post(action), 409)
    assert "Agreement withdrawn" in body(sit(cast.SHELTER).get("/casework/"))


def test_an_answer_is_written_down_and_stands_in_force_above_the_history(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    assert client.post(at(case, "write/"), SAID).headers["Location"] == at(case)
    line = Consent.objects.get(recipient="lawyers")
    assert (line.word, line.mode, line.interpreter, str(line.until)) == ("given", "gesture", "telephone", "2026-12-24")
    page = body(client.get(at(case)))
    force, history = page.split("What was said")
    for words in ("Desk lawyers", "Needs expressed", "Signs noted", "until"):
        assert words in force
    assert "By a sign or gesture" in history
    client.post(at(case, "write/"), {**SAID, "to": "desk:hostel", "answer": "refused"})
    assert "Help goes on without it" in body(client.get(at(case)))
    client.post(at(case, "write/"), {**SAID, "to": "institution:daw", "answer": "asked"})
    page = body(client.get(at(case)))
    assert "As a file of records" in page
    assert list(Consent.objects.order_by("number").values_list("word", flat=True)) == [
        "given", "given", "refused", "asked",
    ]  # fmt: skip


def test_asking_again_fills_in_what_it_is_about_and_never_the_answer(sit: Sit, case: Case) -> None:
    client, line = sit(cast.INSPECTOR), Consent.objects.get()
    page = body(client.get(at(case, f"write/?again={line.pk}")))
    assert '<option value="desk:shelter" selected>' in page
    assert 'value="needs" checked' in page
    assert "checked" not in page.split('id="consent-answer"')[1].split("</fieldset>")[0]
    for foreign in ("", "x", str(case.pk)):
        assert 'desk:shelter" selected' not in body(client.get(at(case, f"write/?again={foreign}")))


WRONG: list[tuple[str, dict[str, Any]]] = [
    ('href="#to"', {"to": ""}),
    ('href="#consent-data_classes"', {"data_classes": []}),
    ('href="#consent-answer"', {"answer": "maybe"}),
    ('href="#language"', {"language": "xx"}),
    ('href="#consent-interpreter"', {"interpreter": ""}),
    ('href="#consent-mode"', {"mode": ""}),
    ('href="#until"', {"until": "soon"}),
    ('href="#until"', {"until": "2026-11-01"}),
]


@pytest.mark.parametrize(("place", "changes"), WRONG)
def test_what_needs_another_look_is_led_to_and_nothing_typed_is_lost(
    sit: Sit, case: Case, place: str, changes: dict[str, Any]
) -> None:
    typed = {**SAID, **changes}
    page = body(sit(cast.INSPECTOR).post(at(case, "write/"), typed), 422)
    assert place in page
    kept = {
        "to": '<option value="desk:lawyers" selected>',
        "data_classes": 'value="signs" checked',
        "answer": 'value="given" checked',
        "language": '<option value="ary" selected>',
        "interpreter": 'value="telephone" checked',
        "mode": 'value="gesture" checked',
        "until": f'value="{typed["until"]}"',
    }
    for name, mark in kept.items():
        assert (mark in page) == (name not in changes or name == "until"), name
    assert Consent.objects.count() == 1


def test_a_no_to_what_is_agreed_leads_to_withdrawing(sit: Sit, case: Case) -> None:
    answer = sit(cast.INSPECTOR).post(at(case, "write/"), {**SAID, "to": "desk:shelter", "answer": "refused"})
    assert "withdraw it: what flows stops at once" in body(answer, 409)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_pages_speak_the_language_of_the_desk(sit: Sit, case: Case, language: str) -> None:
    client = sit(cast.INSPECTOR, language)
    for more in ("", "write/"):
        page = body(client.get(at(case, more)))
        assert TITLES[language] in page
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
        if language != "en":
            assert not [one for one in ("Agreements", "In force today", "Write it down", "Spoken") if one in page]


def test_for_whoever_does_not_hold_the_case_there_is_no_page(sit: Sit, case: Case) -> None:
    line = Consent.objects.get()
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        client = sit(actor)
        for url in (at(case), at(case, "write/")):
            assert client.get(url).status_code == 404
        assert client.post(at(case, "write/"), SAID).status_code == 404
        assert client.post(at(case, f"{line.pk}/withdraw/")).status_code == 404
    other = Case.objects.get(pk=factories.hand_over().case_id)
    assert sit(cast.INSPECTOR).post(at(other, f"{line.pk}/withdraw/")).status_code == 404
    assert Consent.objects.filter(word="withdrawn").count() == 0


def test_a_closed_file_asks_nothing_and_still_takes_back(sit: Sit, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    client = sit(cast.INSPECTOR)
    page = body(client.get(at(case)))
    assert "write/" not in page
    assert "Withdraw</summary>" in page
    assert "This file is closed" in body(client.post(at(case, "write/"), SAID), 409)


def test_both_desks_see_on_their_page_what_ran_out(sit: Sit, case: Case) -> None:
    question = Question("desk:shelter", factories.AGREED, "ary", "none", "spoken")
    consents.give(case_id=case.pk, question=question, until=clock.today(), by=cast.INSPECTOR)
    referral, over = f"/casework/referrals/{Referral.objects.get().pk}/", "Their agreement is over"
    assert over not in body(sit(cast.SHELTER).get(referral))
    with clock.stopped(factories.TUESDAY.replace(day=25)):
        shelter = sit(cast.SHELTER)
        page = body(shelter.get(referral))
        assert over in page
        assert "Show identity" not in page
        assert "is over" in body(shelter.post(f"{referral}accept/"), 409)
        page = body(sit(cast.INSPECTOR).get(referral))
        assert over in page
        assert at(case) in page
