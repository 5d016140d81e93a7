"""The races of enquiries: asked, taken back, compared and decided once; a party entered and left once.

And those of two who do different things: one closes what a colleague answers; an institution leaves while the worker
compares. A desk that decides while it is taken back: `test_enquiries_race.py`.
"""

from functools import partial

from himaya.enquiries import queries, rules, states
from himaya.enquiries.actions import enquiries, protocol
from himaya.enquiries.actions import told as decided
from himaya.enquiries.models import Answer, Enquiry, Party, Told
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from tests import factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.enquiries import asked
from tests.rooms.enquiries.asked import (
    BY,
    HOLDER,
    HOLDER_COLLEAGUE,
    HOLDER_OFFICER,
    LEAD,
    OFFICER,
    YES,
    ask,
    joined,
    kept,
    proven,
    signed,
)

races = Table()
WORKERS, ASKERS, HOLDERS = (SYSTEM, SYSTEM), (BY, LEAD), (HOLDER, HOLDER_COLLEAGUE)


def told() -> Told:
    """What waits at the holding desk, laid there without draining the outbox."""
    signed()
    kept(by=HOLDER)
    row = ask(kept())
    (one,) = enquiries.compare(enquiry_id=row.pk, by=SYSTEM)
    return one


@races.of("enquiries.ask")
def a_person_is_asked_about_once() -> Race:
    signed()
    case = kept()
    return once(
        lambda by: enquiries.ask(case_id=case.pk, said=YES, by=by),
        "enquiry.asked",
        lambda: Enquiry.objects.filter(state=states.OPEN).count() == 1,
        by=ASKERS,
    )


@races.of("enquiries.withdraw")
def an_enquiry_is_taken_back_once() -> Race:
    signed()
    row = ask(kept())
    return once(
        lambda by: enquiries.withdraw(case_id=row.case_id, enquiry_id=row.pk, by=by),
        "enquiry.withdrawn",
        lambda: Enquiry.objects.get().state == states.WITHDRAWN,
        by=ASKERS,
    )


@races.of("enquiries.compare")
def two_workers_tell_a_desk_once() -> Race:
    signed()
    kept(by=HOLDER)
    row = ask(kept())
    return both(
        lambda by: enquiries.compare(enquiry_id=row.pk, by=by),
        "enquiry.told",
        lambda: Told.objects.count() == 1,
        by=WORKERS,
        rows=1,
    )


@races.of("enquiries.compare")
def two_files_of_one_institution_tell_a_desk_once() -> Race:
    """Found by two identities of one human, so that no file is common to both but by way of that."""
    signed()
    joined(kept(by=HOLDER), kept("Fatou Keitani", by=HOLDER))
    rows = [ask(kept()), ask(kept("Fatou Keitani"))]
    one, other = (partial(enquiries.compare, enquiry_id=row.pk, by=SYSTEM) for row in rows)
    return Race((one, other), 2, "enquiry.told", 1, lambda: Told.objects.count() == 1)


@races.of("enquiries.forget")
def what_was_taken_back_is_deleted_once() -> Race:
    one = told()
    row = Enquiry.objects.get()
    enquiries.withdraw(case_id=row.case_id, enquiry_id=row.pk, by=BY)
    return both(
        lambda by: enquiries.forget(enquiry_id=one.enquiry_id, by=by),
        "enquiry.withdrawn",
        lambda: not Told.objects.exists(),
        by=WORKERS,
        rows=0,
    )


@races.of("enquiries.lapse", at=factories.TUESDAY + rules.OPEN_FOR)
def what_is_over_is_deleted_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        told()
    return both(
        lambda by: enquiries.lapse(by=by),
        "enquiry.asked",
        lambda: not Enquiry.objects.exists() and not Told.objects.exists(),
        by=WORKERS,
        rows=0,
    )


@races.of("told.get_in_touch")
def two_of_a_desk_get_in_touch_once() -> Race:
    one = told()
    return once(
        lambda by: decided.get_in_touch(told_id=one.pk, agrees=True, by=by),
        "enquiry.in_touch",
        lambda: Answer.objects.count() == 1,
        by=HOLDERS,
    )


@races.of("told.close")
def two_of_a_desk_close_it_once() -> Race:
    one = told()
    return once(
        lambda by: decided.close(told_id=one.pk, by=by),
        "enquiry.closed",
        lambda: not Told.objects.exists(),
        by=HOLDERS,
    )


@races.of("told.close")
def one_gets_in_touch_while_a_colleague_closes_it() -> Race:
    one = told()
    return Race(
        (
            partial(decided.close, told_id=one.pk, by=HOLDER),
            partial(decided.get_in_touch, told_id=one.pk, agrees=True, by=HOLDER_COLLEAGUE),
        ),
        1,
        "enquiry.told",
        0,
        lambda: Told.objects.count() == Answer.objects.count(),
    )


@races.of("protocol.join")
def an_institution_is_entered_once() -> Race:
    return once(
        lambda by: protocol.join(reference="P", signed_on=clock.today(), by=proven(by)),
        "protocol.joined",
        lambda: Party.objects.filter(left_at__isnull=True).count() == 1,
        by=(OFFICER, asked.OFFICER_TOO),
    )


@races.of("protocol.leave")
def an_institution_leaves_once() -> Race:
    signed()
    return once(
        lambda by: protocol.leave(by=by),
        "protocol.left",
        lambda: Party.objects.filter(left_at__isnull=True).count() == 1,
        by=(OFFICER, LEAD),
    )


@races.of("protocol.leave")
def whoever_left_has_nothing_to_decide_whichever_came_first() -> Race:
    """Told before it left, the desk sees nothing of it any more; told after, it is not told."""
    signed()
    kept(by=HOLDER)
    row = ask(kept())
    return Race(
        (
            partial(enquiries.compare, enquiry_id=row.pk, by=SYSTEM),
            partial(protocol.leave, by=HOLDER_OFFICER),
        ),
        2,
        "protocol.left",
        1,
        lambda: queries.heard(HOLDER) == [],
    )
