"""The races of links, carers and suspects: two link or take out the same at once, two leads switch one register."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.relations.actions import carers, registers, suspects, ties
from himaya.relations.models import Carer, EventFile, Suspect, SuspectAccess, SuspectRegister
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.relations import related
from tests.rooms.relations.related import BY, DETECTIVE, POLICE_LEAD, SECOND_LEAD, THIRD_LEAD

races = Table()
MEMBERS = (BY, cast.INSPECTOR_COLLEAGUE)
FOURTH_LEAD = cast.actor("officer-4", "police-north", "desk_lead")
LEADS, THIRD_HANDS = (SECOND_LEAD, THIRD_LEAD), (THIRD_LEAD, FOURTH_LEAD)
SECOND_DETECTIVE = cast.actor("detective-2", "police-north", "front_line")
DETECTIVES = (DETECTIVE, SECOND_DETECTIVE)
LINE: dict[str, Any] = {"who": "boss", "role": "unknown", "event": "", "words": ""}


def police() -> None:
    related.seat_police()
    for name, actor in {"officer-4": FOURTH_LEAD, "detective-2": SECOND_DETECTIVE}.items():
        Account.objects.create(id=actor.account_id, username=name)
        Membership.objects.create(
            account_id=actor.account_id, desk_id=actor.desk_id, roles=sorted(actor.roles), valid_from=clock.today()
        )


def opened() -> UUID:
    police()
    pk = related.switched_on()
    for one in DETECTIVES:
        related.opened_to(one)
    return pk


@races.of("ties.link")
def two_files_are_linked_once() -> Race:
    one, other = related.case(), related.case()
    return once(
        lambda by: related.linked(one, other, by=by),
        "event.linked",
        lambda: EventFile.objects.count() == 2,
        by=MEMBERS,
    )


@races.of("ties.link")
def each_linked_from_its_own_side_is_one_event() -> Race:
    one, other = related.case(), related.case()
    deeds = (partial(related.linked, one, other), partial(related.linked, other, one, by=MEMBERS[1]))
    return Race(deeds, 1, "event.linked", 1, lambda: EventFile.objects.count() == 2)


@races.of("ties.unlink")
def a_file_is_taken_out_once() -> Race:
    one, other = related.case(), related.case()
    event = related.linked(one, other)
    return once(
        lambda by: ties.unlink(case_id=one.pk, event_id=event, reason="mistake", by=by),
        "event.unlinked",
        lambda: EventFile.objects.filter(ended_on__isnull=False).count() == 1,
        by=MEMBERS,
    )


@races.of("ties.leave")
def a_file_leaves_every_event_whoever_says_so_first() -> Race:
    one, other = related.case(), related.case()
    related.linked(one, other)
    return both(
        lambda by: ties.leave(case_id=one.pk, reason="safety", by=by),
        "event.left",
        lambda: EventFile.objects.filter(ended_on__isnull=False).count() == 1,
        by=MEMBERS,
    )


@races.of("carers.note")
def two_lines_on_carers_each_have_a_number() -> Race:
    child = related.child()
    return both(
        lambda by: carers.note(case_id=child.pk, kind="parent", implicated="unknown", words="", by=by),
        "carer.noted",
        lambda: sorted(Carer.objects.values_list("number", flat=True)) == [1, 2],
        by=MEMBERS,
    )


@races.of("carers.end")
def a_line_on_a_carer_ends_once() -> Race:
    child = related.child()
    number = carers.note(case_id=child.pk, kind="parent", implicated="unknown", words="", by=BY)
    return once(
        lambda by: carers.end(case_id=child.pk, number=number, reason="changed", by=by),
        "carer.ended",
        lambda: Carer.objects.get().reason == "changed",
        by=MEMBERS,
    )


@races.of("registers.ask")
def a_register_is_asked_for_once() -> Race:
    police()
    law = related.law()
    return once(
        lambda by: registers.ask(law=law, by=by),
        "suspect_register.asked",
        lambda: SuspectRegister.objects.count() == 1,
        by=LEADS,
    )


@races.of("registers.confirm")
def a_register_is_switched_on_once() -> Race:
    police()
    registers.ask(law=related.law(), by=POLICE_LEAD)
    return once(
        lambda by: registers.confirm(by=by),
        "suspect_register.confirmed",
        lambda: SuspectRegister.objects.get().subject_id is not None,
        by=LEADS,
    )


@races.of("registers.end")
def a_register_is_switched_off_once() -> Race:
    police()
    related.switched_on()
    return once(
        lambda by: registers.end(kept_until=None, by=by),
        "suspect_register.ended",
        lambda: SuspectRegister.objects.get().ended_on is not None,
        by=LEADS,
    )


@races.of("registers.let_in")
def a_colleague_is_let_in_once() -> Race:
    police()
    related.switched_on()
    return once(
        lambda by: related.opened_to(DETECTIVE, by=by),
        "suspect_register.let_in",
        lambda: SuspectAccess.objects.count() == 1,
        by=THIRD_HANDS,
    )


@races.of("registers.end_access")
def an_access_ends_once() -> Race:
    police()
    related.switched_on()
    given = related.opened_to(DETECTIVE)
    return once(
        lambda by: registers.end_access(access_id=given, by=by),
        "suspect_register.access_ended",
        lambda: SuspectAccess.objects.get().revoked_at is not None,
        by=LEADS,
    )


@races.of("registers.sweep", at=factories.TUESDAY + timedelta(days=2))
def a_register_is_destroyed_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        opened()
        suspects.write(by=DETECTIVE, **LINE)
        registers.end(kept_until=clock.today(), by=POLICE_LEAD)
    return both(
        lambda by: registers.sweep(by=by),
        "suspect_register.destroyed",
        lambda: Suspect.objects.count() == 0,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("suspects.write")
def two_lines_each_have_a_number() -> Race:
    opened()
    return both(
        lambda by: suspects.write(by=by, **LINE),
        "suspect.written",
        lambda: sorted(Suspect.objects.values_list("number", flat=True)) == [1, 2],
        by=DETECTIVES,
    )


@races.of("suspects.strike")
def a_line_is_struck_out_once() -> Race:
    opened()
    pk = suspects.write(by=DETECTIVE, **LINE)
    return once(
        lambda by: suspects.strike(line_id=pk, by=by),
        "suspect.struck",
        lambda: Suspect.objects.defer("content").get().struck_on is not None,
        by=DETECTIVES,
    )
