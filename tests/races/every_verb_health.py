"""The races of a clinician's room: two offer, answer, keep, load, confirm or withdraw at once."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from himaya.cases.models import Case
from himaya.health.actions import administrations, observations, offers, scales
from himaya.health.models import Entry, ScaleLoad
from himaya.kernel.actor import Actor
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.health import cared
from tests.rooms.health.cared import BY, DOCTOR

races = Table()
BOTH = (BY, DOCTOR)
# Not among those who confirm: of two who do, neither loaded it.
LOADER = cast.actor("pharmacist", "ward", "health_professional")
ADDED = "health_entry.added"


def _begun() -> Case:
    cared.seat_doctor()
    return cared.begun()


def _kept(count: int) -> bool:
    """So many, each with its own number."""
    return sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, count + 1))


@races.of("offers.make")
def of_two_clinicians_who_offer_one_does() -> Race:
    case = _begun()

    def make(by: Actor) -> None:
        how: dict[str, Any] = {"needs_seen_to": True, "way": "in_person", "interpreter": "none"}
        offers.make(case_id=case.pk, instance_id=uuid4(), by=by, **how)

    return once(make, ADDED, lambda: _kept(1), by=BOTH)


@races.of("offers.accept")
def a_yes_is_kept_once() -> Race:
    case = _begun()
    cared.offer(case)
    return once(lambda by: offers.accept(case_id=case.pk, instance_id=uuid4(), by=by), ADDED, lambda: _kept(2), by=BOTH)


@races.of("offers.decline")
def a_no_is_kept_once() -> Race:
    case = _begun()
    cared.offer(case)
    return once(
        lambda by: offers.decline(case_id=case.pk, instance_id=uuid4(), by=by), ADDED, lambda: _kept(2), by=BOTH
    )


@races.of("observations.note")
def two_observations_at_once_both_stand_each_with_its_number() -> Race:
    cared.seat_doctor()
    case = cared.accepted()
    how: dict[str, Any] = {"case_id": case.pk, "way": "in_person", "interpreter": "none", "answers": {"sleep": "well"}}
    return both(lambda by: observations.note(**how, instance_id=uuid4(), by=by), ADDED, lambda: _kept(4), by=BOTH)


@races.of("administrations.record")
def the_same_answers_sent_twice_are_kept_once() -> Race:
    case, load_id, form = cared.accepted(), cared.confirmed(), uuid4()

    def record(by: Actor) -> UUID:
        return administrations.record(
            case_id=case.pk, load_id=load_id, language="العربية (ar)", way="in_person", interpreter="none",
            answers={"n01": "2"}, instance_id=form, by=by,
        )  # fmt: skip

    return both(record, ADDED, lambda: _kept(3), by=BOTH, rows=1)


@races.of("scales.load")
def of_two_who_load_one_file_one_does() -> Race:
    cared.seat_doctor()
    return once(
        partial(_load, content=cared.nonsense.workbook()),
        "scale.loaded",
        lambda: ScaleLoad.objects.count() == 1,
        by=BOTH,
    )


def _load(by: Actor, content: bytes) -> UUID:
    today = cared.clock.today()
    return scales.load(content=content, allowed_by="Invented", reference="N-1", allowed_on=today, by=by)


@races.of("scales.confirm")
def a_scale_is_confirmed_once() -> Race:
    cared.seat_doctor()
    made = cared.load(by=LOADER)
    return once(
        lambda by: scales.confirm(load_id=made, by=by),
        "scale.confirmed",
        lambda: ScaleLoad.objects.filter(confirmed_on__isnull=False).count() == 1,
        by=BOTH,
    )


@races.of("scales.withdraw")
def a_scale_is_withdrawn_once() -> Race:
    made = cared.confirmed()
    return once(
        lambda by: scales.withdraw(load_id=made, by=by),
        "scale.withdrawn",
        lambda: ScaleLoad.objects.filter(withdrawn_on__isnull=False).count() == 1,
        by=BOTH,
    )
