"""Of duplicates in the matrix: two files of the own desk laid side by side, and a search of the foreign institution."""

from himaya.duplicates.actions import searches
from himaya.duplicates.models import Search
from tests import cast, factories
from tests.rooms.duplicates import duplicated
from tests.security.matrix.rows import DUPLICATE_FILE, DUPLICATE_PAIR, FOREIGN_SEARCH


def set_up() -> dict[str, str]:
    """The search of the own institution was done long ago, so that another may be asked for."""
    file = duplicated.kept("Canary Double")
    pair = duplicated.laid(file, duplicated.kept("Canari Doubel"))
    Search.objects.filter(pk=pair.search_id).update(opened_at=factories.TUESDAY.replace(year=2025))
    search_id = searches.ask(by=cast.OFFICER)
    return {DUPLICATE_PAIR: str(pair.pk), DUPLICATE_FILE: str(file.pk), FOREIGN_SEARCH: str(search_id)}
