"""The pages of awareness: from a line to what was shown, small weeks without a number, nothing typed is lost."""

import re
from datetime import timedelta

import pytest

from himaya.kernel import clock
from himaya.training import rules_awareness as checks
from himaya.training import states
from himaya.training.models import AwarenessActivity
from tests.rooms.training import raising
from tests.rooms.training.at_hand import DAW, LABOUR, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G4")]
YES = {f"q_{code}": "yes" for code in checks.QUESTIONS}


def _form(**changes: object) -> dict[str, object]:
    given = {
        "do": "plan", "title_fr": "Votre papier est à vous", "channels": ["radio", "art"], "languages": ["ary", "zgh"],
        "audience": "Personnes qui cherchent un emploi", "first_day": clock.today().isoformat(),
        "last_day": (clock.today() + timedelta(days=9)).isoformat(), "reach_planned": "5000",
    }  # fmt: skip
    return {**given, **changes}


def test_an_activity_is_planned_checked_by_two_and_shown_in_a_browser(sit: Sit) -> None:
    line = raising.line()
    focal, secretary = sit(LABOUR), sit(SECRETARY)
    assert b"No activity yet." in focal.get(f"/training/lines/{line.pk}/").content
    new = f"/training/awareness/lines/{line.pk}/"
    assert sit(DAW).get(new).status_code == 403
    assert b"Personnes" not in focal.get(new).content
    wrong = focal.post(new, _form(last_day="2020-01-01"))
    shown = wrong.content.decode()
    assert wrong.status_code == 422
    assert re.search(r'value="art" checked', shown)
    assert re.search(r'value="zgh" checked', shown)
    assert 'value="Votre papier est à vous"' in shown
    assert 'href="#last_day"' in shown
    assert focal.post(new, _form()).status_code == 302
    row = AwarenessActivity.objects.get()
    here = f"/training/awareness/{row.pk}/"
    assert sit(DAW).get(here).status_code == 404
    assert focal.post(here, {"do": "start"}).status_code == 409
    seen = {"do": "check", "seen": "0"}
    left = focal.post(f"{here}check/", {**seen, **YES, "q_tested": "", "n_no_blame": "Relu par deux associations"})
    assert (left.status_code, b"Relu par deux associations" in left.content) == (422, True)
    assert focal.post(f"{here}check/", {**seen, **YES, "n_no_blame": "Relu ici"}).status_code == 302
    assert b"You checked it first" in focal.get(f"{here}check/").content
    assert focal.post(f"{here}check/", {**seen, **YES, "seen": "1"}).status_code == 403
    for reader in (focal, secretary):
        assert b"Relu ici" not in reader.get(here).content
        assert b"Relu ici" not in reader.get(f"{here}check/").content
    assert secretary.post(f"{here}check/", {**seen, **YES, "seen": "1"}).status_code == 302
    assert b"Relu ici" in secretary.get(here).content
    assert secretary.post(here, {"do": "start"}).status_code == 302
    assert AwarenessActivity.objects.get().state == states.ACTIVITY_RUNNING
    other = sit(TRAINER)
    assert other.get(here).status_code == 200
    assert b"<form" not in other.get(here).content.split(b"<main", 1)[1].split(b"</main", 1)[0]
    assert other.post(here, {"do": "cancel", "reason": "Non"}).status_code == 403
    assert b"Votre papier" in other.get("/training/").content


def test_a_change_says_that_the_check_is_void_and_keeps_what_was_typed(sit: Sit) -> None:
    row = raising.seconded()
    here = f"/training/awareness/{row.pk}/"
    secretary = sit(SECRETARY)
    stale = secretary.post(here, _form(do="change", seen="0", title_fr="Un autre"))
    assert (stale.status_code, 'value="Un autre"' in stale.content.decode()) == (409, True)
    fine = secretary.post(here, _form(do="change", seen=str(row.revision), title_fr="Un autre"), follow=True)
    assert b"It is checked anew before it is shown" in fine.content
    assert b"planned, to be checked" in fine.content


def test_a_week_with_few_calls_shows_no_number_and_no_middle(sit: Sit) -> None:
    row = raising.running()
    raising.counted(row, [37, 41, 39, 1, 52, 66, 58, 61, 59])
    with clock.stopped(clock.now() + timedelta(weeks=9)):
        shown = sit(SECRETARY).get(f"/training/awareness/{row.pk}/").content.decode()
    table = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", shown))
    assert "fewer than 5" in table
    assert "not shown: a week has fewer than 5" in table
    assert '<td class="num">1</td>' not in shown
    assert ">1<" not in shown
    assert shown.count("<svg") == 1
    assert "37" in table
    assert "Ligne verte" in table


def test_no_word_says_that_the_calls_came_of_the_activity(sit: Sit) -> None:
    row = raising.running()
    raising.counted(row, [37, 41, 39, 30, 52, 66, 58, 61, 59])
    for language, words in (
        ("en", ("effect", "impact", "caused", "because of", "thanks to", "led to", "increase", "result of")),
        ("fr", ("effet de", "impact", "grâce à", "a entraîné", "a permis", "hausse")),
        ("ar", ("بفضل", "أثر الحملة", "أدى إلى", "نتيجة ل")),
    ):
        with clock.stopped(clock.now() + timedelta(weeks=9)):
            page = sit(SECRETARY, language).get(f"/training/awareness/{row.pk}/").content.decode()
        main = re.sub("<[^>]+>", " ", page.split("<main", 1)[1].split("</main", 1)[0]).lower()
        assert [one for one in words if one in main] == []


def test_too_few_weeks_and_two_sources_are_said(sit: Sit) -> None:
    row = raising.running()
    raising.counted(row, [37, 41])
    here = f"/training/awareness/{row.pk}/"
    with clock.stopped(clock.now() + timedelta(weeks=9)):
        focal = sit(LABOUR)
        assert b"Too few weeks are entered" in focal.get(here).content
        week = raising.mondays(row)[2].isoformat()
        given = {"do": "count", "week": week, "calls": "-3", "source": "Autre ligne"}
        wrong = focal.post(here, given)
        assert (wrong.status_code, b"Autre ligne" in wrong.content, b'value="-3"' in wrong.content) == (422, True, True)
        assert focal.post(here, {**given, "calls": "1 250"}).status_code == 302
        assert b"more than one source" in focal.get(here).content
        assert focal.post(here, {**given, "calls": "9"}).status_code == 409
        assert focal.post(here, {**given, "do": "correct", "calls": "9", "source": "Ligne verte"}).status_code == 302


def test_an_end_and_a_cancel_say_what_is_missing_beside_their_own_field(sit: Sit) -> None:
    row = raising.running()
    here = f"/training/awareness/{row.pk}/"
    focal = sit(LABOUR)
    wrong = focal.post(here, {"do": "end", "ended_on": clock.today().isoformat(), "reach": "120"})
    shown = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'id="reach_how-error"' in shown
    assert 'id="reason-error"' not in shown
    assert 'value="120"' in shown
    assert focal.post(here, {"do": "cancel"}).status_code == 422
    told = {"do": "end", "ended_on": clock.today().isoformat(), "reach": "120", "reach_how": "Personnes présentes"}
    assert focal.post(here, told).status_code == 302
    assert "Personnes présentes" in sit(TRAINER).get(here).content.decode()
