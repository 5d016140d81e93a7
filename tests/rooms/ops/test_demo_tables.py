"""The demo's round tables: what the issue asks of them, read from the store that `himaya demo reset` makes."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Q

from himaya.coordination import models as nouns
from himaya.coordination import rules_practice, states
from himaya.coordination.models import RoundTable
from himaya.coordination.rules_practice import Said
from himaya.institutions.models import Delegate, Institution, Mandate
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests.rooms.ops.invented_nation import nation, rows  # noqa: F401  # a fixture

pytestmark = [
    pytest.mark.deep("a demo nation is made"),
    pytest.mark.capability("A0", "A1", "A2", "A3", "A4", "A6", "A8"),
]


def table(number: int) -> RoundTable:
    return rows(RoundTable).select_related("cycle").get(number=number)


def test_one_cycle_has_two_tables_that_were_held_and_one_in_preparation() -> None:
    cycle = rows(nouns.Cycle).get()
    assert (cycle.recorded, cycle.state) == (False, states.OPEN)
    told = [(one.number, one.kind) for one in rows(RoundTable).order_by("number")]
    assert told == [(1, "table"), (2, "expert_session"), (3, "table")]
    assert [table(1).state, table(2).state, table(3).state] == ["minutes_approved", "closed", "invited"]
    assert table(1).starts_at < table(2).starts_at < clock.now() < table(3).starts_at
    assert clock.now() - table(1).starts_at > timedelta(days=200)
    assert timedelta(days=80) < clock.now() - table(2).starts_at < timedelta(days=100)


def test_eight_institutions_have_a_seat_and_two_of_them_are_associations() -> None:
    kinds = Counter(rows(nouns.Seat).filter(valid_to=None, institution__isnull=False).values_list("kind", flat=True))
    assert kinds == {"member": 6, "ngo": 2}


def test_everything_is_named_as_an_exercise_in_an_invented_country() -> None:
    cycle = rows(nouns.Cycle).get()
    assert "exercice" in cycle.title_fr
    assert "تمرين" in cycle.title_ar
    # Some of the directory are entered as a secretariat enters them.
    assert set(rows(Institution).values_list("source", flat=True)) == {"invented for exercises", "secretariat"}
    assert all("talmire.example" in email for email in rows(Delegate).exclude(email="").values_list("email", flat=True))


def test_delegates_are_written_in_both_scripts_and_exactly_one_mandate_has_lapsed() -> None:
    assert not rows(Delegate).filter(Q(name_latin="") | Q(name_arabic="")).exists()
    mandates = rows(Mandate)
    assert {"titular", "alternate", "validating"} == set(mandates.values_list("role", flat=True))
    lapsed = mandates.filter(valid_to__lt=clock.today())
    assert [one.institution_id for one in lapsed] == ["labour-solidarity"]
    assert not mandates.filter(Q(letter_reference="") | Q(letter_on=None)).exists()
    assert lapsed[0].valid_to is not None
    assert table(2).starts_at.date() < lapsed[0].valid_to


def test_five_delegates_sign_in_each_with_an_account_of_their_institution() -> None:
    signing = rows(Delegate).exclude(account=None).select_related("account")
    assert {one.account.username: one.institution_id for one in signing if one.account} == {
        "presidence": "national-commission",
        "point-focal-sante": "health",
        "autorite-sante": "health",
        "point-focal-droits": "human-rights-delegation",
        "point-focal-asso": "association-daw",
    }


def test_the_expert_s_day_took_up_the_six_themes() -> None:
    themes = rows(nouns.AgendaItem).filter(table=table(2), kind="theme", state="done")
    assert list(themes.order_by("position").values_list("theme__code", flat=True)) == [f"T{n}" for n in range(1, 7)]
    assert rows(nouns.Expert).filter(table=table(2)).exists()
    assert rows(nouns.Material).filter(table=table(2)).count() == 3
    assert rows(nouns.TakeAway).filter(table=table(2)).count() == 7


def test_the_screening_and_the_reporting_positions_were_adopted_at_the_first_table() -> None:
    decided = rows(nouns.Decision).filter(table=table(1)).select_related("document").order_by("number")
    assert [(one.document.kind, one.state) for one in decided if one.document] == [
        ("screening", "agreed"),
        ("reporting_position", "agreed"),
    ]
    assert set(rows(nouns.Document).values_list("kind", "state")) == {
        ("screening", "adopted"),
        ("reporting_position", "adopted"),
        ("form", "deferred"),
    }
    forms = rows(Version).filter(name__startswith="first-line-")
    assert forms.count() == 8
    assert all(one.adoption.startswith("TRI 1 · 1 · ") for one in forms)


def test_a_reservation_comes_up_for_review_at_the_next_table() -> None:
    reservation = rows(nouns.Reservation).get()
    assert (reservation.institution_id, reservation.lifted_on) == ("interior", None)
    assert reservation.review_on <= table(3).starts_at.date()
    assert rows(nouns.AgendaItem).filter(table=table(3), kind="reservation").exists()


def test_what_was_not_agreed_is_carried_to_the_next_table() -> None:
    refused = rows(nouns.Decision).get(table=table(2))
    objection = rows(nouns.Position).get(decision=refused, stance="object")
    assert (refused.state, objection.institution_id) == ("not_agreed", "labour-solidarity")
    assert objection.reason
    taken_up = rows(nouns.AgendaItem).get(table=table(3), carried_from__isnull=False)
    assert taken_up.carried_from_id == refused.item_id


def test_every_decision_stands_on_a_quorum_that_was_reached() -> None:
    for one in rows(nouns.Decision).select_related("quorum"):
        assert one.quorum is not None
        assert one.quorum.reached


def test_minutes_of_the_first_are_locked_and_those_of_the_second_wait_to_be_approved() -> None:
    assert set(rows(nouns.Minutes).values_list("table__number", "state")) == {(1, "locked"), (2, "corrected")}
    assert rows(nouns.Correction).get().state == "taken"
    assert rows(nouns.AgendaItem).filter(table=table(3), kind="minutes").exists()


def test_needs_are_in_every_state() -> None:
    found = Counter(rows(nouns.Need).values_list("state", flat=True))
    assert sum(found.values()) == 9
    assert set(found) == {"open", "planned", "partly_covered", "covered", "dropped"}


def test_eight_institutions_disagree_on_exactly_three_points_and_nobody_is_silent() -> None:
    asked = list(rows(nouns.Seat).values_list("institution_id", flat=True))
    found = []
    for step in rows(nouns.PracticeStep).order_by("number"):
        said = rows(nouns.PracticeStatement).filter(step=step, state=states.STATED)
        facts = [
            Said(
                institution=one.institution_id,
                does=one.does,
                form=one.form,
                hours=one.hours,
                legal_basis=one.legal_basis,
                passes_to=one.passes_to_id or "",
            )
            for one in said
        ]
        assert len(facts) == len(asked) == 8
        found += rules_practice.differences(facts, asked)
    assert [one.kind for one in found] == ["times", "several", "forms"]
    assert rules_practice.points(found) == 3


def test_questions_stay_open_and_one_is_overdue() -> None:
    assert Counter(rows(nouns.Question).values_list("state", flat=True)) == {"open": 3, "answered": 1}
    overdue = rows(nouns.Question).filter(state="open", due_on__lt=clock.today())
    assert overdue.count() == 1


def test_the_next_table_is_convened_on_a_working_day_at_half_past_nine_and_four_of_eight_have_answered() -> None:
    starts = table(3).starts_at.astimezone(clock.here())
    assert (starts.hour, starts.minute) == (9, 30)
    assert starts.weekday() < 4
    assert 10 <= (starts.date() - clock.today()).days <= 16
    asked = rows(nouns.Invitation).filter(table=table(3))
    assert asked.count() == 8
    answered = asked.exclude(answer=states.NO_ANSWER)
    assert {one.how for one in answered} == {"click", "mail", "letter"}
    assert Counter(one.answer for one in answered) == {"present": 2, "represented": 1, "excused": 1}


def test_one_letter_went_out_with_its_number_and_visa_and_one_came_in() -> None:
    out = rows(nouns.Letter).get(direction="out")
    assert (out.kind, out.state, out.number) == ("invitation", "sent", "041/SP")
    assert out.visa
    assert out.institution_id == "labour-solidarity"
    assert rows(nouns.Letter).get(direction="in").state == "received"


def test_the_answer_by_click_is_the_institution_s_own_and_the_rest_is_the_secretariat_s() -> None:
    answers = rows(AuditEvent).filter(action="invitation.answered")
    assert len(set(answers.values_list("account_id", flat=True))) == 2
    decided = rows(AuditEvent).filter(action__startswith="decision.")
    assert len(set(decided.values_list("account_id", flat=True))) == 1
