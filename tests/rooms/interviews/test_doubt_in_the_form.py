"""A doubt about age that the form itself tells: the open page stops, loses no word, and goes on as with a child."""

from uuid import UUID

import pytest
from django.test import Client

from himaya.institutions.rules_qualifications import MISSING
from himaya.institutions.words import NOT_QUALIFIED
from himaya.interviews import access, queries, states
from himaya.interviews.actions import agreements, drafts, interviews, preparations, sittings
from himaya.interviews.actions.interviews import Closing
from himaya.interviews.actions.preparations import Gates
from himaya.interviews.actions.sittings import Opening
from himaya.interviews.models import Sitting
from himaya.kernel import budget
from himaya.kernel.errors import BudgetSpent, NotNow
from himaya.kernel.models import AuditEvent
from tests.pages import body
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held
from tests.rooms.interviews.test_unsent import WORDS, key_of, left_by
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]
CHILD = "interview-child"


@pytest.fixture(name="one")
def _one() -> Held:
    return at_hand.begun(at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="adult"))))


def post(client: Client, one: Held, xml: str, revision: int, **more: str) -> tuple[int, dict[str, object]]:
    """What the page of the form saves."""
    answer = client.post(f"/interviews/{one.pk}/draft/", {"xml": xml, "revision": str(revision), **more})
    return answer.status_code, answer.json()


def words_of(one: Held) -> str:
    """What the draft that is filled in says."""
    draft = queries.draft(one.row)
    assert draft is not None
    with access.open_draft(LEADER, draft) as (xml, _values):
        return xml


def as_a_child(one: Held) -> None:
    """The sitting ends, and the next begins with the form of a child."""
    at_hand.form(CHILD)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    at_hand.agreed(at_hand.prepared(one))
    sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)


def test_the_page_hears_with_the_saving_that_it_stops(sit: Sit, one: Held) -> None:
    """Red when the saving answers as ever and the form for an adult goes on."""
    status, told = post(sit(LEADER), one, at_hand.filled("Canary said", doubt="yes"), 0)
    assert (status, told["revision"]) == (200, 1)
    assert told["stop"]["go"] == f"/interviews/{one.pk}/"  # type: ignore[index]
    assert "prepare again as for a child" in told["stop"]["sentence"]  # type: ignore[index]
    assert "Canary said" in words_of(one)


def test_no_more_of_a_form_for_an_adult_goes_in(sit: Sit, one: Held) -> None:
    """Red when a page that was not told, in another window, saves on."""
    client = sit(LEADER)
    post(client, one, at_hand.filled("Canary said", doubt="yes"), 0)
    status, told = post(client, one, at_hand.filled("Canary more", doubt="yes"), 1)
    assert status == 422
    assert "stop" in told
    assert "Canary more" not in words_of(one)


def test_what_was_typed_before_the_page_was_told_is_kept_all_the_same(sit: Sit, one: Held) -> None:
    client = sit(LEADER)
    post(client, one, at_hand.filled("Canary said", doubt="yes"), 0)
    status, told = post(client, one, at_hand.filled("Canary said, and this", doubt="yes"), 1, late="1")
    assert (status, told["revision"], "stop" in told) == (200, 2, True)
    assert "Canary said, and this" in words_of(one)


def test_a_doubt_that_comes_from_the_file_stops_the_open_page_too(sit: Sit, one: Held) -> None:
    type(one.case).objects.filter(pk=one.case_id).update(age_group="maybe_child")
    status, told = post(sit(LEADER), one, at_hand.filled("Canary said"), 0)
    assert (status, "stop" in told) == (422, True)


@pytest.mark.parametrize(("age", "typing", "moves"), [("1", "age", False), ("17", "account", True), ("19", "", False)])
def test_a_number_that_is_still_being_typed_says_nothing(
    sit: Sit, one: Held, age: str, typing: str, *, moves: bool
) -> None:
    """Red when the 1 on the way to 19 makes a child of somebody, for good."""
    status, told = post(sit(LEADER), one, at_hand.filled(age=age), 0, typing=typing)
    assert (status, "stop" in told) == (200, moves)
    assert one.case.age_group == ("maybe_child" if moves else "adult")


def test_a_form_in_doubt_is_kept_and_not_finished(sit: Sit, one: Held) -> None:
    answer = sit(LEADER).post(
        f"/interviews/{one.pk}/finish/", {"xml": at_hand.filled("Canary end", age="16"), "revision": "0"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/interviews/{one.pk}/talk/")
    kept = drafts.finish(interview_id=one.pk, xml=at_hand.filled("Canary end", age="16"), revision=1, by=LEADER)
    assert kept.stops
    draft = queries.draft(one.row)
    assert draft is not None
    assert draft.finished_at is None
    assert "Canary end" in words_of(one)


def test_the_page_opened_again_shows_the_form_closed_with_the_way_on(sit: Sit, one: Held) -> None:
    """Closed and not gone: what waits in this browser comes back into it, and is kept."""
    client = sit(LEADER)
    post(client, one, at_hand.filled("Canary said", doubt="yes"), 0)
    page = client.get(f"/interviews/{one.pk}/talk/").content.decode()
    assert "<fieldset data-holder disabled>" in page
    assert "Go on as with a child" in page
    assert "data-finish" not in page
    assert "Canary said" in page


def test_one_tap_ends_the_sitting_and_leads_to_the_preparation_as_with_a_child(sit: Sit, one: Held) -> None:
    client = sit(LEADER)
    post(client, one, at_hand.filled(doubt="yes"), 0)
    assert 'value="as_child"' in client.get(f"/interviews/{one.pk}/").content.decode()
    answer = client.post(f"/interviews/{one.pk}/now/", {"do": "as_child"})
    assert (answer.status_code, answer["Location"]) == (302, f"/interviews/{one.pk}/prepare/")
    assert one.row.state == states.BETWEEN


def test_a_window_left_open_on_the_form_for_an_adult_loses_nothing_to_that_of_a_child(sit: Sit, one: Held) -> None:
    """Red when it is read with the version of the form that took its place: refused for good, or a locked page."""
    client = sit(LEADER)
    post(client, one, at_hand.filled("Canary said", doubt="yes"), 0)
    as_a_child(one)
    status, told = post(client, one, at_hand.filled("Canary late", doubt="yes"), 1)
    assert (status, "stop" in told) == (422, True)
    assert post(client, one, at_hand.filled("Canary late", doubt="yes"), 1, late="1")[0] == 200
    assert "Canary late" not in words_of(one)
    (aside,) = queries.drafts_aside(one.row)
    with access.open_draft(LEADER, aside) as (xml, _values):
        assert "Canary late" in xml
    assert "Canary late" in client.get(f"/interviews/{one.pk}/talk/").content.decode()
    assert post(client, one, at_hand.filled("now", name=CHILD), 0)[0] == 200


def test_what_somebody_wrote_over_is_read_with_the_version_of_its_own_form(sit: Sit, one: Held) -> None:
    """Red when the page reads it with the form of a child that took its place: it shows nothing then."""
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("Canary earlier"), revision=0, by=LEADER)
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("Canary over", doubt="yes"), revision=1, over=True, by=LEADER)
    as_a_child(one)
    assert "Canary earlier" in sit(LEADER).get(f"/interviews/{one.pk}/").content.decode()


def test_a_finished_form_goes_to_a_reasoning_with_the_version_of_its_own(one: Held) -> None:
    """Red when it comes with the version of the interview, which is that of a form for a child by now."""
    drafts.finish(interview_id=one.pk, xml=at_hand.filled("Canary end"), revision=0, by=LEADER)
    type(one.case).objects.filter(pk=one.case_id).update(age_group="maybe_child")
    as_a_child(one)
    with access.open_forms(LEADER, one.case) as forms:
        assert [(version.name, values["account"]) for version, values in forms] == [("interview-adult", "Canary end")]


def test_words_that_wait_in_a_browser_for_the_form_of_an_adult_open_beside_the_form_of_a_child(
    sit: Sit, one: Held
) -> None:
    """Red when only the secret of the form that took its place is tried: they would be let go of."""
    client = sit(LEADER)
    left = left_by(client, one)
    type(one.case).objects.filter(pk=one.case_id).update(age_group="maybe_child")
    as_a_child(one)
    assert client.post("/account/kept/", left).json() == {"xml": WORDS}
    page = client.get(f"/interviews/{one.pk}/talk/").content.decode()
    assert f'data-aside="{key_of(left)}"' in page


@pytest.fixture(name="not_mine")
def _not_mine(one: Held, able: set[object]) -> Held:
    """The sitting is led by a colleague, and whoever looks on has no qualification."""
    Sitting.objects.filter(interview=one.pk).update(led_by=UUID(int=77))
    able.clear()
    return one


def test_who_is_not_qualified_loses_no_word_in_the_sitting_of_a_colleague(sit: Sit, not_mine: Held) -> None:
    """422 with a sentence, at which the page keeps what was typed; at a 403 it would lock, again and again."""
    status, told = post(sit(LEADER), not_mine, at_hand.filled("Canary typed"), 0)
    assert (status, told["stop"]["go"]) == (422, "")  # type: ignore[index]
    assert str(told["sentence"]) == str(NOT_QUALIFIED[MISSING])
    finish = {"xml": at_hand.filled("Canary typed"), "revision": "0", "sure": "yes"}
    assert "Canary typed" in body(sit(LEADER).post(f"/interviews/{not_mine.pk}/finish/", finish), 422)


def test_who_is_not_qualified_finds_the_form_closed_and_says_no_word_in_vain(sit: Sit, not_mine: Held) -> None:
    client = sit(LEADER)
    assert "<fieldset data-holder disabled>" in client.get(f"/interviews/{not_mine.pk}/talk/").content.decode()
    fact = {"from": "facts", "do": "add", "topic": "C", "kind": "said", "text": "Canary fact"}
    page = client.post(f"/interviews/{not_mine.pk}/facts/", fact)
    assert (page.status_code, "Canary fact" in page.content.decode()) == (422, True)
    happened = {"from": "timeline", "do": "add", "event_kind": "transit", "event_words": "Canary road"}
    page = client.post(f"/interviews/{not_mine.pk}/timeline/", happened)
    assert (page.status_code, "Canary road" in page.content.decode()) == (422, True)


def test_a_window_left_open_that_is_finished_keeps_its_words_with_its_own_form(sit: Sit, one: Held) -> None:
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("Canary said", doubt="yes"), revision=0, by=LEADER)
    as_a_child(one)
    finished = {"xml": at_hand.filled("Canary end", doubt="yes"), "revision": "0", "sure": "yes"}
    assert sit(LEADER).post(f"/interviews/{one.pk}/finish/", finished).status_code == 302
    (aside,) = queries.drafts_aside(one.row)
    assert aside.finished_at is None
    with access.open_draft(LEADER, aside) as (xml, _values):
        assert "Canary end" in xml


def kept_while_typing(one: Held, age: str = "16") -> None:
    """Saved with the hand still in the field of the age; then the tab is gone."""
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("Canary said", age=age), revision=0, by=LEADER, typing="age")
    assert one.case.age_group == "adult"


@pytest.mark.parametrize("over", ["end", "take_back"])
def test_a_doubt_that_a_dying_tab_kept_moves_the_file_when_the_sitting_is_over(one: Held, over: str) -> None:
    """Red when only a saving is asked what it says: whoever is always typing is never heard."""
    kept_while_typing(one)
    if over == "end":
        sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    else:
        agreements.withdraw(interview_id=one.pk, item="interview", by=LEADER)
    assert (one.case.age_group, one.row.state) == ("maybe_child", states.BETWEEN)
    assert AuditEvent.objects.filter(action="interview.draft_read").exists()


@pytest.mark.parametrize("ask", ["prepare", "begin", "close", "refuse"])
def test_a_doubt_that_was_kept_between_two_sittings_moves_the_file_before_anything_goes_on(one: Held, ask: str) -> None:
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    at_hand.prepared(one)
    kept_while_typing(one)
    match ask:
        case "prepare":
            left = preparations.answer(interview_id=one.pk, gates=Gates({"alone": "yes"}), by=LEADER)
            assert "trust" in left
        case "begin":
            with pytest.raises(NotNow, match="trust"):
                sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
        case "close":
            interviews.close(interview_id=one.pk, closing=Closing(states.NOT_HELD, ""), by=LEADER)
        case _:
            interviews.refuse(interview_id=one.pk, by=LEADER)
    assert one.case.age_group == "maybe_child"


def test_an_age_of_an_adult_moves_nothing_at_the_end(one: Held) -> None:
    kept_while_typing(one, "19")
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    assert one.case.age_group == "adult"
    assert not AuditEvent.objects.filter(action="interview.age_doubted").exists()


def test_a_sitting_ends_also_where_its_form_may_not_be_read_now(one: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    """Red when a budget that is spent keeps somebody in a sitting. What it kept is heard before the next."""
    kept_while_typing(one)

    def spent(*_args: object) -> None:
        raise BudgetSpent

    with monkeypatch.context() as patch:
        patch.setattr(budget, "charge", spent)
        sittings.end(interview_id=one.pk, ending=states.STOPPED, by=LEADER)
    assert (one.case.age_group, one.row.state) == ("adult", states.BETWEEN)
    at_hand.prepared(one)
    assert one.case.age_group == "maybe_child"


def earlier_of(one: Held) -> list[str]:
    """What somebody's words went over, the newest first."""
    with access.open_earlier(LEADER, one.row) as rows:
        return [xml for _row, xml in rows]


def test_late_words_go_over_nothing_that_is_lost(sit: Sit, one: Held) -> None:
    """Red when a browser that says that its words are late rewrites a form that was put aside, and no copy stays."""
    client = sit(LEADER)
    post(client, one, at_hand.filled("Canary said", doubt="yes"), 0)
    assert earlier_of(one) == []
    as_a_child(one)
    assert post(client, one, at_hand.filled("Canary late", doubt="yes"), 1, late="1")[0] == 200
    assert ["Canary said" in xml for xml in earlier_of(one)] == [True]
    assert post(client, one, at_hand.filled("Canary late", doubt="yes"), 2, late="1")[0] == 200
    assert len(earlier_of(one)) == 1, "the same words go over nothing"


def test_a_form_in_doubt_that_is_finished_goes_over_nothing_that_is_lost(one: Held) -> None:
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("Canary said", doubt="yes"), revision=0, by=LEADER)
    drafts.finish(interview_id=one.pk, xml=at_hand.filled("Canary end", doubt="yes"), revision=1, by=LEADER)
    assert ["Canary said" in xml for xml in earlier_of(one)] == [True]


def test_a_preparation_that_is_posted_in_a_sitting_hears_no_number_that_is_being_typed(one: Held) -> None:
    kept_while_typing(one, "1")
    with pytest.raises(NotNow, match="sitting"):
        preparations.answer(interview_id=one.pk, gates=Gates({}), by=LEADER)
    assert (one.case.age_group, one.row.state) == ("adult", states.SITTING)
