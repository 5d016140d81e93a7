"""The races of people found abroad: one sheet, two workers at either end, and a person who changes their mind."""

from dataclasses import replace
from functools import partial

from himaya.cases.actions import inbound
from himaya.cases.models import Arrival, Case, InboundSheet, InboundWords
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.ids import new_id
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, CONSUL_COLLEAGUE, RECEIVERS

races = Table()
CONSULS = (CONSUL, CONSUL_COLLEAGUE)


def ended(sheet: object, *states: str) -> bool:
    """One word stands, and nothing of what was sent ahead is left."""
    row = InboundSheet.objects.get(pk=sheet)
    return row.state in states and not InboundWords.objects.filter(sheet=row).exists()


@races.of("inbound.send")
def a_form_sent_twice_at_once_is_one_sheet() -> Race:
    found_abroad.set_up()
    form, day = new_id(), clock.today()
    deed = partial(
        inbound.send,
        to_desk_id="hostel",
        heard=found_abroad.HEARD,
        told=True,
        agreed=True,
        said=found_abroad.SAID,
        arrives_on=day,
        instance_id=form,
    )
    return both(
        lambda by: deed(by=by),
        "inbound.sent",
        lambda: (InboundSheet.objects.count(), InboundWords.objects.count()) == (1, 1),
        by=CONSULS,
        rows=1,
    )


@races.of("inbound.accept")
def one_sheet_opens_one_case() -> Race:
    found_abroad.set_up()
    sheet, before = found_abroad.sent(), Case.objects.count()
    return once(
        lambda by: inbound.accept(sheet_id=sheet, by=by),
        "inbound.accepted",
        lambda: (Case.objects.count(), Arrival.objects.count()) == (before + 1, 1) and ended(sheet, "expected"),
        by=RECEIVERS,
    )


@races.of("inbound.take_back")
def a_sheet_is_taken_back_once() -> Race:
    found_abroad.set_up()
    sheet = found_abroad.sent()
    return once(
        lambda by: inbound.take_back(sheet_id=sheet, by=by),
        "inbound.taken_back",
        lambda: ended(sheet, "taken_back"),
        by=CONSULS,
    )


@races.of("inbound.decline")
def two_who_decline_decline_once() -> Race:
    found_abroad.set_up()
    sheet = found_abroad.sent()
    return once(
        lambda by: inbound.decline(sheet_id=sheet, reason="no_place", by=by),
        "inbound.declined",
        lambda: ended(sheet, "declined"),
        by=RECEIVERS,
    )


@races.of("inbound.meet")
def somebody_is_met_once() -> Race:
    found_abroad.set_up()
    sheet = found_abroad.expected()
    return once(
        lambda by: inbound.meet(sheet_id=sheet, by=by), "inbound.met", lambda: ended(sheet, "met"), by=RECEIVERS
    )


@races.of("inbound.hear")
def somebody_says_once_that_they_do_not_come() -> Race:
    found_abroad.set_up()
    sheet = found_abroad.expected()
    return once(
        lambda by: inbound.hear(sheet_id=sheet, by=by), "inbound.heard", lambda: ended(sheet, "elsewhere"), by=RECEIVERS
    )


@races.of("inbound.set_day")
def the_day_of_a_child_is_written_down_once() -> Race:
    found_abroad.set_up()
    heard = replace(found_abroad.HEARD, age="child")
    sheet = found_abroad.sent(heard=heard, agreed=False, to_desk_id="children", in_days=None)
    inbound.accept(sheet_id=sheet, by=cast.CHILDREN)
    day = clock.today()
    return once(
        lambda by: inbound.set_day(sheet_id=sheet, arrives_on=day, decided=True, by=by),
        "inbound.day_set",
        lambda: InboundSheet.objects.get(pk=sheet).arrives_on == day,
        by=(cast.CHILDREN, found_abroad.CHILDREN_COLLEAGUE),
    )


@races.of("inbound.lapse")
def what_nobody_answered_goes_once() -> Race:
    found_abroad.set_up()
    sheet = found_abroad.sent()
    InboundSheet.objects.filter(pk=sheet).update(sent_at=clock.now() - found_abroad.LONG_AGO)
    return both(
        lambda by: inbound.lapse(by=by),
        "inbound.lapsed",
        lambda: ended(sheet, "lapsed"),
        by=(SYSTEM, SYSTEM),
        rows=1,
    )
