"""The pages of an ending: closing, opening again, the closed files of the desk, and how it was for the person."""

from datetime import date

import pytest

from himaya.cases.actions import closures, feedback, holds, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Closure, Tally
from himaya.insight import endings
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E7")

CLOSE = {"do": "close", "reason": "goals_reached", "changed_safety": "much_better", "changed_ties": "not_known"}
TITLES = {"fr": ("Clôture", "Comment"), "ar": ("الإغلاق", "كيف")}


@pytest.fixture(name="case")
def _case(the_cast: None) -> Case:
    done = factories.hand_over()
    referrals.withdraw(referral_id=done.referral_ids[0], by=cast.INSPECTOR)
    return Case.objects.get(pk=done.case_id)


def at(case: Case) -> str:
    return f"/casework/cases/{case.pk}/closing/"


def test_a_desk_closes_a_file_finds_it_reads_what_changed_and_opens_it_again(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    page = body(client.get(at(case)))
    assert "24 November 2027" in page
    assert "24 November 2031" in page
    assert "Model, not adopted" in page
    assert client.post(at(case), CLOSE).headers["Location"] == at(case)
    page = body(client.get(at(case)))
    for words in (
        "Closed on 24 November 2026",
        "What was planned with the person is done",
        "Ways to ask",
        '<span class="chip">Closed</span>',
    ):
        assert words in page
    listed = body(client.get("/casework/cases/closed/"))
    assert at(case) in listed
    assert "24 November 2031" in listed
    assert str(case.pk) not in body(client.get("/casework/cases/"))
    found = client.post("/casework/search/", {"reference": case.reference})
    page = body(client.get(found.headers["Location"]))
    assert "Closed on 24 November 2026" in page
    assert "Much better" not in page
    page = body(client.post(found.headers["Location"], {"show": "answers", "purpose": "give_service"}))
    assert "Much better" in page
    assert "Not asked" in page
    assert "read the closing" not in page
    assert client.post(at(case), {"do": "reopen", "reason": "new_need"}).headers["Location"] == at(case)
    page = body(client.get(at(case)))
    assert "Opened again" in page
    assert "Close the file" in page
    assert Case.objects.get(pk=case.pk).state == "open"


WRONG = [
    ('href="#close-reason"', {"reason": ""}),
    ('href="#tries"', {"reason": "unreachable", "tries": "2"}),
    ('href="#tries"', {"reason": "unreachable", "tries": "²"}),
]


def test_what_needs_another_look_is_led_to_and_nothing_chosen_is_lost(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    for place, changes in WRONG:
        page = body(client.post(at(case), {**CLOSE, **changes}), 422)
        assert place in page
        assert '<option value="much_better" selected>' in page
        assert '<option value="not_known" selected>' in page
        if changes["reason"]:
            assert f'value="{changes["reason"]}" checked' in page
    body(client.post(at(case), {"do": ""}), 422)
    assert Closure.objects.count() == 0
    assert client.post(at(case), {**CLOSE, "tries": "7"}).status_code == 302
    assert Closure.objects.get().tries is None
    body(client.post(at(case), CLOSE), 409)


def test_what_is_open_is_named_with_its_desk_before_and_a_hold_after(sit: Sit) -> None:
    done = factories.hand_over()
    case, client = Case.objects.get(pk=done.case_id), sit(cast.INSPECTOR)
    page = body(client.get(at(case)))
    assert "Desk shelter" in page
    assert 'href="#close-left_running"' in body(client.post(at(case), CLOSE), 409)
    referrals.ask(referral_id=done.referral_ids[0], question="?", by=cast.SHELTER)
    page = body(client.get(at(case)))
    assert "A desk asked something" in page
    assert " disabled" in page.split("Close the file")[0][-80:]
    referrals.answer(referral_id=done.referral_ids[0], text="!", by=cast.INSPECTOR)
    holds.place(case_id=case.pk, ground="dispute", until=date(2027, 3, 1), by=cast.LABOUR_LEAD)
    assert client.post(at(case), {**CLOSE, "left_running": [str(done.referral_ids[0]), "x"]}).status_code == 302
    page = body(client.get(at(case)))
    assert "HTCDS" not in page, "the code of the standard is for the exchange, not for this page"
    assert "A legal hold stands" in page
    assert "Referrals left to their desks" in page


def test_for_whoever_does_not_hold_the_file_there_is_no_page(sit: Sit, case: Case) -> None:
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        client = sit(actor)
        assert client.get(at(case)).status_code == 404
        assert client.post(at(case), CLOSE).status_code == 404
        assert str(case.reference) not in body(client.get("/casework/cases/closed/"))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_speak_the_language_of_the_desk(sit: Sit, case: Case, language: str) -> None:
    client = sit(cast.INSPECTOR, language)
    title, how = TITLES[language]
    assert title in body(client.get(at(case)))
    client.post(at(case), CLOSE)
    for url in (at(case), "/casework/cases/closed/", "/casework/feedback/", "/casework/feedback/form/"):
        page = body(client.get(url))
        assert not [
            one for one in ("Closing", "Ways to ask", "Not asked", "Do not ask", "listened to") if one in page
        ], url
    assert how in page


def test_what_a_person_says_is_counted_for_the_desk_and_nothing_else_is_kept(sit: Sit, case: Case) -> None:
    """Seen red with an audit row: the moment stood beside the worker's reading of the file."""
    client = sit(cast.INSPECTOR)
    audit, told = AuditEvent.objects.count(), OutboxMessage.objects.count()
    page = body(client.get("/casework/feedback/form/"))
    for words in (case.reference, "Sign out", "Your account", "/casework/cases/", "Desk labour-north"):
        assert words not in page, words
    sent = client.post("/casework/feedback/form/", {"listened": "yes", "safe": "no", "again": ""})
    assert sent.headers["Location"] == "/casework/feedback/thanks/"
    assert "yes" not in body(client.get("/casework/feedback/thanks/")).split("<main")[1]
    rows = Tally.objects.filter(kind="feedback").order_by("clause")
    assert list(rows.values_list("desk_id", "month", "clause", "answer", "region", "audience", "count")) == [
        ("labour-north", date(2026, 11, 1), "listened", "yes", "", "", 1),
        ("labour-north", date(2026, 11, 1), "safe", "no", "", "", 1),
    ]
    assert (AuditEvent.objects.count(), OutboxMessage.objects.count()) == (audit, told)
    body(client.post("/casework/feedback/form/", {"listened": "loudly"}), 422)
    with pytest.raises(NotValid, match="answers"):
        feedback.give(answers={"worker": "yes"}, by=cast.INSPECTOR)
    assert case.reference not in body(client.get("/casework/feedback/paper/"))


def test_only_a_half_year_that_is_over_is_shown_from_eleven_on_to_lead_and_secretariat(sit: Sit, case: Case) -> None:
    for number in range(24):
        feedback.give(answers={"listened": "yes" if number % 2 else "no", "safe": "yes"}, by=cast.INSPECTOR)
    for _number in range(10):
        feedback.give(answers={"again": "yes"}, by=cast.INSPECTOR)
    closures.close(case_id=case.pk, ending=Ending("goals_reached"), by=cast.INSPECTOR)
    url = "/casework/feedback/counts/"
    assert "Desk labour-north" not in body(sit(cast.LABOUR_LEAD).get(url)).split("<main")[1]
    with clock.stopped(factories.TUESDAY.replace(year=2027, month=1)):
        page = body(sit(cast.LABOUR_LEAD).get(url)).split("<main")[1]
        assert page.count(">12<") == 2
        assert ">24<" in page
        assert ">10<" not in page
        assert "files were closed: nothing is shown" in page
        assert "Desk labour-north" in body(sit(cast.SECRETARY).get("/secretariat/endings/"))
        assert sit(cast.INSPECTOR).get(url).status_code == 403
        assert "Desk labour-north" not in body(sit(cast.SHELTER_LEAD).get(url)).split("<main")[1]
        with pytest.raises(NotPermitted):
            endings.of_half_year(cast.INSPECTOR, date(2026, 7, 1))


def test_reasons_that_are_few_take_another_one_along() -> None:
    """Truth table: exact counts → shown."""
    table: list[tuple[dict[str, int], dict[str, int | None]]] = [
        ({}, {}),
        ({"a": 10}, {}),
        ({"a": 11}, {"a": 11}),
        ({"a": 30, "b": 12, "c": 3}, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 6, "c": 6}, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 12, "c": 2, "d": 3}, {"a": 30, "b": None, "c": None, "d": None}),
        ({"a": 6, "b": 6}, {"a": None, "b": None}),
    ]
    for counts, shown in table:
        assert endings._reasons(counts, 11) == shown
