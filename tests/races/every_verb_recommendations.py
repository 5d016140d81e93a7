"""The races of recommendations: entered, changed, addressed, answered, verified, graded, ended."""

from datetime import timedelta
from functools import partial

from himaya.coordination import states as of_tables
from himaya.coordination import states_following as states
from himaya.coordination.actions import endings, grades, recommendations, responses, verifications
from himaya.coordination.models import Decision, Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests.races.every_verb import FIRST, SECOND, Race, Table, both, once, whole, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination.following_at_hand import TEXTS, enter, evidence, recommendation

races = Table()


def now(row: Recommendation) -> Recommendation:
    return Recommendation.objects.get(pk=row.pk)


def has_steps(row: Recommendation, state: str, steps: int) -> bool:
    """It is in that state, and its history counts 1, 2, 3 …"""
    numbers = list(row.steps.order_by("number").values_list("number", flat=True))
    return now(row).state == state and numbers == list(range(1, steps + 1))


@races.of("recommendations.enter")
def two_entered_at_once_have_two_numbers() -> Race:
    return both(
        lambda by: enter(by, texts={"fr": word(by)}),
        "recommendation.entered",
        lambda: sorted(Recommendation.objects.values_list("number", "text_fr")) in _numbered(),
    )


def _numbered() -> list[list[tuple[int, str]]]:
    one, other = word(FIRST), word(SECOND)
    return [[(1, one), (2, other)], [(1, other), (2, one)]]


@races.of("recommendations.edit")
def a_recommendation_is_as_one_of_them_wrote_it() -> Race:
    row = enter()

    def edit(by: Actor) -> Recommendation:
        return recommendations.edit(
            recommendation_id=row.pk,
            seen=0,
            source_kind=states.UPR,
            texts={**TEXTS, "fr": word(by)},
            priority="high",
            indicator=word(by),
            contributor_names=[word(by)],
            by=by,
        )

    def holds() -> bool:
        found = now(row)
        names = found.contributors.values_list("name", flat=True)
        return found.revision == 1 and whole(found.text_fr, found.indicator, *names)

    return once(edit, "recommendation.edited", holds)


@races.of("recommendations.address")
def it_is_addressed_once() -> Race:
    row = enter()
    return once(
        lambda by: recommendations.address(recommendation_id=row.pk, by=by),
        "recommendation.addressed",
        lambda: has_steps(row, states.ADDRESSED, 1),
    )


@races.of("recommendations.move_due")
def two_days_are_two_lines_of_the_history() -> Race:
    row = recommendation(states.IN_PROGRESS)
    later = {FIRST: clock.today() + timedelta(days=30), SECOND: clock.today() + timedelta(days=60)}
    return both(
        lambda by: recommendations.move_due(recommendation_id=row.pk, due_on=later[by], reason=word(by), by=by),
        "recommendation.due_moved",
        lambda: has_steps(row, states.IN_PROGRESS, 3) and now(row).due_on in later.values(),
    )


@races.of("recommendations.hide_publicly")
def it_is_kept_off_the_public_page_once() -> Race:
    row = recommendation()
    return once(
        lambda by: recommendations.hide_publicly(recommendation_id=row.pk, by=by),
        "recommendation.hidden",
        lambda: has_steps(row, states.ANSWERED, 2) and not now(row).is_public,
    )


@races.of("recommendations.show_publicly")
def it_is_put_back_once() -> Race:
    row = recommendation(is_public=False)
    return once(
        lambda by: recommendations.show_publicly(recommendation_id=row.pk, by=by),
        "recommendation.shown",
        lambda: has_steps(row, states.ANSWERED, 2) and now(row).is_public,
    )


@races.of("responses.give")
def of_two_letters_entered_from_one_page_one_stands() -> Race:
    row = recommendation(states.ADDRESSED, lead="justice")

    def give(by: Actor) -> Recommendation:
        return responses.give(
            recommendation_id=row.pk,
            response=states.NOTES,
            reason=word(by),
            how="letter",
            received_on=clock.today(),
            seen=0,
            by=by,
        )

    return once(
        give,
        "recommendation.answered",
        lambda: has_steps(row, states.ANSWERED, 2) and whole(now(row).response_reason, row.steps.get(number=2).note),
    )


@races.of("responses.give")
def the_titular_and_the_alternate_answer_once() -> Race:
    row = recommendation(states.ADDRESSED, lead="hospital")
    return once(
        lambda by: responses.give(recommendation_id=row.pk, response=states.ACCEPTS, seen=0, by=by),
        "recommendation.answered",
        lambda: has_steps(row, states.ANSWERED, 2),
        by=(at.HEALTH, at.HEALTH_ALTERNATE),
    )


def reported() -> Recommendation:
    row = recommendation(states.REPORTED_DONE)
    evidence(row)
    return row


@races.of("verifications.verify")
def it_is_verified_once() -> Race:
    row = reported()
    return once(
        lambda by: verifications.verify(recommendation_id=row.pk, by=by),
        "recommendation.verified",
        lambda: has_steps(row, states.VERIFIED, 2),
    )


@races.of("verifications.give_back")
def it_is_given_back_once() -> Race:
    row = reported()
    return once(
        lambda by: verifications.give_back(recommendation_id=row.pk, reason=word(by), by=by),
        "recommendation.given_back",
        lambda: has_steps(row, states.IN_PROGRESS, 2),
    )


@races.of("verifications.close")
def it_is_closed_once() -> Race:
    row = recommendation(states.VERIFIED)
    return once(
        lambda by: verifications.close(recommendation_id=row.pk, by=by),
        "recommendation.closed",
        lambda: has_steps(row, states.REC_CLOSED, 2),
    )


@races.of("verifications.reopen")
def it_is_opened_again_once() -> Race:
    row = recommendation(states.VERIFIED)
    return once(
        lambda by: verifications.reopen(recommendation_id=row.pk, reason=word(by), by=by),
        "recommendation.reopened",
        lambda: has_steps(row, states.IN_PROGRESS, 2) and now(row).verified_on is None,
    )


@races.of("endings.merge")
def two_that_are_merged_into_each_other_leave_one() -> Race:
    one, other = recommendation(), recommendation()

    def merge(row: Recommendation, into: Recommendation, by: Actor) -> Recommendation:
        return endings.merge(recommendation_id=row.pk, into_id=into.pk, by=by)

    def holds() -> bool:
        states_now = sorted((now(one).state, now(other).state))
        return states_now == sorted((states.ANSWERED, states.MERGED))

    deeds = (partial(merge, one, other, FIRST), partial(merge, other, one, SECOND))
    return Race(deeds, 1, "recommendation.merged", 1, holds)


@races.of("endings.supersede")
def it_is_replaced_once() -> Race:
    row, others = recommendation(), {FIRST: recommendation(), SECOND: recommendation()}
    return once(
        lambda by: endings.supersede(recommendation_id=row.pk, successor_id=others[by].pk, reason=word(by), by=by),
        "recommendation.superseded",
        lambda: has_steps(row, states.REC_SUPERSEDED, 2),
    )


@races.of("endings.set_aside")
def it_is_set_aside_once() -> Race:
    row, table = recommendation(), at.closed()
    decision = Decision.objects.create(
        table=table,
        item=table.items.order_by("position")[0],
        number=1,
        wording_fr="Sans objet.",
        method=of_tables.CONSENSUS,
        half_day=at.MORNING,
        state=of_tables.AGREED,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=of_tables.NOBODY_CONFIRMS,
    )
    return once(
        lambda by: endings.set_aside(recommendation_id=row.pk, decision_id=decision.pk, reason=word(by), by=by),
        "recommendation.set_aside",
        lambda: has_steps(row, states.NO_LONGER_RELEVANT, 2),
    )


@races.of("grades.give")
def two_grades_are_two_lines_of_the_history() -> Race:
    row = recommendation(states.IN_PROGRESS)
    return both(
        lambda by: grades.give(recommendation_id=row.pk, grade="B" if by == FIRST else "C", note=word(by), by=by),
        "recommendation.graded",
        lambda: has_steps(row, states.IN_PROGRESS, 3) and now(row).grade_note in (word(FIRST), word(SECOND)),
    )
