"""The form of an interview: kept again and again, by one window at a time, verified at the end, never lost."""

import pytest

from himaya.cases.models import Case
from himaya.interviews import access, queries, states
from himaya.interviews.actions import drafts, interviews, sittings
from himaya.interviews.actions.interviews import Closing
from himaya.interviews.actions.sittings import Opening
from himaya.kernel.errors import NotNow, NotValid
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER

pytestmark = pytest.mark.capability("C3")


@pytest.fixture(autouse=True)
def _able(everybody_is_able: None) -> None:
    """Everybody may lead here."""


def test_a_second_window_is_told_and_overwrites_nothing() -> None:
    one = at_hand.begun()
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("one"), revision=0, by=LEADER)
    with pytest.raises(NotNow, match="other_tab"):
        drafts.keep(interview_id=one.pk, xml=at_hand.filled("two"), revision=0, by=LEADER)
    draft = queries.draft(one.row)
    assert draft is not None
    with access.open_draft(LEADER, draft) as (xml, _values):
        assert ">one<" in xml


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "no form",
        "<data/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><data/>',
        at_hand.filled().replace('version="1"', 'version="9"'),
        at_hand.filled(instance=" ").replace("uuid:", ""),
        at_hand.filled(instance="x" * 65),
        "<data>" + "\ud800" + "</data>",
    ],
)
def test_what_is_no_such_form_is_not_kept(xml: str) -> None:
    one = at_hand.begun()
    with pytest.raises(NotValid):
        drafts.keep(interview_id=one.pk, xml=xml, revision=0, by=LEADER)


def test_the_instance_stays_one() -> None:
    one = at_hand.begun()
    drafts.keep(interview_id=one.pk, xml=at_hand.filled(), revision=0, by=LEADER)
    with pytest.raises(NotValid, match="instance"):
        drafts.keep(interview_id=one.pk, xml=at_hand.filled(instance="uuid:other"), revision=1, by=LEADER)


def test_what_is_wrong_at_the_end_is_said_and_kept() -> None:
    one = at_hand.begun()
    kept = drafts.finish(interview_id=one.pk, xml=at_hand.filled("kept", papers=""), revision=0, by=LEADER)
    assert ([flaw.code for flaw in kept.flaws], kept.revision) == (["required"], 1)
    again = drafts.finish(interview_id=one.pk, xml=at_hand.filled("kept"), revision=1, by=LEADER)
    assert again.flaws == ()
    with pytest.raises(NotNow, match="finished"):
        drafts.keep(interview_id=one.pk, xml=at_hand.filled(), revision=2, by=LEADER)


def test_the_form_is_kept_during_a_break_and_between_sittings() -> None:
    one = at_hand.begun()
    sittings.pause(interview_id=one.pk, by=LEADER)
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("a"), revision=0, by=LEADER)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("b"), revision=1, by=LEADER)
    interviews.close(interview_id=one.pk, closing=Closing(states.NOT_HELD, ""), by=LEADER)
    with pytest.raises(NotNow, match="closed"):
        drafts.keep(interview_id=one.pk, xml=at_hand.filled("c"), revision=2, by=LEADER)


def test_who_is_found_to_be_a_child_between_two_sittings_is_one_at_the_next() -> None:
    one = at_hand.begun()
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    Case.objects.filter(pk=one.case_id).update(age_group="maybe_child")
    at_hand.prepared(one, trust="")
    assert one.row.child
    with pytest.raises(NotNow, match="trust"):
        sittings.begin(interview_id=one.pk, opening=Opening(limits_read=True), by=LEADER)
