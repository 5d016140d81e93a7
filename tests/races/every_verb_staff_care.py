"""The races of care for those who work here: a lead in two windows, somebody in two of their own, two workers."""

from datetime import timedelta

from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.staff_care.actions import caseload_caps, desk_supervisions, own_care
from himaya.staff_care.models import AboveCap, DeskCare, OwnCare
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.staff_care.carried import BY, CAP, LEAD, enough, hard_look, opened

races = Table()
LEADS, MYSELF, WORKERS = (LEAD, LEAD), (BY, BY), (SYSTEM, SYSTEM)


@races.of("caseload_caps.put")
def the_same_cap_set_in_two_windows_is_one() -> Race:
    return both(
        lambda by: caseload_caps.put(cap=CAP, by=by),
        "caseload_cap.put",
        lambda: DeskCare.objects.get().cap == CAP,
        by=LEADS,
        rows=1,
    )


@races.of("caseload_caps.take_off")
def a_cap_is_taken_off_once() -> Race:
    caseload_caps.put(cap=CAP, by=LEAD)
    return once(
        lambda by: caseload_caps.take_off(by=by),
        "caseload_cap.taken_off",
        lambda: DeskCare.objects.get().cap is None,
        by=LEADS,
    )


@races.of("caseload_caps.weigh")
def two_workers_compare_once_a_week() -> Race:
    enough()
    opened(CAP)
    caseload_caps.put(cap=CAP, by=LEAD)
    return both(
        lambda by: caseload_caps.weigh(by=by),
        "caseload_cap.weighed",
        lambda: AboveCap.objects.count() == 1,
        by=WORKERS,
        rows=1,
    )


@races.of("desk_supervisions.set_day")
def a_day_set_in_two_windows_is_one() -> Race:
    day = clock.today() + timedelta(days=7)
    return both(
        lambda by: desk_supervisions.set_day(day=day, by=by),
        "desk_supervision.set",
        lambda: DeskCare.objects.get().next_supervision_on == day,
        by=LEADS,
        rows=1,
    )


@races.of("own_care.answer")
def an_offer_answered_in_two_windows_is_answered_and_each_leaves_the_same_row() -> Race:
    # Two rows: the second found no offer any more, and the audit does not tell an answer with one from one without.
    hard_look()
    return both(
        lambda by: own_care.answer(answer="done", by=by),
        "own_care.kept",
        lambda: OwnCare.objects.get().answered_at == clock.now(),
        by=MYSELF,
        rows=2,
    )


@races.of("own_care.note_supervision")
def days_noted_in_two_windows_are_noted_once() -> Race:
    today = clock.today()
    return both(
        lambda by: own_care.note_supervision(last=today, coming=today + timedelta(days=30), by=by),
        "own_care.kept",
        lambda: OwnCare.objects.get().supervised_on == today,
        by=MYSELF,
        rows=1,
    )
