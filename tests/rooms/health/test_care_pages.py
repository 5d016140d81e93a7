"""The pages of stepped care and of a clinician's letters: for whoever opens the compartment; for all others there is
none, and they answer as for a case that does not exist."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from himaya.cases.models import Case
from himaya.health import letter_paper
from himaya.health.models import CareStep, ClinicianLetter
from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops import worker
from himaya.tasks.models import Task
from tests import cast
from tests.pages import body
from tests.rooms.health import stepped
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D4")


def url(name: str, *args: UUID) -> str:
    return reverse(f"health:{name}", args=args)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_pages_show_steps_reasons_and_what_is_to_be_verified(sit: Sit, language: str) -> None:
    case = stepped.apart()
    browser = sit(cast.NURSE, language)
    assert browser.get(url("care", case)).status_code == 200
    stepped.begun(case)
    page = browser.get(url("care", case)).content.decode()
    assert stepped.SAID in page
    assert {"fr": "à vérifier", "ar": "قيد التحقق", "en": "to be verified"}[language] in page
    assert {"fr": "Soutien ciblé", "ar": "دعم موجه", "en": "Focused support"}[language] in page


@pytest.mark.parametrize(
    ("language", "begins", "takes_back"),
    [("fr", "Commencer", "Retirer l’attestation"), ("ar", "البدء", "سحب الشهادة"), ("en", "Begin", "Take it back")],
)
def test_a_button_says_what_it_does_whatever_other_rooms_call_it(
    sit: Sit, language: str, begins: str, takes_back: str
) -> None:
    case = stepped.apart()
    browser = sit(cast.NURSE, language)
    assert f">{begins}</button>" in browser.get(url("care", case)).content.decode()
    letter = stepped.released(case)
    assert f">{takes_back}</button>" in browser.get(url("letter", case, letter)).content.decode()


def test_a_line_is_written_and_what_was_typed_stays_where_it_is_refused(sit: Sit) -> None:
    case = stepped.apart()
    browser = sit(cast.NURSE)
    told = browser.post(url("care", case), {"do": "begin", "step": "2", "words": "", "instance": str(uuid4())})
    assert told.headers["Location"] == url("care", case)
    page = body(browser.post(url("care", case), {"do": "step_up", "step": "3", "words": "Canary typed"}), 422)
    assert "Canary typed" in page
    assert 'href="#reason-step_up"' in page
    assert browser.post(url("care", case), {"do": "begin", "step": "2"}).status_code == 409
    assert browser.post(url("care", case), {"do": "anything"}).status_code == 404
    assert CareStep.objects.count() == 1


def test_a_letter_that_is_printed_no_more_says_why_and_can_be_taken_back(sit: Sit) -> None:
    case = stepped.apart()
    letter = stepped.released(case)
    Case.objects.filter(pk=case).update(age_group="maybe_child")
    page = body(sit(cast.NURSE, "en").post(url("paper", case, letter)), 409)
    assert "no longer says that this person is an adult" in page
    assert ">Take it back</button>" in page


def test_a_letter_goes_from_draft_to_paper_and_back(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_paper.pdf, "render", lambda page, **more: page.encode())
    case = stepped.apart()
    browser = sit(cast.NURSE)
    form = {"purpose": "housing", "reader": "shelter", "terms": ["quiet_place"], "own": "", "language": "en"}
    assert browser.post(url("letters", case), {**form, "days": "1"}).status_code == 422
    told = browser.post(url("letters", case), {**form, "days": "30"})
    letter = ClinicianLetter.objects.get().pk
    assert told.headers["Location"] == url("letter", case, letter)
    page = browser.get(url("letter", case, letter)).content.decode()
    assert "Needs a quiet place" in page
    assert "Saying no changes nothing" in page
    assert "<dd>30</dd>" in page
    assert browser.post(url("paper", case, letter)).status_code == 409
    assert browser.post(url("letter", case, letter), {"do": "release", "answer": "yes"}).status_code == 422
    worried = browser.post(
        url("letter", case, letter),
        {"do": "release", "answer": "yes", "phrase": stepped.PHRASE, **stepped.SAFE, "harm": "yes"},
    )
    assert worried.status_code == 422
    assert "Better no paper now" in worried.content.decode()
    yes = {"do": "release", "answer": "yes", **stepped.SAFE}
    short = body(browser.post(url("letter", case, letter), {**yes, "phrase": "zahra"}), 422)
    assert 'href="#phrase"' in short
    assert "at least 12 letters" in short
    told = browser.post(url("letter", case, letter), {**yes, "phrase": stepped.PHRASE})
    assert stepped.PHRASE not in browser.get(told.headers["Location"]).content.decode()
    paper = browser.post(url("paper", case, letter))
    assert paper.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert b"Needs a quiet place" in paper.content
    assert b"<title>Certificate</title>" in paper.content
    browser.post(url("letter", case, letter), {"do": "revoke"})
    assert browser.post(url("paper", case, letter)).status_code == 409
    assert browser.post(url("letter", case, letter), {"do": "anything"}).status_code == 404
    assert "taken back" in browser.get(url("letters", case)).content.decode()


def test_no_and_later_are_one_choice_and_a_button(sit: Sit) -> None:
    case = stepped.apart()
    letter = stepped.drafted(case)
    browser = sit(cast.NURSE)
    for answer, left in (("later", True), ("no", False)):
        browser.post(url("letter", case, letter), {"do": "release", "answer": answer})
        page = browser.get(url("letter", case, letter)).content.decode()
        assert (stepped.OWN in page) is left


@pytest.mark.parametrize("who", [cast.INSPECTOR, cast.LABOUR_LEAD, cast.OFFICER, stepped.PORTER])
def test_for_everybody_else_each_page_is_that_of_a_case_that_does_not_exist(sit: Sit, who: Actor) -> None:
    case = stepped.apart()
    stepped.begun(case)
    letter = stepped.released(case)
    if who == stepped.PORTER:
        stepped.seat(who)
    browser = sit(who)
    for name, args in (("care", ()), ("letters", ()), ("letter", (letter,)), ("paper", (letter,))):
        send = browser.post if name == "paper" else browser.get
        there, absent = send(url(name, case, *args)), send(url(name, uuid4(), *args))
        assert (there.status_code, absent.status_code) == (404, 404)
    assert browser.get(url("waiting")).status_code == 404


def test_what_waits_leads_from_the_task_to_the_file_and_is_absent_for_a_colleague_without_the_role(sit: Sit) -> None:
    case = stepped.apart()
    stepped.begun(case)
    stepped.seat(stepped.PORTER)
    with stepped.later(days=44):  # type: ignore[attr-defined]
        worker.drain()
        task = Task.objects.get(kind="kept_apart")
        nurse = sit(cast.NURSE)
        assert url("waiting") in nurse.get(reverse("tasks:one", args=[task.pk])).content.decode()
        assert url("care", case) in nurse.get(url("waiting")).content.decode()
        porter = sit(stepped.PORTER)
        assert porter.get(reverse("tasks:one", args=[task.pk])).status_code == 404
        for verb in ("take", "done", "leave", "remind"):
            sent = porter.post(reverse("tasks:act", args=[task.pk, verb]), {"reason": "not_needed"})
            assert sent.status_code == 404
        assert str(task.pk) not in porter.get(reverse("tasks:mine")).content.decode()
        assert Task.objects.get(pk=task.pk).state == "open"
        offered = nurse.get(reverse("tasks:one", args=[task.pk])).content.decode()
        assert str(stepped.PORTER.account_id) not in offered


@pytest.mark.parametrize("how", ["closed", "begun"])
def test_what_a_clinician_typed_comes_back_where_somebody_was_faster(sit: Sit, how: str) -> None:
    """Seen red with `{% if open %}` before the forms, and without `_with_words`."""
    case = stepped.apart()
    browser = sit(cast.NURSE)
    if how == "closed":
        Case.objects.filter(pk=case).update(state="closed", closed_on=clock.today())
        letter = {"purpose": "housing", "reader": "shelter", "own": "Canary own line", "language": "en", "days": "30"}
        assert "Canary own line" in body(browser.post(url("letters", case), letter), 409)
    else:
        stepped.begun(case, by=stepped.SECOND)
    page = body(browser.post(url("care", case), {"do": "begin", "step": "2", "words": "Canary typed"}), 409)
    assert "Canary typed" in page


def test_the_lead_hears_that_nobody_is_there_who_opens_what_the_desk_keeps_apart(sit: Sit) -> None:
    """Seen red as it stood: what waited was seen by nobody. The same words whether anything waits or not."""
    missing = "nobody is here who opens what your desk keeps apart"
    stepped.seat(stepped.PORTER)

    def says(who: Actor) -> list[bool]:
        browser = sit(who, "en")
        pages = (browser.get(reverse(name)).content.decode() for name in ("tasks:mine", "tasks:desk"))
        return [missing in page for page in pages]

    Membership.objects.filter(desk_id="ward").exclude(account_id=stepped.PORTER.account_id).update(roles=["front_line"])
    assert says(stepped.PORTER) == [False, False]
    case = stepped.apart()
    assert says(stepped.PORTER) == [True, True]
    assert says(cast.NURSE) == [False, False]
    stepped.begun(case)
    with stepped.later(days=30):  # type: ignore[attr-defined]
        worker.drain()
        assert says(stepped.PORTER) == [True, True]
    stepped.seat(stepped.SECOND)
    assert says(stepped.PORTER) == [False, False]
