"""The races of what institutions say, need and owe, of expert days, and of institutions and their delegates."""

from datetime import timedelta

from himaya.coordination import states
from himaya.coordination.actions import (
    experts,
    handovers,
    materials,
    needs,
    practice,
    practice_maps,
    questions,
    take_aways,
)
from himaya.coordination.actions.practice import Practice
from himaya.coordination.models import (
    Expert,
    Material,
    Need,
    PracticeMap,
    PracticeStatement,
    Question,
    RoundTable,
    Seat,
    TakeAway,
)
from himaya.institutions.actions import delegates, institutions
from himaya.institutions.models import Account, Delegate, Institution, Mandate, Membership
from himaya.kernel import clock
from tests import cast
from tests.races.every_verb import FIRST, Race, Table, both, once, whole, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import practising
from tests.rooms.coordination.test_sessions import add, leave

races = Table()
DELEGATES = (at.HEALTH, at.HEALTH_ALTERNATE)
LATER = timedelta(days=20)


# --- practice --------------------------------------------------------------------------------------------------------
def said(by: at.Actor) -> Practice:
    return Practice(does=states.DOES, unit="Urgences" if by == at.HEALTH else "Permanence")


@races.of("practice.keep")
def one_of_two_drafts_is_kept() -> Race:
    step = practising.first(practising.opened())
    return once(
        lambda by: practice.keep(step_id=step.pk, institution_id="hospital", said=said(by), seen=0, by=by),
        "practice.kept",
        lambda: PracticeStatement.objects.get(step=step).revision == 1,
        by=DELEGATES,
    )


@races.of("practice.state")
def one_of_two_statements_is_made() -> Race:
    step = practising.first(practising.opened())
    return once(
        lambda by: practice.state(step_id=step.pk, institution_id="hospital", said=said(by), seen=0, by=by),
        "practice.stated",
        lambda: PracticeStatement.objects.get(step=step).revision == 1,
        by=DELEGATES,
    )


def closed_map() -> PracticeMap:
    row = practising.opened()
    practice_maps.close(map_id=row.pk, by=FIRST)
    return row


@races.of("practice_maps.open")
def two_maps_have_steps_of_their_own() -> Race:
    cycle = at.cycle()
    return both(
        lambda by: practising.opened(cycle, by=by),
        "practice_map.opened",
        lambda: [one.steps.count() for one in PracticeMap.objects.all()] == [2, 2],
    )


@races.of("practice_maps.reopen")
def a_map_is_reopened_once() -> Race:
    row = closed_map()
    return once(
        lambda by: practice_maps.reopen(map_id=row.pk, due_on=clock.today() + LATER, by=by),
        "practice_map.reopened",
        lambda: PracticeMap.objects.get(pk=row.pk).state == states.MAP_OPEN,
    )


@races.of("practice_maps.restitute", at=at.IN_THE_MORNING)
def a_map_is_given_back_once() -> Race:
    row = closed_map()
    table = at.in_session(row.cycle)
    return once(
        lambda by: practice_maps.restitute(map_id=row.pk, table_id=table.pk, by=by),
        "practice_map.restituted",
        lambda: PracticeMap.objects.get(pk=row.pk).restituted_at_table_id == table.pk,
    )


# --- needs, questions, take-aways ------------------------------------------------------------------------------------
def need(*done: str) -> Need:
    """A need of the hospital to which these were done already."""
    row = needs.enter(
        cycle_id=at.cycle().pk,
        institution_id="hospital",
        competence="Entretien",
        audience="Urgences",
        people=40,
        priority="high",
        by=FIRST,
    )
    for verb in done:
        if verb == "plan":
            needs.plan(need_id=row.pk, note="Formation", by=FIRST)
        else:
            needs.drop(need_id=row.pk, reason="Sans objet", by=FIRST)
    return row


def has_steps(row: Need, state: str, steps: int) -> bool:
    """It is in that state, and its history counts 1, 2, 3 …"""
    numbers = list(row.steps.order_by("number").values_list("number", flat=True))
    return Need.objects.get(pk=row.pk).state == state and numbers == list(range(1, steps + 1))


@races.of("needs.cover_partly")
def two_counts_are_two_lines_of_the_history() -> Race:
    row = need("plan")
    return both(
        lambda by: needs.cover_partly(need_id=row.pk, people=20, note=word(by), by=by),
        "need.covered_partly",
        lambda: has_steps(row, states.PARTLY_COVERED, 4),
    )


@races.of("needs.drop")
def a_need_is_dropped_once() -> Race:
    row = need()
    return once(
        lambda by: needs.drop(need_id=row.pk, reason=word(by), by=by),
        "need.dropped",
        lambda: has_steps(row, states.DROPPED, 2),
    )


@races.of("needs.reopen")
def a_need_is_opened_again_once() -> Race:
    row = need("drop")
    return once(
        lambda by: needs.reopen(need_id=row.pk, note=word(by), by=by),
        "need.reopened",
        lambda: has_steps(row, states.NEED_OPEN, 3),
    )


@races.of("questions.leave")
def two_questions_are_left() -> Race:
    table = at.in_session()
    return both(
        lambda by: leave(table, text=word(by), by=by),
        "question.left",
        lambda: sorted(Question.objects.values_list("text", flat=True)) == ["Premier texte", "Second texte"],
    )


@races.of("questions.withdraw")
def a_question_is_withdrawn_once() -> Race:
    row = leave(at.in_session())
    return once(
        lambda by: questions.withdraw(question_id=row.pk, by=by),
        "question.withdrawn",
        lambda: Question.objects.get(pk=row.pk).state == states.QUESTION_WITHDRAWN,
    )


@races.of("take_aways.say")
def one_of_two_lines_is_taken_home() -> Race:
    table = at.in_session()
    return once(
        lambda by: take_aways.say(
            table_id=table.pk, institution_id="hospital", text="Former les équipes", seen=0, by=by
        ),
        "take_away.said",
        lambda: TakeAway.objects.get(table=table).revision == 1,
        by=DELEGATES,
    )


# --- an expert's day -------------------------------------------------------------------------------------------------
def expert_day() -> RoundTable:
    return at.in_session(kind=states.EXPERT_SESSION)


@races.of("experts.add")
def two_experts_are_put_on_the_programme() -> Race:
    table = expert_day()
    return both(
        lambda by: experts.add(table_id=table.pk, name=word(by), organisation="OIM", by=by),
        "expert.added",
        lambda: Expert.objects.filter(table=table).count() == 2,
    )


@races.of("experts.remove")
def an_expert_is_taken_off_once() -> Race:
    row = experts.add(table_id=expert_day().pk, name="N. Haddad", organisation="OIM", by=FIRST)
    return once(
        lambda by: experts.remove(expert_id=row.pk, by=by), "expert.removed", lambda: not Expert.objects.exists()
    )


@races.of("materials.add")
def two_things_are_noted() -> Race:
    table = expert_day()
    return both(
        lambda by: add(table, titles={"fr": word(by)}, by=by),
        "material.added",
        lambda: Material.objects.filter(table=table).count() == 2,
    )


@races.of("materials.remove")
def a_thing_is_taken_off_once() -> Race:
    row = add(expert_day())
    return once(
        lambda by: materials.remove(material_id=row.pk, by=by),
        "material.removed",
        lambda: not Material.objects.exists(),
    )


# --- institutions and delegates --------------------------------------------------------------------------------------
@races.of("delegates.add")
def an_account_is_of_one_delegate() -> Race:
    at.people()
    who = cast.actor("focal-health-3", "ward", "focal_point")
    account = Account.objects.create(id=who.account_id, username="focal-health-3")
    Membership.objects.create(account=account, desk_id="ward", roles=["focal_point"], valid_from=at.SINCE)
    return once(
        lambda by: delegates.add(
            institution_id="hospital",
            names=(word(by), ""),
            functions={"fr": "Chef"},
            email="",
            account_username="focal-health-3",
            by=by,
        ),
        "delegate.added",
        lambda: Delegate.objects.filter(account=account).count() == 1,
    )


@races.of("delegates.correct")
def a_delegate_is_as_one_of_them_wrote_it() -> Race:
    at.people()
    row = at.delegate("justice")

    def holds() -> bool:
        row.refresh_from_db()
        return whole(row.name_latin, row.function_fr)

    return both(
        lambda by: delegates.correct(
            delegate_id=row.pk, names=(word(by), ""), functions={"fr": word(by)}, email="", by=by
        ),
        "delegate.corrected",
        holds,
    )


@races.of("institutions.succeed")
def an_institution_has_one_successor() -> Race:
    at.people()
    return once(
        lambda by: institutions.succeed(
            institution_id="hospital",
            code="care" if by == FIRST else "health",
            kind="ministry",
            names={"fr": word(by), "ar": "وزارة", "en": word(by)},
            on=clock.today(),
            by=by,
        ),
        "institution.succeeded",
        lambda: Institution.objects.filter(pk__in=("care", "health")).count() == 1,
    )


def has_ended(institution: str) -> bool:
    """It has a last day, and no mandate of it goes on."""
    mandates = Mandate.objects.filter(institution_id=institution, valid_to__isnull=True)
    return Institution.objects.get(pk=institution).valid_to == clock.today() and not mandates.exists()


@races.of("institutions.close")
def an_institution_is_closed_once() -> Race:
    at.people()
    return once(
        lambda by: institutions.close(institution_id="hospital", on=clock.today(), by=by),
        "institution.closed",
        lambda: has_ended("hospital"),
    )


@races.of("handovers.close")
def an_institution_is_closed_once_with_its_seats() -> Race:
    at.cycle()
    return once(
        lambda by: handovers.close(institution_id="hospital", on=clock.today(), by=by),
        "seat.ended",
        lambda: has_ended("hospital") and Seat.objects.get(institution_id="hospital").valid_to == clock.today(),
    )
