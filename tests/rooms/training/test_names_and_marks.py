"""Names that show as they are, the paper of a renewal, and the page of a half-day under a thumb and a screen reader."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from himaya.kernel import clock
from himaya.kernel.errors import NotValid
from himaya.training import certificate_paper, rules_lists, states
from himaya.training.actions import certificates
from tests.refusals import refused
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1", "G3")]
TURNED = "Nadia \u202eissaF lE"


@pytest.mark.parametrize("name", [TURNED, "Nadia \u2066Fassi", "Nadia\x07 Fassi", "Nadia \ue000Fassi"])
def test_a_name_that_shows_as_another_or_has_signs_nobody_sees_is_refused(name: str) -> None:
    session = at_hand.session()
    with refused(NotValid, "name", says="cannot be seen"):
        at_hand.named(session, name)


def test_a_function_is_held_to_the_same() -> None:
    session = at_hand.session()
    with refused(NotValid, "function"):
        at_hand.named(session, function=TURNED)


def test_marks_that_come_with_copying_are_left_out() -> None:
    assert rules_lists.tidy("\u200fفاطمة\u200e  الفاسي\ufeff ") == "فاطمة الفاسي"
    assert rules_lists.tidy("Na\u00addia\u200b Fassi") == "Nadia Fassi"
    assert not rules_lists.disguised("فاطمة الفاسي")


def test_a_row_of_a_list_with_such_a_name_is_not_taken_in() -> None:
    row = rules_lists.read(1, [TURNED], {0: rules_lists.NAME}, {})
    assert row["faults"] == [rules_lists.UNSEEN]
    assert not rules_lists.may_enter(row)


def test_a_renewal_says_the_shorter_session_and_not_the_course() -> None:
    old = certifying.issued(username="inspector")
    first = certificate_paper.sheet(old, at_hand.NAME, "fr").lines[1]
    with clock.stopped(clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)):
        row = certifying.shorter(username="inspector")
        made = certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
    renewed = certificate_paper.sheet(made, at_hand.NAME, "fr").lines[1]
    assert "a suivi la formation" in first.fr
    assert "a suivi la formation" not in renewed.fr
    assert "followed the course" not in renewed.en
    assert "renew" in renewed.en
    assert "(6" in renewed.fr


def test_a_tap_keeps_its_place_and_every_button_and_box_says_whose_it_is(sit: Sit) -> None:
    session = at_hand.session()
    one = at_hand.named(session)
    other = at_hand.named(session, "Karim Tazi")
    url = reverse("training:half_day", args=[session.pk, 1])
    page = sit(TRAINER).get(url).content.decode()
    for row in (one, other):
        assert f'#at-{row.pk}"' in page
        assert f'id="at-{row.pk}"' in page
    assert len(re.findall(r'aria-pressed="false"', page)) == 6
    assert "from the paper list: Karim Tazi" in page
    at_hand.marked(session, one, states.EXCUSED)
    page = sit(TRAINER).get(url).content.decode()
    assert len(re.findall(r'aria-pressed="true"', page)) == 1
    assert re.search(r'value="mark-excused"[^>]*aria-pressed="true"', page)
