"""What the desk's own profession is obliged to report, as it is read aloud before the first question."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from himaya.coordination.rules_audience import AUDIENCE_OF, CHILD
from himaya.instruments import catalogue, queries, reporting
from himaya.interviews.models import Interview
from himaya.kernel.errors import NotFound
from himaya.kernel.languages import pick

# A desk for children is one of social work; an association's position is that of whoever no profession is named for.
# A child hears its own sentence.
SOCIAL, OTHERS, TO_A_CHILD = "social", "ngo", "any"


@dataclass(frozen=True, slots=True)
class Position:
    """What is read aloud, with its Darija, and the position itself; while it is to be verified nothing follows."""

    said: str
    darija: dict[str, str]
    sentence: str
    unverified: bool


def position(row: Interview) -> Position:
    """Of the desk that holds the case: the text in force, else the one that is shipped. Raises NotFound for neither."""
    kinds = (row.case.desk.kind, row.case.desk.institution.kind)
    profession = profession_of(kinds)
    subject = "child" if row.child else "adult"
    for document in _documents():
        stands = reporting.position_of(document, profession=profession, subject=subject, certainty="signs")
        said = reporting.said_of(document, TO_A_CHILD if row.child else profession)
        if stands is not None and said is not None:
            darija = dict(said.get("darija") or {})
            return Position(pick(said["label"]), darija, pick(stands["label"]), reporting.to_verify(stands))
    raise NotFound


def profession_of(kinds: Iterable[str]) -> str:
    """Whose position a desk has: by its own kind, else by that of its institution."""
    own = next((AUDIENCE_OF[one] for one in kinds if one in AUDIENCE_OF), OTHERS)
    return SOCIAL if own == CHILD else own


def _documents() -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    with suppress(NotFound):
        found.append(queries.in_force(reporting.NAME).source)
    shipped = catalogue.find(reporting.NAME)
    return [*found, shipped.document] if shipped is not None else found
