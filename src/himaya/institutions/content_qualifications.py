"""content/qualifications.yaml, read strictly and once per process: what somebody can be qualified for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from himaya.institutions.content_catalogues import load_roles
from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import INSTITUTION_KINDS, MARKS, LocalText

FILE = "qualifications.yaml"
MODEL, ADOPTED = "model", "adopted"


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """A kind of qualification: the role it belongs to, its longest validity, and where it cannot be held."""

    id: str
    names: LocalText
    meaning: LocalText
    role: str
    months: int
    not_in: tuple[str, ...]
    adopted: bool
    source: str
    mark: str


@lru_cache(maxsize=1)
def load_qualifications() -> Mapping[str, QualificationRow]:
    """Each kind by its code. Raises ContentError."""
    top = read_file(content_root() / FILE)
    adopted = top.one_of("adoption", (MODEL, ADOPTED)) == ADOPTED
    roles = tuple(role.id for role in load_roles())
    found: dict[str, QualificationRow] = {}
    for row in top.rows("qualifications"):
        strange = sorted(set(row.words("not_in")) - set(INSTITUTION_KINDS))
        if strange:
            raise row.gap(f"not_in names {', '.join(strange)}, which is no kind of institution")
        if not row.number("months"):
            raise row.gap("months must be 1 or more")
        found[row.text("id")] = QualificationRow(
            id=row.text("id"),
            names=row.local("names"),
            meaning=row.local("meaning"),
            role=row.one_of("role", roles),
            months=row.number("months"),
            not_in=row.words("not_in"),
            adopted=adopted,
            source=row.text("source"),
            mark=row.one_of("mark", MARKS),
        )
    return MappingProxyType(found)
