"""The races of training: two of the secretariat, two focal points, two trainers do the same thing at once."""

from datetime import timedelta

from django.db.models import F

from himaya.training import door, states
from himaya.training.actions import (
    assessments,
    enrolments,
    half_days,
    participant_imports,
    training_lines,
    training_plans,
    training_sessions,
)
from himaya.training.actions.assessments import Rating
from himaya.training.models import (
    AssessedGap,
    Enrolment,
    HalfDayAttendance,
    LineTarget,
    NeedsAssessment,
    ParticipantImport,
    PlanLine,
    SessionTrainer,
    TrainingMaterial,
    TrainingPlan,
    TrainingSession,
)
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR, TRAINER

races = Table()
OWN = (LABOUR, LABOUR)
TRAINERS = (TRAINER, TRAINER)
RATING = Rating(required=4, exposure=3, risk=3, supervisor=2)


def assessed() -> NeedsAssessment:
    at_hand.people()
    return assessments.begin(institution_id="labour", region_id="", audience="Inspection", people=3, by=LABOUR)


def handed_in() -> NeedsAssessment:
    row = assessed()
    assessments.rate(assessment_id=row.pk, module="M4", rating=RATING, by=LABOUR)
    assessments.hand_in(assessment_id=row.pk, by=LABOUR)
    return row


@races.of("assessments.begin")
def each_begins_one() -> Race:
    at_hand.people()
    return both(
        lambda by: assessments.begin(institution_id="labour", region_id="", audience="Inspection", people=3, by=by),
        "assessment_of_needs.begun",
        lambda: NeedsAssessment.objects.count() == 2,
    )


@races.of("assessments.rate")
def a_module_is_rated_once() -> Race:
    row = assessed()
    return both(
        lambda by: assessments.rate(assessment_id=row.pk, module="M4", rating=RATING, by=by),
        "assessment_of_needs.rated",
        lambda: AssessedGap.objects.count() == 1 and NeedsAssessment.objects.get().revision == 2,
        by=OWN,
    )


@races.of("assessments.hand_in")
def it_is_handed_in_once() -> Race:
    row = assessed()
    assessments.rate(assessment_id=row.pk, module="M4", rating=RATING, by=LABOUR)
    return once(
        lambda by: assessments.hand_in(assessment_id=row.pk, by=by),
        "assessment_of_needs.handed_in",
        lambda: NeedsAssessment.objects.get().state == states.HANDED_IN,
        by=OWN,
    )


@races.of("assessments.set_aside")
def it_is_set_aside_once() -> Race:
    row = assessed()
    return once(
        lambda by: assessments.set_aside(assessment_id=row.pk, by=by),
        "assessment_of_needs.set_aside",
        lambda: NeedsAssessment.objects.get().state == states.SET_ASIDE,
    )


@races.of("assessments.enter_need")
def a_gap_becomes_one_need() -> Race:
    row, cycle = handed_in(), at_hand.need().cycle
    return once(
        lambda by: assessments.enter_need(assessment_id=row.pk, module="M4", cycle_id=cycle.pk, by=by),
        "assessment_of_needs.need_entered",
        lambda: cycle.needs.count() == 2,
    )


@races.of("training_plans.begin")
def a_year_has_one_plan() -> Race:
    return once(
        lambda by: training_plans.begin(year=2026, by=by),
        "training_plan.begun",
        lambda: TrainingPlan.objects.count() == 1,
    )


@races.of("training_plans.adopt")
def it_is_adopted_once() -> Race:
    plan = at_hand.line(adopted=False).plan
    return once(
        lambda by: training_plans.adopt(plan_id=plan.pk, by=by),
        "training_plan.adopted",
        lambda: TrainingPlan.objects.get().state == states.PLAN_ADOPTED,
    )


@races.of("training_plans.close")
def it_is_closed_once() -> Race:
    plan = at_hand.line().plan
    return once(
        lambda by: training_plans.close(plan_id=plan.pk, by=by),
        "training_plan.closed",
        lambda: TrainingPlan.objects.get().state == states.PLAN_CLOSED,
    )


@races.of("training_lines.add")
def two_lines_each_have_a_number() -> Race:
    need, plan = at_hand.need(), at_hand.plan()
    return both(
        lambda by: training_lines.add(plan_id=plan.pk, says=at_hand.says(need), by=by),
        "training_line.added",
        lambda: sorted(PlanLine.objects.values_list("number", flat=True)) == [1, 2],
    )


@races.of("training_lines.change")
def what_was_seen_is_changed_once() -> Race:
    need = at_hand.need()
    line = at_hand.line(need)
    return once(
        lambda by: training_lines.change(line_id=line.pk, seen=0, says=at_hand.says(need, audience="Tous"), by=by),
        "training_line.changed",
        lambda: PlanLine.objects.get().revision == 1,
    )


@races.of("training_lines.aim")
def a_place_has_one_target() -> Race:
    line = at_hand.line()
    LineTarget.objects.all().delete()
    return both(
        lambda by: training_lines.aim(line_id=line.pk, institution_id="labour", region_id="", people=5, by=by),
        "training_line.aimed",
        lambda: LineTarget.objects.get().people == 5,
        rows=2,
    )


@races.of("training_lines.drop")
def it_is_dropped_once() -> Race:
    line = at_hand.line()
    return once(
        lambda by: training_lines.drop(line_id=line.pk, reason="Sans budget.", by=by),
        "training_line.dropped",
        lambda: PlanLine.objects.get().dropped_on is not None,
    )


@races.of("training_sessions.plan")
def two_sessions_each_have_a_number() -> Race:
    line = at_hand.line()
    return both(
        lambda by: training_sessions.plan(line_id=line.pk, says=at_hand.session_says(), by=by),
        "training_session.planned",
        lambda: sorted(TrainingSession.objects.values_list("number", flat=True)) == [1, 2],
    )


@races.of("training_sessions.change")
def a_session_is_changed_once() -> Race:
    session = at_hand.session()
    return once(
        lambda by: training_sessions.change(
            session_id=session.pk, seen=0, says=at_hand.session_says(place="Autre salle"), by=by
        ),
        "training_session.changed",
        lambda: TrainingSession.objects.get().half_days.count() == 2,
    )


@races.of("training_sessions.open_naming")
def it_opens_once() -> Race:
    session = at_hand.session(opened=False)
    return once(
        lambda by: training_sessions.open_naming(session_id=session.pk, by=by),
        "training_session.opened",
        lambda: TrainingSession.objects.get().state == states.OPEN,
    )


@races.of("training_sessions.close")
def it_closes_once() -> Race:
    session = at_hand.session()
    # Begun an hour ago: its last half-day runs.
    session.half_days.filter(number=2).delete()
    return once(
        lambda by: training_sessions.close(session_id=session.pk, by=by),
        "training_session.closed",
        lambda: TrainingSession.objects.get().state == states.HELD,
    )


@races.of("training_sessions.cancel")
def it_is_cancelled_once() -> Race:
    session = at_hand.session()
    return once(
        lambda by: training_sessions.cancel(session_id=session.pk, reason="Reporté.", by=by),
        "training_session.cancelled",
        lambda: TrainingSession.objects.get().state == states.CANCELLED,
    )


@races.of("training_sessions.add_trainer")
def a_trainer_is_entered_once() -> Race:
    session = at_hand.session()
    return once(
        lambda by: training_sessions.add_trainer(session_id=session.pk, username="trainer-2", by=by),
        "training_session.trainer_added",
        lambda: SessionTrainer.objects.count() == 2,
    )


@races.of("training_sessions.remove_trainer")
def the_last_trainer_stays() -> Race:
    session = at_hand.session(opened=False)
    trainer = session.trainers.get()
    return once(
        lambda by: training_sessions.remove_trainer(session_id=session.pk, trainer_id=trainer.pk, by=by),
        "training_session.trainer_removed",
        lambda: not SessionTrainer.objects.filter(ended_on__isnull=True).exists(),
    )


@races.of("training_sessions.add_material")
def material_is_noted_by_each() -> Race:
    session = at_hand.session()
    return both(
        lambda by: training_sessions.add_material(
            session_id=session.pk,
            titles={"fr": "Guide"},
            module="M4",
            version="2026-11",
            language="fr",
            where="",
            by=by,
        ),
        "training_session.material_added",
        lambda: TrainingMaterial.objects.count() == 2,
    )


@races.of("enrolments.name")
def the_last_place_is_given_once() -> Race:
    session = at_hand.session(places=1)
    return once(
        lambda by: enrolments.name(
            session_id=session.pk, institution_id="labour", full_name="Karim Tazi", another=True, by=by
        ),
        "enrolment.named",
        lambda: Enrolment.objects.count() == 1,
        by=OWN,
    )


@races.of("enrolments.withdraw")
def somebody_is_withdrawn_once() -> Race:
    row = at_hand.named(at_hand.session())
    return once(
        lambda by: enrolments.withdraw(enrolment_id=row.pk, by=by),
        "enrolment.withdrawn",
        lambda: Enrolment.objects.get().state == states.WITHDRAWN,
        by=OWN,
    )


@races.of("half_days.mark")
def the_last_tap_counts_and_stands_once() -> Race:
    session = at_hand.session()
    row, half_day = at_hand.named(session), at_hand.first_half_day(session)
    return both(
        lambda by: half_days.mark(
            half_day_id=half_day.pk, enrolment_id=row.pk, status=states.PRESENT, how=states.BY_LIST, by=by
        ),
        "half_day.marked",
        lambda: HalfDayAttendance.objects.count() == 1,
        by=TRAINERS,
    )


@races.of("half_days.mark_rest")
def the_rest_is_marked_once() -> Race:
    session = at_hand.session()
    at_hand.named(session)
    half_day = at_hand.first_half_day(session)
    return both(
        lambda by: half_days.mark_rest(half_day_id=half_day.pk, how=states.BY_LIST, by=by),
        "half_day.marked",
        lambda: HalfDayAttendance.objects.count() == 1,
        by=TRAINERS,
        rows=1,
    )


@races.of("half_days.check_in")
def somebody_checks_in_once() -> Race:
    session = at_hand.session()
    at_hand.named(session, username="inspector")
    token = door.token(at_hand.first_half_day(session).pk)
    return both(
        lambda by: half_days.check_in(token=token, by=by),
        "half_day.marked",
        lambda: HalfDayAttendance.objects.count() == 1,
        by=(cast.INSPECTOR, cast.INSPECTOR),
        rows=1,
    )


def listed() -> ParticipantImport:
    session = at_hand.session()
    return participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=LABOUR)


@races.of("participant_imports.read")
def two_lists_are_read() -> Race:
    session = at_hand.session()
    return both(
        lambda by: participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=by),
        "participant_import.read",
        lambda: ParticipantImport.objects.count() == 2,
        by=OWN,
    )


@races.of("participant_imports.confirm")
def a_list_is_taken_in_once() -> Race:
    batch = listed()
    return once(
        lambda by: participant_imports.confirm(batch_id=batch.pk, by=by),
        "participant_import.confirmed",
        lambda: Enrolment.objects.count() == 1,
        by=OWN,
    )


@races.of("participant_imports.discard")
def a_list_is_thrown_away_once() -> Race:
    batch = listed()
    return once(
        lambda by: participant_imports.discard(batch_id=batch.pk, by=by),
        "participant_import.discarded",
        lambda: ParticipantImport.objects.get().state == states.BATCH_DISCARDED,
        by=OWN,
    )


@races.of("participant_imports.undo")
def a_list_is_undone_once() -> Race:
    batch = listed()
    participant_imports.confirm(batch_id=batch.pk, by=LABOUR)
    # Before its first half-day: later a list stays.
    later = timedelta(hours=3)
    batch.session.half_days.update(starts_at=F("starts_at") + later, ends_at=F("ends_at") + later)
    return once(
        lambda by: participant_imports.undo(batch_id=batch.pk, by=by),
        "participant_import.undone",
        lambda: not Enrolment.objects.exists(),
        by=OWN,
    )


@races.of("participant_imports.forget")
def a_list_is_emptied_once() -> Race:
    batch = listed()
    ParticipantImport.objects.filter(pk=batch.pk).update(made_at=batch.made_at - 2 * participant_imports.KEPT)
    return both(
        lambda by: participant_imports.forget(by=by),
        "participant_import.expired",
        lambda: ParticipantImport.objects.get().state == states.BATCH_DISCARDED,
        rows=1,
    )
