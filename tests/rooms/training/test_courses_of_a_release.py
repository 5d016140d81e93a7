"""The page of a release names the modules of trainings that wait for it, with a link for whoever may go there."""

import re
from html import unescape

import pytest

from himaya.coordination import states
from himaya.coordination.models import Release
from himaya.training.actions import course_revisions
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.training import certifying
from tests.rooms.training.at_hand import SECRETARY
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G3")]
GATE = re.compile(r'<li id="gate-effective".*?</li>', re.DOTALL)
NONE = {
    "en": "No module of the trainings is owed: none teaches what changes, or each was revised.",
    "fr": "Aucun module de formation n’attend de révision : aucun n’enseigne ce qui change, ou tous ont été révisés.",
    "ar": "لا توجد وحدة تكوين تنتظر المراجعة: إما لا تدرس أي وحدة ما يتغير، أو روجعت كلها.",
}
OWED = {
    "en": "Modules of trainings still to be revised: M4 Indicators · M5 Identification interview",
    "fr": "Modules de formation encore à réviser : M4 Indicateurs · M5 Entretien d’identification",
    "ar": "وحدات التكوين التي لم تراجع بعد: \N{RIGHT-TO-LEFT MARK}M4 المؤشرات · \N{RIGHT-TO-LEFT MARK}M5 مقابلة التعرف",
}


def gate(page: bytes) -> str:
    found = GATE.search(page.decode())
    assert found
    return " ".join(unescape(re.sub(r"<(?!a )[^>]+>", " ", found.group())).split())


def owing() -> Release:
    release = hand.up_to(states.EFFECTIVE)
    certifying.brings(release, "screening-labour")
    certifying.brings(release, "interview-adult")
    return release


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_is_owed_stands_at_the_last_gate_by_name_until_it_was_revised(sit: Sit, language: str) -> None:
    release = owing()
    here = f"/round-tables/releases/{release.pk}/"
    shown = sit(SECRETARY, language).get(here).content
    assert OWED[language] in gate(shown)
    assert "M4" in gate(shown)
    assert NONE[language] not in gate(shown)
    assert b'value="schedule"' not in shown
    assert b'id="why-announce"' in shown
    for module in ("m4", "m5"):
        course_revisions.note(release_id=release.pk, module=module, by=SECRETARY)
    after = sit(SECRETARY, language).get(here).content
    assert NONE[language] in gate(after)
    assert b'value="schedule"' in after


def test_a_link_leads_there_for_whoever_may_read_it(sit: Sit) -> None:
    here = f"/round-tables/releases/{owing().pk}/"
    for who, linked in ((SECRETARY, True), (hand.OFFICER, False)):
        shown = gate(sit(who).get(here).content)
        assert "M4" in shown
        assert ('href="/training/courses/"' in shown) is linked
        assert (sit(who).get("/training/courses/").status_code == 200) is linked


def test_of_a_release_that_was_given_up_nothing_is_said(sit: Sit) -> None:
    release = owing()
    release.state = states.ABANDONED
    release.save()
    assert "trainings" not in gate(sit(SECRETARY).get(f"/round-tables/releases/{release.pk}/").content)
