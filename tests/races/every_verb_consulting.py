"""The races of a consultation: rounds, stances, comments, amendments and their settling."""

from typing import Any

from himaya.coordination import states
from himaya.coordination.actions import amendments, comments, consultations, decisions
from himaya.coordination.models import Amendment, Clause, Comment, Consultation, Edition, Stance
from himaya.kernel import clock
from tests.races.every_verb import FIRST, Race, Table, both, once, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import consulting_at_hand as hand

races = Table()
DELEGATES = (at.HEALTH, at.HEALTH_ALTERNATE)


# --- rounds and stances ----------------------------------------------------------------------------------------------
@races.of("consultations.open")
def a_round_is_opened_once() -> Race:
    draft = hand.draft()
    return once(
        lambda by: hand.opened(draft, by=by),
        "consultation.opened",
        lambda: Consultation.objects.get().draft.state == states.IN_CONSULTATION,
    )


@races.of("consultations.close")
def a_round_is_closed_once_and_silence_is_written_once() -> Race:
    row = hand.opened()
    return once(
        lambda by: consultations.close(consultation_id=row.pk, by=by),
        "consultation.closed",
        lambda: Stance.objects.filter(consultation=row).count() == len(at.SEATED),
    )


@races.of("consultations.take_stance")
def an_institution_stands_in_one_place() -> Race:
    row = hand.opened()
    said = {at.HEALTH: states.NO_COMMENT, at.HEALTH_ALTERNATE: states.COMMENTS}
    return both(
        lambda by: hand.stand(row, by, said[by]),
        "stance.taken",
        lambda: Stance.objects.get(consultation=row).stance in said.values(),
        by=DELEGATES,
        rows=1,
    )


# --- comments --------------------------------------------------------------------------------------------------------
def commented() -> Comment:
    return hand.comment(hand.opened(), at.HEALTH)


@races.of("comments.make")
def two_comments_are_two() -> Race:
    row = hand.opened()
    return both(
        lambda by: hand.comment(row, by, f"Dit par {by.account_id}"[:20]),
        "comment.made",
        lambda: Comment.objects.filter(consultation=row).count() == 2,
        by=DELEGATES,
    )


@races.of("comments.reply")
def two_replies_are_two() -> Race:
    head = commented()
    return both(
        lambda by: comments.reply(comment_id=head.pk, institution_id="hospital", text="Aussi.", by=by),
        "comment.replied",
        lambda: Comment.objects.filter(follows=head).count() == 2,
        by=DELEGATES,
    )


@races.of("comments.answer")
def an_answer_is_whole() -> Race:
    head = commented()
    return both(
        lambda by: comments.answer(comment_id=head.pk, answer=word(by), by=by),
        "comment.answered",
        lambda: Comment.objects.get(pk=head.pk).answer in ("Premier texte", "Second texte"),
    )


@races.of("comments.withdraw")
def a_comment_is_withdrawn_once() -> Race:
    head = commented()
    return once(
        lambda by: comments.withdraw(comment_id=head.pk, by=by),
        "comment.withdrawn",
        lambda: Comment.objects.get(pk=head.pk).state == states.COMMENT_WITHDRAWN,
        by=DELEGATES,
    )


# --- amendments ------------------------------------------------------------------------------------------------------
def amended(**changes: Any) -> Amendment:
    """An amendment that can be settled."""
    row = hand.amend(hand.opened(hand.following()), at.HEALTH, **changes)
    hand.closed_after(row)
    return row


def state_of(row: Amendment) -> str:
    return Amendment.objects.get(pk=row.pk).state


@races.of("amendments.submit")
def two_amendments_have_numbers_of_their_own() -> Race:
    row = hand.opened()
    return both(
        lambda by: hand.amend(row, by),
        "amendment.submitted",
        lambda: sorted(Amendment.objects.values_list("number", flat=True)) == [1, 2],
        by=DELEGATES,
    )


@races.of("amendments.propose")
def a_proposal_is_whole() -> Race:
    row = hand.amend(hand.opened(), at.HEALTH)
    return both(
        lambda by: amendments.propose(amendment_id=row.pk, proposal=states.ACCEPTED, reason=word(by), by=by),
        "amendment.proposed",
        lambda: Amendment.objects.get(pk=row.pk).proposal_reason in ("Premier texte", "Second texte"),
    )


@races.of("amendments.settle")
def an_amendment_is_settled_by_one_of_two() -> Race:
    """The same wish twice would give the clause two new identifiers."""
    row = amended(changes_meaning=True)
    return once(
        lambda by: hand.settle(row, by=by),
        "amendment.settled",
        lambda: hand.order(row.draft) == ["S-01", "Q-01-2", "Q-02", "A-01"] and state_of(row) == states.ACCEPTED,
    )


@races.of("amendments.settle")
def one_accepts_while_the_other_does_not() -> Race:
    row = amended()
    outcomes = {FIRST: states.ACCEPTED}
    return once(
        lambda by: hand.settle(row, outcomes.get(by, states.AMENDMENT_REJECTED), by=by),
        "amendment.settled",
        lambda: (hand.at(row.draft, "Q-01").text_fr == "Autre texte") == (state_of(row) == states.ACCEPTED),
    )


@races.of("amendments.settle")
def two_amendments_to_one_clause_are_not_both_accepted_as_they_stand() -> Race:
    round_ = hand.opened()
    one = hand.amend(round_, at.HEALTH, texts={"fr": "Un"})
    other = hand.amend(round_, at.LABOUR, texts={"fr": "Deux"})
    hand.closed(round_)
    return once(
        lambda by: hand.settle(one if by == FIRST else other, by=by),
        "amendment.settled",
        lambda: Clause.objects.get(draft=one.draft, uid="Q-01").revision == one.clause_revision + 1,
    )


@races.of("amendments.withdraw")
def an_amendment_is_withdrawn_once() -> Race:
    row = amended()
    return once(
        lambda by: amendments.withdraw(amendment_id=row.pk, by=by),
        "amendment.withdrawn",
        lambda: Amendment.objects.get(pk=row.pk).settled_at == clock.now(),
        by=DELEGATES,
    )


# --- the decision ----------------------------------------------------------------------------------------------------
@races.of("adoptions.adopt", at=at.IN_THE_MORNING)
def a_text_is_adopted_once_by_two_who_conclude() -> Race:
    """`adoptions.adopt` runs inside the unit of the conclusion."""
    cycle = at.cycle()
    draft = hand.draft(hand.document(cycle), state=states.DRAFT_TABLED)
    table = at.in_session(cycle)
    put = decisions.put(
        item_id=at.open_item(table).pk, wording={"fr": "Adopter."}, document_id=draft.document_id, by=FIRST
    )
    for institution in at.SEATED[:6]:
        decisions.speak(decision_id=put.pk, institution_id=institution, stance=states.AGREE, by=FIRST)
    return once(
        lambda by: decisions.conclude(decision_id=put.pk, by=by),
        "edition.adopted",
        lambda: Edition.objects.get().decision_id == put.pk,
    )
