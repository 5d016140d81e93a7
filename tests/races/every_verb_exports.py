"""The races of an export: decided once, taken back once, and had no more often than it may be."""

from himaya.disclosures import rules_exports as rules
from himaya.disclosures import states_exports as states
from himaya.disclosures.actions import exports
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.legal.demanding import COUNSEL
from tests.rooms.legal.exporting import approved, asked, everybody_agrees, fetched, proven, switched_on
from tests.rooms.legal.registering import OFFICER

races = Table()
LEAD = cast.LABOUR_LEAD
DECIDERS = (OFFICER, COUNSEL)


def a_file() -> None:
    switched_on()
    factories.hand_over()
    everybody_agrees("daw")


def state() -> str:
    return DataExport.objects.get().state


@races.of("exports.ask")
def two_exports_asked_for_at_once_are_two() -> Race:
    a_file()
    return both(
        lambda by: asked(by=by),
        "export.asked",
        lambda: DataExport.objects.count() == 2,
        by=(LEAD, cast.actor("labour-lead-2", "labour-north", "desk_lead")),
    )


@races.of("exports.approve")
def an_export_is_approved_once() -> Race:
    a_file()
    export_id = asked()
    return once(
        lambda by: exports.approve(export_id=export_id, by=proven(by)),
        "export.approved",
        lambda: state() == states.APPROVED,
        by=DECIDERS,
    )


@races.of("exports.refuse")
def an_export_is_refused_once() -> Race:
    a_file()
    export_id = asked()
    return once(
        lambda by: exports.refuse(export_id=export_id, reason="too_much", by=by),
        "export.refused",
        lambda: state() == states.REFUSED and not ExportedCase.objects.exists(),
        by=DECIDERS,
    )


@races.of("exports.withdraw")
def an_export_is_taken_back_once() -> Race:
    a_file()
    export_id = approved()
    return once(
        lambda by: exports.withdraw(export_id=export_id, by=by),
        "export.withdrawn",
        lambda: state() == states.WITHDRAWN and not ExportedCase.objects.exists(),
        by=(LEAD, OFFICER),
    )


@races.of("exports.fetch")
def the_last_fetching_is_had_once() -> Race:
    a_file()
    export_id = approved()
    DataExport.objects.update(fetched=rules.MOST_FETCHES - 1)
    return once(
        lambda by: fetched(export_id, by=by),
        "export.fetched",
        lambda: DataExport.objects.get().fetched == rules.MOST_FETCHES,
        by=(LEAD, LEAD),
    )


@races.of("exports.expire", at=factories.TUESDAY + rules.TO_DECIDE)
def its_time_is_over_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        a_file()
        export_id = asked()
    return both(
        lambda _by: exports.expire(export_id=export_id, by=SYSTEM),
        "export.expired",
        lambda: state() == states.EXPIRED,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )
