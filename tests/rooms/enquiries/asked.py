"""Two institutions that signed, a person whom both know, and an enquiry from one file of theirs to the other's desk."""

from uuid import UUID

from himaya.cases.models import Case
from himaya.enquiries.actions import enquiries, protocol
from himaya.enquiries.actions.enquiries import Said
from himaya.enquiries.models import Enquiry, Told
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops import worker
from himaya.persons.models import SamePerson
from tests import cast, factories
from tests.cast import proven

BY, LEAD = cast.INSPECTOR, cast.LABOUR_LEAD
# The desk that knows the person too.
HOLDER = cast.HOSTEL
HOLDER_COLLEAGUE = cast.actor("hostel-worker-2", "hostel", "case_manager", "desk_lead")
OFFICER = cast.actor("labour-keeper", "labour-south", "data_protection_officer")
OFFICER_TOO = cast.actor("labour-keeper-2", "labour-south", "data_protection_officer")
HOLDER_OFFICER = cast.actor("hostel-keeper", "hostel", "data_protection_officer")
POLICE_OFFICER = cast.actor("police-keeper", "police-north", "data_protection_officer")
NAME, BORN, NUMBER = "Hanane Bouzerda", "03/05/1998", "AB123456"
YES = Said(parties=("social",), agrees=True)


def signed() -> None:
    """Labour and the hostel's institution are parties."""
    for officer in (OFFICER, HOLDER_OFFICER):
        protocol.join(reference="P-2026-1", signed_on=clock.today(), by=proven(officer))


def kept(name: str = NAME, *, by: Actor = BY, age: str = "adult", **changes: str) -> Case:
    """An open file of somebody of that name at the desk of `by`."""
    said = {"birth": BORN, "phone": "", "document": "", **changes}
    identity = factories.identity(full_name=name, **said)
    done = factories.hand_over(identity=identity, by=by)
    Case.objects.filter(pk=done.case_id).update(age_group=age)
    return Case.objects.get(pk=done.case_id)


def joined(one: Case, other: Case, *, by: Actor = HOLDER) -> None:
    """A worker said that these two files are of one person."""
    SamePerson.objects.create(
        institution_id=one.institution_id,
        one_id=one.person_id,
        other_id=other.person_id,
        desk_id=one.desk_id,
        joined_by=by.account_id,
        joined_at=clock.now(),
    )


def ask(case: Case, said: Said = YES, *, by: Actor = BY) -> Enquiry:
    """Asked, and not compared yet."""
    return enquiries.ask(case_id=case.pk, said=said, by=by)


def told(row: Enquiry) -> list[Told]:
    """What desks were told of it."""
    return list(Told.objects.filter(enquiry=row).order_by("pk"))


def both() -> tuple[Enquiry, Told]:
    """Two parties, one person known to both by whole name and birth, asked and compared."""
    signed()
    kept(by=HOLDER)
    row = ask(kept())
    worker.drain()
    (one,) = told(row)
    return row, one


def number(case_id: UUID) -> str:
    """The address of a file's enquiries."""
    return f"/enquiries/cases/{case_id}/"
