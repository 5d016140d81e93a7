"""The races of an authority's demand and of a rehearsal."""

from datetime import timedelta

from himaya.cases.models import Case
from himaya.disclosures import states
from himaya.disclosures.actions import demands, drills
from himaya.disclosures.models import LegalDemand, SeizureDrill
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.legal.demanding import COUNSEL, TODAY, advised, answered, asked, decided, recorded
from tests.rooms.legal.registering import OFFICER

races = Table()
OFFICERS = (OFFICER, cast.actor("labour-keeper-2", "labour-south", "data_protection_officer"))
COUNSELS = (COUNSEL, cast.actor("labour-counsel-2", "labour-north", "legal_counsel"))


def state() -> str:
    return LegalDemand.objects.get().state


def about_a_file() -> str:
    return Case.objects.get(pk=factories.hand_over().case_id).reference


@races.of("demands.record")
def two_demands_at_once_are_two() -> Race:
    return both(
        lambda by: demands.record(asked=asked(), by=by),
        "demand.recorded",
        lambda: LegalDemand.objects.count() == 2,
        by=OFFICERS,
    )


@races.of("demands.advise")
def the_later_advice_stands_whole() -> Race:
    demand_id = recorded()
    return both(
        lambda by: demands.advise(demand_id=demand_id, advice="give", text="x", by=by),
        "demand.advised",
        lambda: state() == states.ADVISED,
        by=COUNSELS,
    )


@races.of("demands.decide")
def a_demand_is_decided_once() -> Race:
    demand_id = advised()
    seen = LegalDemand.objects.get().revision
    return once(
        lambda by: demands.decide(demand_id=demand_id, parts=(), text="x", seen=seen, by=by),
        "demand.decided",
        lambda: state() == states.DECIDED,
        by=OFFICERS,
    )


@races.of("demands.give")
def an_answer_is_given_once() -> Race:
    demand_id = decided()
    return once(
        lambda by: demands.give(demand_id=demand_id, form="refusal_sent", given_on=TODAY, text="x", by=by),
        "demand.given",
        lambda: state() == states.ANSWERED,
        by=OFFICERS,
    )


@races.of("demands.drop")
def a_demand_is_dropped_once() -> Race:
    demand_id = recorded()
    return once(
        lambda by: demands.drop(demand_id=demand_id, by=by),
        "demand.dropped",
        lambda: state() == states.DROPPED,
        by=OFFICERS,
    )


@races.of("demands.tell")
def the_person_is_told_once() -> Race:
    demand_id = recorded(file=about_a_file())
    return once(
        lambda by: demands.tell(demand_id=demand_id, on=TODAY, by=by),
        "demand.person_told",
        lambda: LegalDemand.objects.get().notice == states.TOLD,
        by=OFFICERS,
    )


@races.of("demands.put_off")
def putting_off_twice_is_no_harm() -> Race:
    demand_id = recorded(file=about_a_file())
    until = TODAY + timedelta(days=20)
    return both(
        lambda by: demands.put_off(demand_id=demand_id, reason="order_forbids", until=until, by=by),
        "demand.notice_put_off",
        lambda: LegalDemand.objects.get().notice_again_on == until,
        by=OFFICERS,
    )


@races.of("demands.nobody_to_tell")
def there_is_nobody_to_tell_once() -> Race:
    demand_id = recorded()
    return once(
        lambda by: demands.nobody_to_tell(demand_id=demand_id, reason="no_file", by=by),
        "demand.nobody_to_tell",
        lambda: LegalDemand.objects.get().notice == states.NOBODY,
        by=OFFICERS,
    )


@races.of("demands.close")
def a_demand_is_closed_once() -> Race:
    demand_id = answered()
    demands.nobody_to_tell(demand_id=demand_id, reason="no_file", by=OFFICER)
    return once(
        lambda by: demands.close(demand_id=demand_id, by=by),
        "demand.closed",
        lambda: state() == states.CLOSED,
        by=OFFICERS,
    )


@races.of("drills.record")
def a_day_has_one_rehearsal() -> Race:
    return once(
        lambda by: drills.record(held_on=TODAY, minutes=40, steps=["called"], by=by),
        "seizure_drill.recorded",
        lambda: SeizureDrill.objects.count() == 1,
        by=OFFICERS,
    )
