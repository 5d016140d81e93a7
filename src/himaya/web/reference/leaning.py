"""Which professions' reporting positions lean on a row of law, from content/reporting_positions.yaml."""

from functools import lru_cache

from himaya.institutions.content import LocalText, content_root
from himaya.institutions.content_reader import read_file


def professions(row: str) -> list[LocalText]:
    """The names of the professions whose position names this row."""
    return [names for names, rows in _positions() if row in rows]


# The content does not change under a running process.
@lru_cache(maxsize=1)
def _positions() -> tuple[tuple[LocalText, tuple[str, ...]], ...]:
    rows = read_file(content_root() / "reporting_positions.yaml").rows("professions")
    return tuple((row.local("names"), row.words("texts")) for row in rows)
