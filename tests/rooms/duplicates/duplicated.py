"""An institution with doubles: people kept twice, their files, a search that two people wanted and a worker did."""

from threading import Event
from uuid import UUID

from himaya.cases.models import Case
from himaya.duplicates.actions import searches
from himaya.duplicates.models import Pair
from himaya.kernel.actor import Actor
from himaya.ops import duplicates_worker
from tests import cast, factories
from tests.cast import proven
from tests.rooms.legal.registering import OFFICER

LEAD, BY = cast.LABOUR_LEAD, cast.INSPECTOR
OFFICER_TOO = cast.actor("labour-keeper-2", "labour-south", "data_protection_officer")
LEAD_TOO = cast.actor("labour-lead-2", "labour-north", "desk_lead")


def kept(name: str, *, by: Actor = BY, **changes: str) -> Case:
    """A file of somebody of that name at the desk of `by`."""
    said = {"birth": "", "phone": "", "document": "", **changes}
    identity = factories.identity(full_name=name, **said)
    return Case.objects.get(pk=factories.hand_over(identity=identity, by=by).case_id)


def twice() -> tuple[Case, Case]:
    """One person in two files of the north desk, spelt in two scripts, beside somebody else."""
    one = kept("Hanane Bouzerda", birth="03/05/1998", document="AB123456")
    other = kept("حنان بوزردة", birth="1998", document="ab 123456")
    kept("Mamadou Sowane", birth="1980")
    return one, other


def agreed(*, by: Actor = LEAD, officer: Actor = OFFICER) -> UUID:
    """A search that two people wanted."""
    search_id = searches.ask(by=by)
    searches.agree(search_id=search_id, by=proven(officer))
    return search_id


def searched() -> UUID:
    """A search that was done."""
    search_id = agreed()
    assert duplicates_worker.search_one(Event())
    return search_id


def laid(one: Case, other: Case) -> Pair:
    """A pair of two files as a search lays it, without the search."""
    return all_laid((one, other))[0]


def all_laid(*ends: tuple[Case, Case]) -> list[Pair]:
    """The pairs of one search, in this order."""
    search_id = agreed()
    claimed = searches.begin(by=duplicates_worker.SYSTEM)
    assert claimed is not None
    both = [sorted((one.person_id, other.person_id), key=lambda pk: pk.hex) for one, other in ends]
    likely = tuple(searches.Likely(first, second, 0.9) for first, second in both)
    found = searches.Found(people=2, pairs=len(both), expected=0.9, low=0.0, high=1.0, likely=likely)
    assert searches.finish(claimed=claimed, found=found, by=duplicates_worker.SYSTEM)
    return [Pair.objects.get(search_id=search_id, one_id=first, other_id=second) for first, second in both]
