"""Of duplicates in the matrix: two files of the own desk laid side by side, and a search of the foreign institution."""

from himaya.duplicates.actions import searches
from himaya.duplicates.models import Search
from tests import cast, factories
from tests.rooms.duplicates import duplicated
from tests.security.matrix.rows import DUPLICATE_PAIR, FOREIGN_SEARCH


def set_up() -> dict[str, str]:
    """The search of the own institution was done long ago, so that another may be asked for."""
    pair = duplicated.laid(duplicated.kept("Canary Double"), duplicated.kept("Canari Doubel"))
    Search.objects.filter(pk=pair.search_id).update(opened_at=factories.TUESDAY.replace(year=2025))
    return {DUPLICATE_PAIR: str(pair.pk), FOREIGN_SEARCH: str(searches.ask(by=cast.OFFICER))}
