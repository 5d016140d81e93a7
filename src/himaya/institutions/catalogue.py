"""The service catalogue and the code lists, read once per process from the content."""

from functools import lru_cache

from himaya.institutions import content
from himaya.institutions.content_rows import DataClassRow, PurposeRow, ReasonRow, ServiceRow


@lru_cache(maxsize=1)
def services() -> dict[str, ServiceRow]:
    """Every service by id, in the order of the catalogue."""
    return {row.id: row for row in content.load_services()}


@lru_cache(maxsize=1)
def data_classes() -> dict[str, DataClassRow]:
    """Every class of data by id."""
    return {row.id: row for row in content.load_data_classes()}


@lru_cache(maxsize=1)
def reasons() -> dict[str, ReasonRow]:
    """Every coded reason by id."""
    return {row.id: row for row in content.load_reasons()}


@lru_cache(maxsize=1)
def purposes() -> dict[str, PurposeRow]:
    """Every purpose of a reading by id."""
    return {row.id: row for row in content.load_purposes()}
