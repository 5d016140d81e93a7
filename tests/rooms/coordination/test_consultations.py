"""A draft goes round: who says where it stands, who may, what stays when the round is closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from himaya.coordination import states
from himaya.coordination.actions import comments, consultations
from himaya.coordination.models import Comment, Consultation, Draft, Seat, Stance
from himaya.coordination.queries import consulting as queries
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from tests import factories
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination.at_the_table import DAW, HEALTH, HEALTH_AUTHORITY, LABOUR, MINORS, POLICE, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A5")]


def refused_as(code: str, kind: type[Exception], **changes: Any) -> None:
    with refused(kind, code):
        hand.opened(**changes)


# --- opening and closing ---------------------------------------------------------------------------------------------
def test_a_round_is_opened_once_and_the_institutions_find_the_text() -> None:
    draft = hand.draft()
    with pytest.raises(NotFound):
        queries.known_drafts.draft_of(HEALTH, draft.pk)
    round_one = hand.opened(draft)
    assert (round_one.number, round_one.opens_on) == (1, clock.today())
    assert queries.known_drafts.draft_of(HEALTH, draft.pk).state == states.IN_CONSULTATION
    refused_as("consultation_open", NotNow, of=draft)
    with pytest.raises(NotFound):
        queries.consultation_of(MINORS, round_one.pk)


def test_days_that_do_not_fit_and_a_text_without_a_clause_are_refused() -> None:
    draft, today = hand.draft(), clock.today()
    refused_as("opens_on", NotValid, of=draft, opens_on=today - timedelta(days=1))
    refused_as("closes_on", NotValid, of=draft, closes_on=None)
    refused_as("closes_on", NotValid, of=draft, opens_on=today + timedelta(days=2), closes_on=today)
    draft.clauses.all().delete()
    refused_as("no_clause", NotNow, of=draft)
    with pytest.raises(NotPermitted):
        hand.opened(draft, by=LABOUR)


def test_closing_writes_silence_as_silence_and_freezes_what_was_said() -> None:
    row = hand.opened()
    hand.stand(row, HEALTH)
    said = hand.comment(row, LABOUR)
    draft = hand.closed(row)
    assert draft.state == states.CONSOLIDATION
    found = {one.institution_id: one.stance for one in queries.stances(row)}
    assert found == {**dict.fromkeys(at_the_table.SEATED, states.SILENT_STANCE), "hospital": states.NO_COMMENT}
    for late in (
        lambda: hand.stand(row, LABOUR),
        lambda: hand.comment(row, LABOUR),
        lambda: hand.amend(row, LABOUR),
        lambda: hand.stand(row, SECRETARY, institution_id="justice"),
        lambda: comments.withdraw(comment_id=said.pk, by=LABOUR),
        lambda: consultations.close(consultation_id=row.pk, by=SECRETARY),
    ):
        with refused(NotNow, "consultation_closed"):
            late()


def test_a_second_round_begins_anew() -> None:
    first = hand.opened()
    hand.stand(first, HEALTH, states.OBJECTION, reason="Trop tôt")
    second = hand.opened(hand.closed(first))
    assert (second.number, queries.latest(second.draft)) == (2, second)
    assert not second.stances.exists()
    assert first.stances.count() == len(at_the_table.SEATED)


# --- stances ---------------------------------------------------------------------------------------------------------
def test_a_stance_is_corrected_and_never_doubled() -> None:
    row = hand.opened()
    hand.stand(row, HEALTH)
    hand.stand(row, HEALTH)
    hand.stand(row, at_the_table.HEALTH_ALTERNATE, states.COMMENTS)
    said = Stance.objects.get()
    assert (said.stance, said.how, said.delegate) == (
        states.COMMENTS,
        states.CLICK,
        at_the_table.delegate("hospital", states.ALTERNATE),
    )


def test_an_objection_has_its_reason_in_the_verb_and_in_the_store() -> None:
    row = hand.opened()
    with refused(NotValid, "objection_without_reason"):
        hand.stand(row, HEALTH, states.OBJECTION, reason="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.create(consultation=row, institution_id="labour", stance=states.OBJECTION)
    assert hand.stand(row, HEALTH, states.OBJECTION, reason="Le délai manque").reason == "Le délai manque"


@pytest.mark.parametrize("stance", ["", "silent", "agree"])
def test_only_the_three_stances_are_taken(stance: str) -> None:
    with pytest.raises(NotValid):
        hand.stand(hand.opened(), HEALTH, stance)


@pytest.mark.parametrize(
    ("by", "institution", "kind"),
    [
        (HEALTH, "labour", NotPermitted),
        (HEALTH_AUTHORITY, "hospital", NotPermitted),
        (MINORS, "minors", NotFound),
        (SECRETARY, "minors", NotPermitted),
    ],
)
def test_an_institution_speaks_for_itself_and_only_with_a_seat(
    by: Actor, institution: str, kind: type[Exception]
) -> None:
    row = hand.opened()
    with pytest.raises(kind):
        hand.stand(row, by, institution_id=institution)
    with pytest.raises(kind):
        hand.comment(row, by, institution_id=institution)


def test_a_lapsed_mandate_says_nothing() -> None:
    row = hand.opened()
    Mandate.objects.filter(institution="hospital", role=states.TITULAR).update(
        valid_to=clock.today() - timedelta(days=1)
    )
    for deed in (hand.stand, hand.comment, hand.amend):
        with pytest.raises((NotPermitted, NotFound)):
            deed(row, HEALTH)


def test_an_observer_comments_and_is_not_asked() -> None:
    row = hand.opened()
    Seat.objects.filter(cycle=row.draft.document.cycle, institution="daw").update(kind=states.OBSERVER)
    assert hand.comment(row, DAW).institution_id == "daw"
    with refused(NotPermitted, "no_voice"):
        hand.stand(row, DAW)
    assert "daw" not in {one.pk for one in queries.asked(row)}
    assert queries.asked_of("daw", row.draft.document.cycle) == []


def test_the_secretariat_enters_what_came_by_mail_or_letter_with_its_day() -> None:
    with clock.stopped(factories.TUESDAY - timedelta(days=3)):
        row = hand.opened()
    with refused(NotValid, "how_missing"):
        hand.stand(row, SECRETARY, institution_id="justice", how="")
    for wrong in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=4)):
        with refused(NotValid, "received_on"):
            hand.stand(row, SECRETARY, institution_id="justice", received_on=wrong)
    on = clock.today() - timedelta(days=2)
    who = at_the_table.delegate("justice")
    said = hand.stand(row, SECRETARY, institution_id="justice", received_on=on, delegate_id=who.pk)
    assert (said.how, said.received_on, said.delegate) == (states.LETTER, on, who)
    with pytest.raises(NotPermitted):
        hand.stand(row, SECRETARY, institution_id="prosecution", delegate_id=who.pk)


def test_after_the_last_day_only_the_secretariat_still_enters_what_came() -> None:
    row = hand.opened(opens_on=clock.today() + timedelta(days=1))
    with refused(NotNow, "consultation_not_yet"):
        hand.stand(row, HEALTH)
    with clock.stopped(factories.TUESDAY + timedelta(days=10)):
        hand.stand(row, LABOUR)
    with clock.stopped(factories.TUESDAY + timedelta(days=11)):
        with refused(NotNow, "consultation_over"):
            hand.stand(row, HEALTH)
        hand.stand(row, SECRETARY, institution_id="justice")


def test_data_of_one_person_is_refused_everywhere() -> None:
    row = hand.opened()
    tel = "Rappeler le 06 12 34 56 78"
    said = hand.comment(row, LABOUR)
    for deed in (
        lambda: hand.stand(row, HEALTH, states.OBJECTION, reason=tel),
        lambda: hand.comment(row, HEALTH, tel),
        lambda: hand.amend(row, HEALTH, reason=tel),
        lambda: hand.amend(row, HEALTH, texts={"fr": tel}),
        lambda: comments.answer(comment_id=said.pk, answer=tel, by=SECRETARY),
    ):
        with refused(NotValid, "case_data"):
            deed()


# --- comments --------------------------------------------------------------------------------------------------------
def test_a_comment_to_the_secretariat_is_read_by_it_and_by_its_institution() -> None:
    row = hand.opened()
    quiet = hand.comment(row, LABOUR, "Entre nous.", visibility=states.FOR_SECRETARIAT)
    loud = hand.comment(row, LABOUR)
    assert queries.comments(row.draft) == [loud]
    assert queries.comments(row.draft, POLICE) == [loud]
    for reader in (LABOUR, SECRETARY):
        assert set(queries.comments(row.draft, reader)) == {quiet, loud}
    with pytest.raises(NotFound):
        queries.comment_of(POLICE, quiet.pk)
    with pytest.raises(NotFound):
        comments.reply(comment_id=quiet.pk, institution_id="police", text="Et nous ?", by=POLICE)


def test_a_reply_follows_the_first_and_one_answer_covers_them() -> None:
    row = hand.opened()
    head = hand.comment(row, LABOUR)
    reply = comments.reply(comment_id=head.pk, institution_id="police", text="D'accord.", by=POLICE)
    again = comments.reply(comment_id=reply.pk, institution_id="hospital", text="Aussi.", by=HEALTH)
    assert (reply.follows, again.follows, again.uid) == (head, head, "Q-01")
    draft = hand.closed(row)
    comments.answer(comment_id=head.pk, answer="Pris en compte.", by=SECRETARY)
    assert set(Comment.objects.values_list("state", "answer")) == {(states.COMMENT_ANSWERED, "Pris en compte.")}
    comments.answer(comment_id=head.pk, answer="Pris en compte, article 4.", by=SECRETARY)
    Draft.objects.filter(pk=draft.pk).update(state=states.DRAFT_TABLED)
    with refused(NotNow, "answers_frozen"):
        comments.answer(comment_id=head.pk, answer="Autre.", by=SECRETARY)


def test_a_comment_is_about_a_clause_of_the_text_or_about_the_whole() -> None:
    row = hand.opened()
    assert hand.comment(row, LABOUR, uid="").uid == ""
    for code, changes in (
        ("clause_unknown", {"uid": "Q-99"}),
        ("visibility", {"visibility": "public"}),
        ("text_missing", {"text": "  "}),
        ("text_length", {"text": "a" * 2001}),
    ):
        with refused(NotValid, code):
            hand.comment(row, LABOUR, **changes)


def test_only_its_institution_withdraws_a_comment_and_only_before_the_answer() -> None:
    row = hand.opened()
    head = hand.comment(row, LABOUR)
    with pytest.raises(NotPermitted):
        comments.withdraw(comment_id=head.pk, by=POLICE)
    with pytest.raises(NotPermitted):
        comments.answer(comment_id=head.pk, answer="Non.", by=LABOUR)
    assert comments.withdraw(comment_id=head.pk, by=LABOUR).state == states.COMMENT_WITHDRAWN
    for deed in (
        lambda: comments.withdraw(comment_id=head.pk, by=LABOUR),
        lambda: comments.answer(comment_id=head.pk, answer="Non.", by=SECRETARY),
    ):
        with pytest.raises(NotNow):
            deed()


def test_the_open_rounds_are_asked_of_each_institution() -> None:
    row = hand.opened()
    cycle = row.draft.document.cycle
    assert [(one.consultation, one.stance) for one in queries.asked_of("hospital", cycle)] == [(row, None)]
    said = hand.stand(row, HEALTH)
    assert [one.stance for one in queries.asked_of("hospital", cycle)] == [said]
    hand.closed(row)
    assert queries.asked_of("hospital", cycle) == []
    assert Consultation.objects.get().closed_on == clock.today()
