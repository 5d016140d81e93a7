"""What becomes of a recommendation: answered, verified or given back, graded, ended; each verb in its moment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import states as of_tables
from himaya.coordination import states_following as states
from himaya.coordination.actions import endings, grades, recommendations, responses, verifications
from himaya.coordination.models import Decision, Recommendation
from himaya.coordination.states import leads_to
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH_AUTHORITY, LABOUR, POLICE, SECRETARY
from tests.rooms.coordination.following_at_hand import evidence, recommendation

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]
YESTERDAY = timedelta(days=1)


def decision(state: str = of_tables.AGREED) -> Decision:
    table = at_the_table.closed()
    return Decision.objects.create(
        table=table,
        item=table.items.order_by("position")[0],
        number=1,
        wording_fr="Sans objet.",
        method=of_tables.CONSENSUS,
        half_day=at_the_table.MORNING,
        state=state,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=of_tables.NOBODY_CONFIRMS,
    )


def answer(row: Recommendation, **changes: Any) -> Recommendation:
    return responses.give(**{"recommendation_id": row.pk, "response": states.ACCEPTS, "by": LABOUR, **changes})


def letter(**changes: Any) -> dict[str, Any]:
    return {"how": "letter", "received_on": clock.today() - YESTERDAY, "by": SECRETARY, **changes}


# Each verb with what it takes beside the id.
VERBS: dict[str, Callable[[Recommendation], object]] = {
    "address": lambda row: recommendations.address(recommendation_id=row.pk, by=SECRETARY),
    "answer": answer,
    "move_due": lambda row: recommendations.move_due(
        recommendation_id=row.pk, due_on=clock.today() + timedelta(days=7), reason="Retard", by=SECRETARY
    ),
    "give_back": lambda row: verifications.give_back(recommendation_id=row.pk, reason="Manque", by=SECRETARY),
    "verify": lambda row: verifications.verify(recommendation_id=row.pk, exception="Constaté sur place", by=SECRETARY),
    "close": lambda row: verifications.close(recommendation_id=row.pk, by=SECRETARY),
    "reopen": lambda row: verifications.reopen(recommendation_id=row.pk, reason="Ne tient pas", by=SECRETARY),
    "supersede": lambda row: endings.supersede(
        recommendation_id=row.pk, successor_id=recommendation().pk, reason="Reformulée", by=SECRETARY
    ),
    "merge": lambda row: endings.merge(recommendation_id=row.pk, into_id=recommendation().pk, by=SECRETARY),
    "set_aside": lambda row: endings.set_aside(
        recommendation_id=row.pk, decision_id=decision().pk, reason="Sans objet", by=SECRETARY
    ),
    "grade": lambda row: grades.give(recommendation_id=row.pk, grade="B", note="À moitié", by=SECRETARY),
}


@pytest.mark.parametrize("state", states.RECOMMENDATION_STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_its_moment(verb: str, state: str) -> None:
    row = recommendation(state)
    before, steps = row.state, row.steps.count()
    after = leads_to(states.RECOMMENDATION_TRANSITIONS, verb, state)
    if after is None:
        with pytest.raises((NotNow, NotFound)):
            VERBS[verb](row)
    else:
        VERBS[verb](row)
    row.refresh_from_db()
    assert (row.state, row.steps.count()) == ((before, steps) if after is None else (after, steps + 1))


def test_the_lead_answers_by_click_and_its_word_is_heard_today() -> None:
    row = answer(recommendation(states.ADDRESSED))
    today = clock.today()
    assert (row.state, row.response, row.response_how) == (states.ANSWERED, states.ACCEPTS, "click")
    assert (row.responded_on, row.heard_on) == (today, today)
    assert row.steps.get(number=2).code == states.ACCEPTS


@pytest.mark.parametrize("response", [states.ACCEPTS_IN_PART, states.NOTES])
def test_an_answer_that_is_not_a_yes_has_its_reason(response: str) -> None:
    row = recommendation(states.ADDRESSED)
    with refused(NotValid, "text_missing"):
        answer(row, response=response)
    assert answer(row, response=response, reason="Budget de 2028").response_reason == "Budget de 2028"


def test_only_the_lead_with_a_mandate_answers() -> None:
    row = recommendation(states.ADDRESSED, contributors=["police"])
    with refused(NotPermitted, "not_lead"):
        answer(row, by=POLICE)
    with pytest.raises(NotPermitted):
        answer(recommendation(states.ADDRESSED, lead="hospital"), by=HEALTH_AUTHORITY)
    with pytest.raises(NotFound):
        answer(recommendation(states.FORMULATED))


def test_a_letter_is_entered_with_the_day_it_came_in() -> None:
    row = recommendation(states.ADDRESSED, lead="justice")
    for changes, code in (
        ({"received_on": None}, "received_missing"),
        ({"received_on": clock.today() + YESTERDAY}, "received_future"),
        ({"received_on": clock.today() - timedelta(days=30)}, "received_early"),
        ({"how": "pigeon"}, "how_missing"),
        ({"response": "maybe"}, "response"),
    ):
        with refused(NotValid, code):
            answer(row, **letter(**changes))
    found = answer(row, **letter())
    assert (found.response_how, found.responded_on, found.heard_on) == ("letter", *[clock.today() - YESTERDAY] * 2)


def test_somebody_outside_the_list_answers_through_the_secretariat() -> None:
    row = recommendation(states.ADDRESSED, lead_name="Conseil régional")
    with pytest.raises(NotPermitted):
        answer(row)
    assert answer(row, **letter()).response == states.ACCEPTS


def test_it_may_answer_anew_and_whoever_had_the_old_page_is_told() -> None:
    row = answer(recommendation(states.ADDRESSED), seen=0)
    with pytest.raises(NotNow):
        answer(row, response=states.NOTES, reason="Tard", seen=0)
    answer(row, response=states.NOTES, reason="Tard", seen=1)
    assert list(row.steps.order_by("number").values_list("did", "code")) == [
        ("addressed", ""),
        ("answered", states.ACCEPTS),
        ("answered", states.NOTES),
    ]


def test_it_is_verified_by_evidence_that_stands_and_by_nothing_less() -> None:
    row = recommendation(states.REPORTED_DONE)
    file = evidence(row, withdrawn_on=clock.today())
    with refused(NotValid, "no_evidence"):
        verifications.verify(recommendation_id=row.pk, by=SECRETARY)
    file.withdrawn_on = None
    file.save()
    found = verifications.verify(recommendation_id=row.pk, by=SECRETARY)
    assert (found.state, found.verified_on, found.exception) == (states.VERIFIED, clock.today(), "")
    assert found.steps.get(number=2).code == "evidence"


def test_or_by_an_exception_that_stays_beside_it() -> None:
    row = recommendation(states.REPORTED_DONE)
    found = verifications.verify(recommendation_id=row.pk, exception="Vu sur place", by=SECRETARY)
    assert (found.exception, found.steps.get(number=2).note) == ("Vu sur place", "Vu sur place")


def test_what_is_not_done_goes_back_with_the_reason() -> None:
    row = recommendation(states.REPORTED_DONE)
    with pytest.raises(NotValid):
        verifications.give_back(recommendation_id=row.pk, reason="", by=SECRETARY)
    found = verifications.give_back(recommendation_id=row.pk, reason="Deux régions manquent", by=SECRETARY)
    assert (found.state, found.steps.get(number=2).note) == (states.IN_PROGRESS, "Deux régions manquent")


def test_closed_and_opened_again_it_is_no_longer_verified() -> None:
    row = recommendation(states.VERIFIED, exception="Vu sur place")
    closed = verifications.close(recommendation_id=row.pk, by=SECRETARY)
    assert (closed.state, closed.ended_on) == (states.REC_CLOSED, clock.today())
    with pytest.raises(NotValid):
        verifications.reopen(recommendation_id=row.pk, reason="", by=SECRETARY)
    again = verifications.reopen(recommendation_id=row.pk, reason="Abrogé", by=SECRETARY)
    assert (again.state, again.verified_on, again.ended_on, again.exception) == (states.IN_PROGRESS, None, None, "")


def test_it_is_replaced_by_another_that_has_not_ended_itself() -> None:
    row, other = recommendation(), recommendation()
    for reason, successor in (("", other), ("Reformulée", row), ("Reformulée", recommendation(states.MERGED))):
        with pytest.raises(NotValid):
            endings.supersede(recommendation_id=row.pk, successor_id=successor.pk, reason=reason, by=SECRETARY)
    found = endings.supersede(recommendation_id=row.pk, successor_id=other.pk, reason="Reformulée", by=SECRETARY)
    assert (found.successor, found.ended_on, found.ended_reason) == (other, clock.today(), "Reformulée")
    assert found.steps.get(number=2).code == f"R-{other.number}"
    # No circle: what has ended takes nobody's place.
    with pytest.raises(NotValid):
        endings.merge(recommendation_id=other.pk, into_id=row.pk, by=SECRETARY)


@pytest.mark.parametrize("state", [of_tables.PUT, of_tables.NOT_AGREED, of_tables.AWAITING])
def test_only_a_decision_that_binds_sets_one_aside(state: str) -> None:
    row = recommendation()
    for chosen in (decision(state).pk, None):
        with refused(NotValid, "decision"):
            endings.set_aside(recommendation_id=row.pk, decision_id=chosen, reason="Sans objet", by=SECRETARY)
    with pytest.raises(NotValid):
        endings.set_aside(recommendation_id=row.pk, decision_id=decision().pk, reason="", by=SECRETARY)
    agreed = decision()
    found = endings.set_aside(recommendation_id=row.pk, decision_id=agreed.pk, reason="Sans objet", by=SECRETARY)
    assert (found.ended_decision, found.state) == (agreed, states.NO_LONGER_RELEVANT)


def test_a_grade_stands_apart_from_the_state_and_nobody_gives_a_d() -> None:
    row = recommendation(states.IN_PROGRESS)
    for grade, note in (("D", "Silence"), ("F", "Nul"), ("", "Rien"), ("A", "")):
        with pytest.raises(NotValid):
            grades.give(recommendation_id=row.pk, grade=grade, note=note, by=SECRETARY)
    with refused(NotValid, says="it comes by itself"):
        grades.give(recommendation_id=row.pk, grade="D", note="Silence", by=SECRETARY)
    found = grades.give(recommendation_id=row.pk, grade="C", note="Une séance sur dix", by=SECRETARY)
    assert (found.grade, found.state, found.verified_on) == ("C", states.IN_PROGRESS, None)
    assert AuditEvent.objects.filter(action="recommendation.graded", code="C").count() == 1


@pytest.mark.parametrize("verb", [one for one in VERBS if one != "answer"])
def test_no_institution_moves_a_recommendation(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "SECRETARY", LABOUR)
    with pytest.raises(NotPermitted):
        VERBS[verb](recommendation(states.ADDRESSED))
