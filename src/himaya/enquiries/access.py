"""The only ways to hold an enquiry, or what a desk was told of one. Nothing sealed is opened in this room.

Whoever changes something holds the files first, all of them and in one order, as an erasure does: the one of the
asker and the one of whoever was told of it come before any row of this room.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases.access_people import hold_all_of
from himaya.cases.models import Case
from himaya.enquiries import policy, queries
from himaya.enquiries.models import Enquiry, Party, Told
from himaya.kernel import wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import unit

GONE = _("This was closed, taken back or has ended meanwhile. Do not get in touch; nobody is told anything.")


def listed(actor: Actor, case_id: UUID) -> tuple[Case, list[queries.Asked], list[queries.Heard]]:
    """What a file asked and what was told on it; that it was looked at is written down. Raises NotFound."""
    case = held(actor, case_id)
    with unit(by=actor) as u:
        u.log("enquiry.listed", object_type="case", object_id=case.pk, subjects=[case.person_id])
    return case, queries.of_case(case), queries.heard(actor, case_id=case.pk)


def held(actor: Actor, case_id: UUID) -> Case:
    """The case, closed, for a desk that holds it and helps. Raises NotFound."""
    if not policy.exists_for(actor):
        raise NotFound
    return cases.held_case(actor, case_id)


def lock_to_ask(actor: Actor, case_id: UUID) -> tuple[Case, frozenset[UUID]]:
    """Hold a case of the actor's desk with everybody who is one with its person, inside a unit.

    Raises NotPermitted, NotFound, NotNow (joined to somebody at this moment).
    """
    policy.check_works(actor)
    people = hold_all_of([cases.held_case(actor, case_id).person_id])
    return cases.lock_case(actor, case_id), people


def lock_enquiry(actor: Actor, case_id: UUID, enquiry_id: UUID) -> Enquiry:
    """Hold an enquiry of a case of the actor's desk, the case first, inside a unit. Raises NotPermitted, NotFound."""
    policy.check_works(actor)
    case = cases.lock_case(actor, case_id)
    found = Enquiry.objects.select_for_update(of=("self",)).filter(case=case, pk=enquiry_id).first()
    if found is None:
        raise NotFound
    return found


def lock_told(actor: Actor, told_id: UUID) -> tuple[Told, Enquiry | None]:
    """Hold what was told to the actor's desk, and the enquiry behind it, both files first, inside a unit.

    The enquiry is given to the verb alone, whose actor does not see it. Raises NotPermitted, NotFound.
    """
    policy.check_works(actor)
    # Judged first too: what is absent and what is another's must cost the same number of looks.
    first = queries.told_to(actor).filter(pk=told_id).first()
    if first is None:
        raise NotFound
    with wall.beyond(wall.EVERYTHING):
        enquiry = Enquiry.objects.filter(pk=first.enquiry_id)
        list(
            Case.objects.select_for_update()
            .filter(Q(pk=first.case_id) | Q(pk__in=enquiry.values("case_id")))
            .order_by("pk")
            .values_list("pk")
        )
        row = enquiry.select_for_update(of=("self",)).first()
    # And after the waiting: a colleague may have closed it, or the file is another desk's by now.
    found = queries.told_to(actor).filter(pk=told_id).first()
    if found is None:
        raise NotNow(GONE, code="over")
    return found, row


def parties_held() -> frozenset[str]:
    """The institutions that are parties, held until the unit ends: one that leaves comes before or after."""
    with wall.beyond(wall.EVERYTHING):
        rows = Party.objects.select_for_update(of=("self",)).filter(left_at__isnull=True).order_by("pk")
        held = frozenset(rows.values_list("institution_id", flat=True))
    return held.intersection(queries.parties().values_list("institution_id", flat=True))


def hold_files(files: Iterable[UUID]) -> None:
    """For the worker: hold these files in the order of an erasure, inside a unit."""
    wanted = sorted(set(files))
    list(Case.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
