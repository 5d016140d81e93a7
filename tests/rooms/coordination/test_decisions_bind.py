"""What follows from a decision: the text that it adopts, the point that comes back, who makes it final."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import agenda, decisions, handovers, tables
from himaya.coordination.models import AgendaItem, Decision, Document
from himaya.coordination.queries import decisions as known
from himaya.institutions.models import Mandate
from himaya.instruments.models import Version
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from tests import factories
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, SECRETARY
from tests.rooms.coordination.deciding_at_the_table import (
    _in_the_morning,
    all_agree,
    conclude,
    document,
    next_table,
    put,
    say,
    table_with,
)

__all__ = ["_in_the_morning"]
pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A6")]


# --- documents -------------------------------------------------------------------------------------------------------
def test_a_document_goes_where_the_decision_goes() -> None:
    table = table_with()
    text = document(table)
    decision = put(table, document_id=text.pk)
    text.refresh_from_db()
    assert text.state == states.TABLED
    decisions.withdraw(decision_id=decision.pk, by=SECRETARY)
    text.refresh_from_db()
    assert text.state == states.PREPARED
    decision = put(table, document_id=text.pk)
    all_agree(decision)
    conclude(decision)
    text.refresh_from_db()
    assert text.state == states.ADOPTED
    with refused(NotNow, "document_adopted"):
        put(table, document_id=text.pk)


@pytest.mark.parametrize(("method", "state"), [(states.CONSENSUS, states.DEFERRED), (states.VOTE, states.REJECTED)])
def test_a_document_that_is_not_agreed_waits_or_is_not_adopted(method: str, state: str) -> None:
    table = table_with()
    text = document(table)
    decision = put(table, document_id=text.pk, method=method)
    say(decision, "police", states.OBJECT)
    say(decision, "labour", states.OBJECT)
    conclude(decision, asked=True)
    text.refresh_from_db()
    assert text.state == state


def test_a_text_is_adopted_in_part_and_the_rest_comes_back_or_is_taken_up_again() -> None:
    table = table_with()
    text = document(table)
    decision = put(table, document_id=text.pk, parts=["1", "2", " 2 ", ""])
    assert decision.parts == ["1", "2"]
    item = decision.item
    all_agree(decision)
    conclude(decision)
    text.refresh_from_db()
    item.refresh_from_db()
    assert (text.state, item.state) == (states.ADOPTED_IN_PART, states.ITEM_CARRIED)
    agenda.start(item_id=item.pk, by=SECRETARY)
    rest = put(table, document_id=text.pk, parts=["3"])
    say(rest, "police", states.OBJECT)
    conclude(rest, asked=True)
    text.refresh_from_db()
    assert text.state == states.ADOPTED_IN_PART


def test_a_point_that_the_next_table_has_is_not_taken_up_here() -> None:
    table = table_with()
    decision = put(table)
    conclude(decision, asked=True)
    later = next_table(table)
    agenda.seed(table_id=later.pk, by=SECRETARY)
    with refused(NotNow, "taken_up_later"):
        agenda.start(item_id=decision.item_id, by=SECRETARY)


def test_the_version_of_the_house_learns_which_decision_adopted_it() -> None:
    table = table_with()
    version = Version.objects.get(pk=factories.version().pk)
    decision = put(table, document_id=document(table, version=version).pk)
    all_agree(decision)
    conclude(decision)
    version.refresh_from_db()
    assert version.adoption == "TRI 1 · 1 · 2026-12-10"


# --- who makes it final ----------------------------------------------------------------------------------------------
def awaiting(confirm_by: str, **changes: Any) -> Decision:
    table = table_with(confirm_by=confirm_by)
    decision = put(table, document_id=document(table).pk, **changes)
    say(decision, "hospital")
    say(decision, "labour", states.RESERVE)
    say(decision, "police", states.ABSTAIN)
    done = conclude(decision, asked=True)
    assert (done.state, done.document and done.document.state) == (states.AWAITING, states.TABLED)
    return done


def test_the_commission_confirms_by_its_paper() -> None:
    decision = awaiting(states.COMMISSION)
    for changes in ({"reference": " "}, {"on": at_the_table.DAY + timedelta(days=1)}, {"on": date(2026, 1, 1)}):
        with pytest.raises(NotValid):
            base: dict[str, Any] = {"on": at_the_table.DAY, "reference": "C 12/2026"}
            decisions.confirm(decision_id=decision.pk, by=SECRETARY, **{**base, **changes})
    done = decisions.confirm(decision_id=decision.pk, on=at_the_table.DAY, reference="C 12/2026", by=SECRETARY)
    assert (done.state, done.confirmed_reference) == (states.CONFIRMED, "C 12/2026")
    assert Document.objects.get().state == states.ADOPTED
    with refused(NotNow, "decision_confirmed"):
        decisions.confirm(decision_id=decision.pk, on=at_the_table.DAY, reference="C 13", by=SECRETARY)


def confirm_position(
    decision: Decision, institution: str, by: Actor, how: str = states.CLICK, **changes: Any
) -> Decision:
    return decisions.confirm_position(decision_id=decision.pk, institution_id=institution, how=how, by=by, **changes)


def test_each_authority_confirms_by_click_or_by_letter_and_the_last_makes_it_final() -> None:
    decision = awaiting(states.AUTHORITIES)
    at_the_table.mandate("labour", "authority-labour", states.VALIDATING)
    for institution, actor in (("hospital", HEALTH), ("labour", at_the_table.HEALTH_AUTHORITY)):
        with pytest.raises(NotPermitted):
            confirm_position(decision, institution, actor)
    with pytest.raises(NotNow):
        confirm_position(decision, "police", SECRETARY, states.LETTER)
    assert list(known.owed_by(at_the_table.HEALTH_AUTHORITY)) == [decision]
    assert confirm_position(decision, "hospital", at_the_table.HEALTH_AUTHORITY).state == states.AWAITING
    assert not known.owed_by(at_the_table.HEALTH_AUTHORITY).exists()
    with pytest.raises(NotNow):
        confirm_position(decision, "hospital", at_the_table.HEALTH_AUTHORITY)
    Mandate.objects.filter(institution="labour", role=states.VALIDATING).update(valid_to=at_the_table.DAY)
    with factories.clock.stopped(at_the_table.ENDS + timedelta(days=9)):
        # By letter, the mandate counts on the day of the letter, not on the day on which it is entered.
        with pytest.raises(NotPermitted):
            confirm_position(decision, "labour", SECRETARY, states.LETTER)
        done = confirm_position(decision, "labour", SECRETARY, states.LETTER, on=at_the_table.DAY)
    assert (done.state, done.confirmed_on) == (states.CONFIRMED, at_the_table.DAY)
    assert Document.objects.get().state == states.ADOPTED


@pytest.mark.parametrize("confirm_by", [states.AUTHORITIES, states.COMMISSION])
def test_one_refusal_sends_the_point_to_the_next_table(confirm_by: str) -> None:
    decision = awaiting(confirm_by)
    base: dict[str, Any] = {"decision_id": decision.pk, "by": SECRETARY}
    if confirm_by == states.AUTHORITIES:
        base |= {"institution_id": "hospital", "how": states.CLICK, "by": at_the_table.HEALTH_AUTHORITY}
    with pytest.raises(NotValid):
        decisions.refuse_confirmation(reason="", **base)
    done = decisions.refuse_confirmation(reason="Le budget manque", **base)
    assert (done.state, done.reason) == (states.NOT_CONFIRMED, "Le budget manque")
    assert Document.objects.get().state == states.DEFERRED
    assert AgendaItem.objects.get(pk=decision.item_id).state == states.ITEM_CARRIED


def test_the_wrong_body_does_not_confirm() -> None:
    with pytest.raises(NotNow):
        confirm_position(awaiting(states.COMMISSION), "hospital", at_the_table.HEALTH_AUTHORITY)
    with pytest.raises(NotNow):
        decisions.confirm(decision_id=awaiting(states.AUTHORITIES).pk, on=at_the_table.DAY, reference="C", by=SECRETARY)


def test_a_decision_is_not_there_for_whoever_has_no_seat() -> None:
    decision = put(table_with())
    with pytest.raises(NotFound):
        say(decision, "minors", by=at_the_table.MINORS)
    with pytest.raises(NotFound):
        known.decision_of(at_the_table.MINORS, decision.pk)
    assert known.decision_of(HEALTH, decision.pk) == decision


def succeeded(institution: str = "hospital") -> None:
    names = {"fr": "Agence de santé", "ar": "وكالة الصحة", "en": "Health Agency"}
    handovers.succeed(
        institution_id=institution,
        code="agency",
        kind="ministry",
        names=names,
        on=factories.clock.today(),
        by=SECRETARY,
    )


@pytest.mark.parametrize("how", [states.CLICK, states.LETTER])
def test_the_authority_of_the_successor_confirms_what_was_agreed_under_the_old_name(how: str) -> None:
    decision = awaiting(states.AUTHORITIES)
    at_the_table.mandate("labour", "authority-labour", states.VALIDATING)
    confirm_position(decision, "labour", SECRETARY, states.LETTER)
    with factories.clock.stopped(at_the_table.ENDS + timedelta(days=3)):
        succeeded()
        authority = replace(at_the_table.HEALTH_AUTHORITY, institution_id="agency")
        by = authority if how == states.CLICK else SECRETARY
        with pytest.raises((NotPermitted, NotFound)):
            confirm_position(decision, "hospital", by, how)
        at_the_table.mandate(
            "agency",
            "authority-agency",
            states.VALIDATING,
            account_id=authority.account_id,
            valid_from=date(2026, 12, 13),
        )
        assert list(known.owed_by(authority)) == [decision]
        with pytest.raises(NotPermitted):
            confirm_position(decision, "hospital", at_the_table.LABOUR)
        done = confirm_position(decision, "hospital", by, how)
    assert done.state == states.CONFIRMED
    said = done.positions.get(institution="hospital")
    assert said.confirmed_by is not None
    assert said.confirmed_by.institution_id == "agency"


def test_what_is_refused_after_the_table_closed_comes_to_the_next_one_that_stands_already() -> None:
    decision = awaiting(states.COMMISSION)
    agenda.finish(item_id=decision.item_id, by=SECRETARY)
    later = next_table(decision.table)
    tables.close(table_id=decision.table_id, by=SECRETARY)
    assert not later.items.filter(carried_from=decision.item).exists()
    decisions.refuse_confirmation(decision_id=decision.pk, reason="Le budget manque", by=SECRETARY)
    assert later.items.filter(carried_from=decision.item).count() == 1
