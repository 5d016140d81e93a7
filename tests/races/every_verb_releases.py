"""The races of releases, their gates and pilots, of suspensions and of reports of harm."""

from datetime import timedelta
from uuid import UUID

from himaya.coordination import states
from himaya.coordination.actions import harms, release_pilots, releases, reviews, suspensions
from himaya.coordination.models import Edition, HarmReport, PilotDesk, Release, Suspension
from himaya.instruments.models import Pilot
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.races.every_verb import BOTH, FIRST, SECOND, Race, Table, both, once, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import releases_at_hand as hand

races = Table()
LEADS = (cast.LABOUR_LEAD, cast.actor("labour-lead-2", "labour-north", "desk_lead"))
REVIEWERS = (at.HEALTH, at.SOCIAL)
KEEPERS = (SECOND, hand.OFFICER)
# On the clock of an exercise a first day is over long before.
AFTERWARDS = factories.TUESDAY + timedelta(days=2)


def stands(row: Release, **wanted: object) -> bool:
    """What the release says now."""
    row.refresh_from_db()
    return all(getattr(row, name) == value for name, value in wanted.items())


# --- the release -----------------------------------------------------------------------------------------------------
@races.of("releases.open")
def one_release_of_an_edition_is_opened() -> Race:
    made = hand.edition(hand.document())
    return once(
        lambda by: releases.open(edition_id=made.pk, by=by),
        "release.opened",
        lambda: Release.objects.filter(edition=made).count() == 1,
    )


@races.of("releases.pass_checks")
def the_checks_are_passed_once() -> Race:
    row = hand.opened()
    return once(
        lambda by: releases.pass_checks(release_id=row.pk, by=by),
        "release.gate_passed",
        lambda: stands(row, gate=states.GOLDEN),
    )


@races.of("releases.acknowledge_golden")
def the_samples_are_acknowledged_once() -> Race:
    row = hand.up_to(states.GOLDEN)
    return once(
        lambda by: releases.acknowledge_golden(release_id=row.pk, note=word(by), by=by),
        "release.gate_passed",
        lambda: stands(row, gate=states.IMPACT),
    )


@races.of("releases.acknowledge_impact")
def the_impact_is_acknowledged_once_and_its_needs_entered_once() -> Race:
    row = hand.up_to(states.IMPACT, hand.opened(hand.edition(hand.document(), hand.replaced())))
    return once(
        lambda by: releases.acknowledge_impact(release_id=row.pk, by=by),
        "need.entered",
        lambda: stands(row, gate=states.PILOT),
        rows=3,
    )


@races.of("releases.schedule")
def the_first_day_is_announced_then_moved() -> Race:
    row = hand.up_to(states.EFFECTIVE)
    day = hand.first_day(row)
    return both(
        lambda by: releases.schedule(
            release_id=row.pk, effective_on=day if by == FIRST else day + timedelta(days=3), by=by
        ),
        "release.scheduled",
        lambda: stands(row, state=states.SCHEDULED),
        rows=1,
    )


@races.of("releases.go_live", at=AFTERWARDS)
def a_release_comes_on_the_screens_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        row = hand.scheduled()
    return once(
        lambda by: releases.go_live(release_id=row.pk, by=by),
        "release.live",
        lambda: stands(row, state=states.LIVE) and hand.in_force() == hand.version_of(row),
    )


@races.of("releases.abandon")
def a_release_is_abandoned_once() -> Race:
    row = hand.opened()
    return once(
        lambda by: releases.abandon(release_id=row.pk, reason=word(by), by=by),
        "release.abandoned",
        lambda: stands(row, state=states.ABANDONED),
    )


@races.of("releases.roll_back")
def one_way_back_is_opened() -> Race:
    first = hand.live()
    second = hand.live(hand.edition(first.document))
    return once(
        lambda by: releases.roll_back(release_id=second.pk, to_edition_id=first.edition_id, reason=word(by), by=by),
        "release.rolled_back",
        lambda: Release.objects.filter(rolls_back=second).count() == 1,
    )


# --- the pilot -------------------------------------------------------------------------------------------------------
@races.of("release_pilots.begin")
def a_pilot_begins_once() -> Race:
    row = hand.up_to(states.PILOT)
    return once(
        lambda by: release_pilots.begin(release_id=row.pk, desk_ids=["labour-north", "shelter"], by=by),
        "release.pilot_begun",
        lambda: (PilotDesk.objects.count(), Pilot.objects.filter(until=None).count()) == (2, 2),
    )


@races.of("release_pilots.record_finding")
def one_of_two_findings_of_a_desk_is_kept() -> Race:
    row = hand.begin_pilot(hand.up_to(states.PILOT))
    return once(
        lambda by: hand.find(row, by=by),
        "release.found",
        lambda: PilotDesk.objects.get().found_on is not None,
        by=LEADS,
    )


@races.of("release_pilots.end", at=AFTERWARDS)
def a_pilot_ends_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        row = hand.begin_pilot(hand.up_to(states.PILOT))
        hand.find(row)
    return once(
        lambda by: release_pilots.end(release_id=row.pk, by=by),
        "release.gate_passed",
        lambda: stands(row, gate=states.REVIEW) and not Pilot.objects.filter(until=None).exists(),
    )


# --- those who look --------------------------------------------------------------------------------------------------
@races.of("reviews.review")
def one_of_two_signs_a_half_of_the_review() -> Race:
    row = hand.up_to(states.REVIEW)
    return once(
        lambda by: reviews.review(release_id=row.pk, part=states.SAFETY, note="Relu", by=by),
        "release.reviewed",
        lambda: row.steps.filter(gate=states.REVIEW).count() == 1,
        by=REVIEWERS,
    )


@races.of("reviews.refuse")
def a_release_is_refused_once() -> Race:
    row = hand.up_to(states.REVIEW)
    return once(
        lambda by: reviews.refuse(release_id=row.pk, part=states.SAFETY, reason="Fait peur", by=by),
        "release.refused",
        lambda: stands(row, state=states.ABANDONED),
        by=REVIEWERS,
    )


@races.of("reviews.check_language")
def a_language_is_checked_once() -> Race:
    row = hand.up_to(states.TRANSLATION)
    return once(
        lambda by: reviews.check_language(release_id=row.pk, language="ar", by=by),
        "release.language_checked",
        lambda: row.steps.filter(gate=states.TRANSLATION).count() == 1,
        by=REVIEWERS,
    )


@races.of("reviews.acknowledge_training")
def an_institution_acknowledges_once() -> Race:
    row = hand.up_to(states.TRAINING)
    return once(
        lambda by: reviews.acknowledge_training(release_id=row.pk, institution_id="labour", by=by),
        "release.training_acknowledged",
        lambda: row.steps.filter(gate=states.TRAINING).count() == 1,
        by=LEADS,
    )


# --- suspensions -----------------------------------------------------------------------------------------------------
def asked() -> Suspension:
    return suspensions.ask(release_id=hand.live().pk, uid=hand.OTHER_UID, reason="Fait peur", by=FIRST)


def in_force() -> Suspension:
    return suspensions.confirm(suspension_id=asked().pk, by=SECOND)


def is_in(row: Suspension, state: str) -> bool:
    row.refresh_from_db()
    return row.state == state


@races.of("suspensions.ask")
def a_suspension_is_asked_for_once() -> Race:
    row = hand.live()
    return once(
        lambda by: suspensions.ask(release_id=row.pk, uid=hand.UID, reason=word(by), by=by),
        "suspension.asked",
        lambda: Suspension.objects.count() == 1,
    )


@races.of("suspensions.confirm")
def a_suspension_is_confirmed_by_one_of_two() -> Race:
    row = asked()
    return once(
        lambda by: suspensions.confirm(suspension_id=row.pk, by=by),
        "suspension.confirmed",
        lambda: is_in(row, states.SUSPENSION_IN_FORCE) and row.stand_ins[hand.LABOUR_FORM] == hand.in_force().pk,
        by=KEEPERS,
    )


@races.of("suspensions.decline")
def a_suspension_is_declined_once() -> Race:
    row = asked()
    return once(
        lambda by: suspensions.decline(suspension_id=row.pk, answer=word(by), by=by),
        "suspension.declined",
        lambda: is_in(row, states.SUSPENSION_DECLINED),
    )


@races.of("suspensions.lift")
def a_suspension_is_lifted_once() -> Race:
    row, table_id = in_force(), met_after()
    return once(
        lambda by: suspensions.lift(suspension_id=row.pk, table_id=table_id, answer=word(by), by=by),
        "suspension.lifted",
        lambda: is_in(row, states.SUSPENSION_LIFTED) and hand.in_force() == hand.version_of(row.release),
    )


@races.of("suspensions.keep")
def a_suspension_is_kept_once() -> Race:
    row, table_id = in_force(), met_after()
    return once(
        lambda by: suspensions.keep(suspension_id=row.pk, table_id=table_id, answer=word(by), by=by),
        "suspension.kept",
        lambda: is_in(row, states.SUSPENSION_KEPT),
    )


def met_after() -> UUID:
    """A table of the cycle that closed after now."""
    cycle = Edition.objects.get().document.cycle
    after = clock.now() + timedelta(days=1)
    ends = after + timedelta(hours=3)
    return at.planned(cycle, state=states.TABLE_CLOSED, starts_at=after, ends_at=ends, closed_at=ends).pk


# --- harm ------------------------------------------------------------------------------------------------------------
def report(by: Actor) -> HarmReport:
    return harms.report(version_id=hand.shipped().pk, uid=hand.UID, kind="fear", text="Fait peur", by=by)


@races.of("harms.report")
def two_reports_have_two_numbers() -> Race:
    hand.models()
    return both(
        report,
        "harm.reported",
        lambda: sorted(HarmReport.objects.values_list("number", flat=True)) == [1, 2],
        by=(cast.INSPECTOR, cast.SHELTER),
    )


@races.of("harms.answer")
def a_report_is_answered_once() -> Race:
    hand.models()
    row = report(cast.INSPECTOR)
    return once(
        lambda by: harms.answer(harm_id=row.pk, answer=word(by), by=by),
        "harm.answered",
        lambda: HarmReport.objects.get().state == states.HARM_ANSWERED,
        by=BOTH,
    )
