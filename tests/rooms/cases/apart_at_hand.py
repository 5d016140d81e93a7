"""A file with notes kept apart: what several tests need of it."""

from datetime import timedelta
from uuid import UUID, uuid4

from himaya.cases import access_compartments
from himaya.cases.actions import compartments, notes
from himaya.cases.models import Case, CompartmentNote
from himaya.institutions.models import Account, Desk, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from tests import cast, factories

SAID = "Canary compartment قصر"
# Another desk of the shelter's institution, and two who work there.
ANNEX = cast.Place("annex", "daw", "ngo", ("emergency_shelter",))


def at_the_annex(name: str, *roles: str) -> Actor:
    """Somebody at a sister desk of the shelter, in the store."""
    found = cast.actor(name, "shelter", *roles)
    who = Actor(
        kind="account", account_id=found.account_id, desk_id="annex", institution_id="daw", roles=frozenset(roles)
    )
    if not Desk.objects.filter(pk="annex").exists():
        names = dict.fromkeys(("name_fr", "name_ar", "name_en"), "Annex")
        Desk.objects.create(
            id="annex", institution_id="daw", kind="ngo", services=["emergency_shelter"], hours="24/7", **names
        )
    Account.objects.create(id=who.account_id, username=name)
    Membership.objects.create(account_id=who.account_id, desk_id="annex", roles=sorted(roles), valid_from=clock.today())
    return who


def referred() -> Case:
    """A file of the labour inspectorate, with a referral that stands at the shelter."""
    return Case.objects.get(pk=factories.hand_over().case_id)


def of_the_shelter() -> Case:
    """A file that the shelter itself holds."""
    wish = factories.wish(service="legal_aid", to_desk_id="lawyers", data_classes=("first_name", "needs"))
    return Case.objects.get(pk=factories.hand_over(by=cast.SHELTER, wishes=[wish]).case_id)


def begun(case: Case, kind: str = "ngo_notes", by: Actor = cast.SHELTER) -> UUID:
    return compartments.begin(case_id=case.pk, kind=kind, by=by)


def written(
    compartment_id: UUID, text: str = SAID, by: Actor = cast.SHELTER, corrects: int | None = None
) -> CompartmentNote:
    return notes.add(compartment_id=compartment_id, text=text, corrects=corrects, instance_id=uuid4(), by=by)


def let_in(compartment_id: UUID, whom: Actor, by: Actor = cast.SHELTER, days: int = 3) -> UUID:
    assert whom.account_id is not None
    return compartments.let_in(
        compartment_id=compartment_id,
        account_id=whom.account_id,
        until=clock.today() + timedelta(days=days),
        reason="joint_work",
        by=by,
    )


def read(actor: Actor, compartment_id: UUID) -> list[str] | None:
    """The words of the notes for this actor; None when there is nothing for them."""
    try:
        with access_compartments.open_notes(actor, compartment_id, purpose="give_service") as words:
            return sorted(words.values())
    except NotFound:
        return None
