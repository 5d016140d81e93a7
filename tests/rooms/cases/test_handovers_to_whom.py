"""To whom a case is never handed: no consulate, and no police or court unless one of them holds it."""

from uuid import UUID

import pytest

from himaya.cases import policy_compartments, queries_handovers
from himaya.cases.actions import handovers
from himaya.cases.models import Case, HandOver
from himaya.institutions.models import Desk, Institution
from himaya.kernel.errors import NotNow
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_handovers import agree, offered

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E5")]


def agreed_with(desk: str) -> Case:
    """A case whose person agrees to all that would go along to this desk."""
    case = Case.objects.get(pk=factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id)
    agree(case.pk, desk)
    return case


def becomes(kind: str, *, institution: bool = True) -> None:
    """What the shelter is turns out to be something else."""
    if institution:
        Institution.objects.filter(pk="daw").update(kind=kind)
    else:
        Desk.objects.filter(pk="shelter").update(kind=kind)


def choices(case: Case) -> set[str]:
    return set(queries_handovers.desks_to_offer(case).values_list("pk", flat=True))


KINDS = [
    ("consulate", True, "consulate"),
    *((kind, True, "police") for kind in ("police", "border", "gendarmerie", "prosecution", "judiciary")),
    # A desk of police in an institution that is none.
    ("police", False, "police"),
]


@pytest.mark.parametrize(("kind", "institution", "code"), KINDS)
def test_no_case_is_offered_to_it_or_taken_over_by_it_whatever_the_person_agreed(
    kind: str, institution: bool, code: str
) -> None:
    """Seen red while neither was asked."""
    case = agreed_with("shelter")
    assert "shelter" in choices(case)
    early = offered(case.pk, "shelter")
    becomes(kind, institution=institution)
    with refused(NotNow, code):
        handovers.accept(handover_id=early, by=cast.SHELTER)
    assert Case.objects.count() == 1
    handovers.take_back(handover_id=early, by=cast.LABOUR_LEAD)
    assert "shelter" not in choices(case)
    with refused(NotNow, code):
        offered(case.pk, "shelter")


def test_a_desk_of_police_in_the_same_institution_gets_it_neither() -> None:
    case_id = factories.hand_over().case_id
    Desk.objects.filter(pk="labour-south").update(kind="police")
    assert "labour-south" not in choices(Case.objects.get(pk=case_id))
    with refused(NotNow, "police"):
        offered(case_id)


def test_a_case_that_police_holds_goes_to_police_and_to_anybody_else() -> None:
    case_id = factories.hand_over(by=cast.OFFICER, wishes=[at_a_partner.at_the_ward()]).case_id
    Desk.objects.create(id="police-south", institution_id="police", kind="police", services=["immediate_safety"])
    assert {"police-south", "shelter"} <= choices(Case.objects.get(pk=case_id))
    offer: UUID = offered(case_id, "police-south", by=cast.OFFICER)
    assert HandOver.objects.get(pk=offer).state == "offered"


def test_what_a_desk_of_police_is_shows_in_its_own_kind_too() -> None:
    assert policy_compartments.kept_by(cast.SHELTER)
    becomes("police", institution=False)
    assert policy_compartments.kept_by(cast.SHELTER) == frozenset()
