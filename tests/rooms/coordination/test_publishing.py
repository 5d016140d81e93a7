"""How recommendations become public: looked at, published exactly so, never by itself, and taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import publishing, rules_publishing
from himaya.coordination import states_following as states
from himaya.coordination.actions import publishing as verbs
from himaya.coordination.models import FollowUpReminder, Recommendation
from himaya.coordination.rules_publishing import ADDED, CHANGED, REMOVED
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.publications.models import Bundle
from tests import factories
from tests.refusals import refused
from tests.rooms.coordination import following_at_hand as hand
from tests.rooms.coordination.at_the_table import LABOUR, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A11")]


def publish() -> Bundle:
    return verbs.publish_follow_up(seen=publishing.preview().seen, by=SECRETARY)


def public() -> dict[int, Mapping[str, Any]]:
    return {row["number"]: row for row in publishing.rows_of(Bundle.objects.filter(kind=publishing.KIND).first())}


def changes() -> list[tuple[int, str, tuple[str, ...]]]:
    return [(one.number, one.what, one.fields) for one in publishing.preview().changes]


# --- the rule --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([], [], []),
        ([], [{"number": 1}], [(1, ADDED, ())]),
        ([{"number": 1}], [], [(1, REMOVED, ())]),
        ([{"number": 1, "state": "a"}], [{"number": 1, "state": "a"}], []),
        ([{"number": 1, "state": "a"}], [{"number": 1, "state": "b"}], [(1, CHANGED, ("state",))]),
        ([{"number": 1}], [{"number": 1, "due_on": "2027-01-01"}], [(1, CHANGED, ("due_on",))]),
        ([{"number": 1, "old": 1}], [{"number": 1}], [(1, CHANGED, ("old",))]),
        (
            [{"number": 3}, {"number": 1, "a": 1}],
            [{"number": 2}, {"number": 1, "a": 2}],
            [(3, REMOVED, ()), (2, ADDED, ()), (1, CHANGED, ("a",))],
        ),
    ],
)
def test_what_goes_what_comes_and_what_differs(before: Any, after: Any, found: Any) -> None:
    told = [(one.number, one.what, one.fields) for one in rules_publishing.compare(before, after)]
    assert told == found


# --- what goes out ---------------------------------------------------------------------------------------------------
def test_only_what_was_addressed_and_is_not_hidden_goes_out() -> None:
    shown = hand.recommendation(states.ADDRESSED)
    hand.recommendation(states.FORMULATED)
    hand.recommendation(states.ANSWERED, is_public=False)
    # Superseded before anybody was asked: nobody outside ever heard of it.
    hand.recommendation(states.REC_SUPERSEDED, addressed_on=None)
    publish()
    assert list(public()) == [shown.number]


def test_what_was_written_for_the_table_stays_there() -> None:
    row = hand.recommendation(
        states.ANSWERED,
        response=states.NOTES,
        response_reason="Sans budget secret",
        rationale="Motif interne",
        resources="Fonds interne",
        grade="C",
        grade_note="Note interne",
        indicator="Indicateur interne",
    )
    hand.report(row, states.REPORT_ACCEPTED, text="Rapport interne")
    hand.evidence(row, title="Preuve interne")
    body = str(publish().body)
    assert "intern" not in body
    assert "secret" not in body
    assert "Former les inspecteurs" in body


def test_the_institution_s_word_and_what_was_found_are_two_things() -> None:
    reported, verified = hand.recommendation(states.REPORTED_DONE), hand.recommendation(states.VERIFIED)
    bundle = publish()
    rows = public()
    assert (rows[reported.number]["reported"], rows[reported.number]["verified"]) == (True, False)
    assert (rows[verified.number]["reported"], rows[verified.number]["verified"]) == (True, True)
    assert rows[reported.number]["verified_on"] is None
    assert rows[verified.number]["verified_on"] == clock.today().isoformat()
    assert bundle.body["counts"] == {"all": 2, "answered": 2, "overdue": 0, "reported": 2, "verified": 1}


def test_overdue_and_the_grade_of_silence_are_those_of_the_day() -> None:
    late = hand.recommendation(states.IN_PROGRESS, due_on=clock.today() - timedelta(days=1))
    silent = hand.recommendation(
        states.ADDRESSED,
        addressed_on=clock.today() - timedelta(days=120),
        answer_by=clock.today() - timedelta(days=60),
    )
    for number, ago in ((1, 50), (2, 30)):
        day = clock.today() - timedelta(days=ago)
        FollowUpReminder.objects.create(
            recommendation=silent, kind="answer", number=number, since=day, made_on=day, sent_on=day, how="letter"
        )
    publish()
    rows = public()
    assert rows[late.number]["overdue"] is True
    assert (rows[silent.number]["grade"], rows[silent.number]["overdue"]) == ("D", False)


def test_a_successor_is_named_only_where_it_is_public_too() -> None:
    hidden, shown = hand.recommendation(is_public=False), hand.recommendation()
    into_hidden = hand.recommendation(states.MERGED, successor=hidden)
    into_shown = hand.recommendation(states.MERGED, successor=shown)
    publish()
    rows = public()
    assert (rows[into_hidden.number]["successor"], rows[into_shown.number]["successor"]) == (None, shown.number)


def test_a_text_stands_in_the_languages_in_which_it_was_written() -> None:
    row = hand.recommendation(text_en="", lead_name="Conseil régional")
    publish()
    found = public()[row.number]
    assert [one["lang"] for one in found["texts"]] == ["fr", "ar"]
    assert set(found["lead"].values()) == {"Conseil régional"}


# --- looked at, then published ---------------------------------------------------------------------------------------
def test_nothing_is_public_by_itself_and_a_change_waits_for_the_next_publication() -> None:
    row = hand.recommendation(states.ADDRESSED)
    assert public() == {}
    publish()
    Recommendation.objects.filter(pk=row.pk).update(state=states.IN_PROGRESS, response=states.ACCEPTS)
    other = hand.recommendation()
    assert public()[row.number]["state"] == states.ADDRESSED
    assert changes() == [(other.number, ADDED, ()), (row.number, CHANGED, ("state", "response", "answered"))]
    publish()
    assert public()[row.number]["state"] == states.IN_PROGRESS
    Recommendation.objects.filter(pk=row.pk).update(is_public=False)
    assert changes() == [(row.number, REMOVED, ())]
    publish()
    assert list(public()) == [other.number]


def test_what_changed_since_the_look_is_not_published() -> None:
    row = hand.recommendation(states.ADDRESSED)
    seen = publishing.preview().seen
    Recommendation.objects.filter(pk=row.pk).update(text_fr="Autre texte")
    with refused(NotNow, "publication_stale"):
        verbs.publish_follow_up(seen=seen, by=SECRETARY)
    assert not Bundle.objects.exists()


def test_the_same_is_not_published_twice_on_a_day_but_its_day_can_be_renewed() -> None:
    hand.recommendation()
    publish()
    with refused(NotNow, "publication_same"):
        publish()
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        assert publishing.preview().changes == ()
        assert publish().body["as_of"] == clock.today().isoformat()


@pytest.mark.parametrize(
    ("field", "text"),
    [("text_fr", "Rappeler au 06 12 34 56 78"), ("source_ref", "CIN AB123456"), ("text_ar", "السيدة فاطمة الزهراء")],
)
def test_a_text_that_seems_to_hold_data_of_a_person_holds_everything_back(field: str, text: str) -> None:
    hand.recommendation()
    row = hand.recommendation(**{field: text})
    with pytest.raises(NotValid) as refusal:
        publish()
    assert f"R-{row.number}" in str(refusal.value.sentence)
    assert text not in str(refusal.value.sentence)
    assert not Bundle.objects.exists()
    Recommendation.objects.filter(pk=row.pk).update(is_public=False)
    publish()
    assert len(public()) == 1


def test_a_delegate_who_may_be_named_at_the_table_is_not_named_in_public() -> None:
    hand.recommendation(text_fr="Demander à Mme Delegate focal-labour de former")
    assert [one.kind for one in publishing.preview().unsafe] == ["name"]


def test_taken_back_nothing_is_public_and_there_is_nothing_to_take_back() -> None:
    hand.recommendation()
    publish()
    verbs.unpublish_follow_up(by=SECRETARY)
    assert not Bundle.objects.exists()
    with refused(NotNow, "publication_none"):
        verbs.unpublish_follow_up(by=SECRETARY)
    assert not Bundle.objects.exists()
    publish()
    assert len(public()) == 1


def test_only_the_secretariat_publishes_and_it_is_written_down() -> None:
    hand.recommendation()
    seen = publishing.preview().seen
    for verb in (lambda: verbs.publish_follow_up(seen=seen, by=LABOUR), lambda: verbs.unpublish_follow_up(by=LABOUR)):
        with pytest.raises(NotPermitted):
            verb()
    publish()
    verbs.unpublish_follow_up(by=SECRETARY)
    found = AuditEvent.objects.filter(action__startswith="follow_up.").order_by("pk")
    assert list(found.values_list("action", "code")) == [("follow_up.published", "1"), ("follow_up.unpublished", "")]
