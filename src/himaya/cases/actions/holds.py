"""The verbs of a legal hold: placed at once by whoever gets the order, lifted by the data protection officer only."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy_retention as policy
from himaya.cases.journal import Lifted, Placed
from himaya.cases.models import Case, LegalHold
from himaya.cases.words_retention import HOLD_GROUNDS, LIFT_REASONS
from himaya.kernel import clock, wall
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.persons.models import Person


def place(*, case_id: UUID, ground: str, until: date | None, by: Actor) -> UUID:
    """Stop every erasure of the person behind a file, by hand and by the clock; returns the hold's id."""
    policy.check_hold(by)
    if ground not in HOLD_GROUNDS:
        raise NotValid(_("Say on what the hold rests."), code="hold_ground")
    if until is None or until <= clock.today():
        raise NotValid(_("Name the day on which somebody looks at the hold again; it lies ahead."), code="hold_until")
    with unit(by=by) as u:
        case = _lock(by, case_id)
        if _standing(case).exists():
            raise NotNow(_("A legal hold stands on this file already. Nothing was changed."), code="held_already")
        row = LegalHold.objects.create(
            person_id=case.person_id,
            institution_id=case.institution_id,
            ground=ground,
            until=until,
            set_on=clock.today(),
            set_by=policy.account_of(by),
        )
        u.log("hold.placed", object_type="case", object_id=case.pk, code=ground, subjects=[case.person_id])
    return row.pk


def lift(*, case_id: UUID, reason: str, by: Actor) -> None:
    """Lift the hold, for a reason of the list. Erasing is possible again."""
    policy.check_lift(by)
    if reason not in LIFT_REASONS:
        raise NotValid(_("Say why the hold is lifted."), code="lift_reason")
    with unit(by=by) as u:
        case = _lock(by, case_id)
        row = _standing(case).select_for_update().first()
        if row is None:
            raise NotNow(_("No legal hold stands on this file any more. Nothing was changed."), code="not_held")
        row.lifted_on, row.lifted_by, row.lift_reason = clock.today(), policy.account_of(by), reason
        row.save(update_fields=["lifted_on", "lifted_by", "lift_reason"])
        u.log("hold.lifted", object_type="case", object_id=case.pk, code=reason, subjects=[case.person_id])


def put_back(*, placed: Placed, by: Actor = SYSTEM) -> bool:
    """Put back a hold that was placed after the backup which is restored; False when nothing is to be done."""
    with unit(by=by) as u:
        person = Person.objects.select_for_update(of=("self",)).filter(pk=placed.person).first()
        there = LegalHold.objects.filter(Q(pk=placed.hold) | Q(person_id=placed.person, lifted_on__isnull=True))
        if person is None or there.exists():
            return False
        LegalHold.objects.create(
            pk=placed.hold,
            person=person,
            institution_id=person.institution_id,
            ground=placed.ground,
            until=placed.until,
            set_on=placed.on,
            set_by=placed.account,
        )
        u.log("hold.put_back", object_type="hold", object_id=placed.hold, code=placed.ground, subjects=[placed.person])
    return True


def lift_anew(*, lifted: Lifted, by: Actor = SYSTEM) -> bool:
    """Lift a hold that was lifted after the backup which is restored; False when nothing is to be done."""
    with unit(by=by) as u:
        row = LegalHold.objects.select_for_update().filter(pk=lifted.hold, lifted_on__isnull=True).first()
        if row is None:
            return False
        row.lifted_on, row.lifted_by, row.lift_reason = lifted.on, lifted.account, lifted.reason
        row.save(update_fields=["lifted_on", "lifted_by", "lift_reason"])
        u.log("hold.lifted_anew", object_type="hold", object_id=row.pk, code=lifted.reason, subjects=[row.person_id])
    return True


def _lock(by: Actor, case_id: UUID) -> Case:
    """The file, and with it every file of the person, in the order in which an erasure holds them."""
    person = list(Case.objects.filter(policy.known_cases(by), pk=case_id).values_list("person_id", flat=True))
    with wall.beyond(wall.EVERYTHING):
        held = {one.pk: one for one in Case.objects.select_for_update().filter(person_id__in=person).order_by("pk")}
        # The person last: a correction at this moment comes before the hold, or hears of it.
        list(Person.objects.select_for_update(of=("self",)).filter(pk__in=person).values_list("pk"))
    if case_id not in held:
        raise NotFound
    return held[case_id]


def _standing(case: Case) -> "QuerySet[LegalHold]":
    return LegalHold.objects.filter(person_id=case.person_id, lifted_on__isnull=True)
