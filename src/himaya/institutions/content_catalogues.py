"""Reading what every nation shares: services, data classes, languages, reasons, purposes, roles."""

from typing import Literal, cast

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import (
    URGENCIES,
    DataClassRow,
    LanguageRow,
    PurposeRow,
    ReasonRow,
    ResponseTarget,
    RoleRow,
    ServiceRow,
)


def load_services() -> tuple[ServiceRow, ...]:
    return tuple(_service(row) for row in read_file(content_root() / "services.yaml").rows("services"))


def load_data_classes() -> tuple[DataClassRow, ...]:
    return tuple(
        DataClassRow(
            id=row.text("id"),
            names=row.local("names"),
            meaning=row.local("meaning"),
            key=cast(Literal["identity", "story", "clear"], row.one_of("key", ("identity", "story", "clear"))),
            always=row.flag("always"),
        )
        for row in read_file(content_root() / "data_classes.yaml").rows("data_classes")
    )


def load_languages() -> tuple[LanguageRow, ...]:
    return tuple(
        LanguageRow(
            id=row.text("id"),
            names=row.local("names"),
            native=row.text("native"),
            interface=row.flag("interface"),
            signed=row.flag("signed", False),
        )
        for row in read_file(content_root() / "languages.yaml").rows("languages")
    )


def load_reasons() -> tuple[ReasonRow, ...]:
    return tuple(
        ReasonRow(id=row.text("id"), names=row.local("names"), verbs=row.words("for"))
        for row in read_file(content_root() / "reasons.yaml").rows("reasons")
    )


def load_purposes() -> tuple[PurposeRow, ...]:
    return tuple(
        PurposeRow(
            id=row.text("id"),
            names=row.local("names"),
            meaning=row.local("meaning"),
            reveals=row.flag("reveals"),
            review=row.flag("review"),
        )
        for row in read_file(content_root() / "purposes.yaml").rows("purposes")
    )


def load_roles() -> tuple[RoleRow, ...]:
    return tuple(
        RoleRow(
            id=row.text("id"),
            names=row.local("names"),
            meaning=row.local("meaning"),
            reads_cases=row.flag("reads_cases"),
            writes=row.flag("writes"),
            incompatible=row.words("incompatible"),
            not_in=row.words("not_in"),
        )
        for row in read_file(content_root() / "roles.yaml").rows("roles")
    )


def incompatible_pairs() -> frozenset[frozenset[str]]:
    """Pairs of roles that one account never holds together, whichever of the two names the other."""
    return frozenset(frozenset({role.id, other}) for role in load_roles() for other in role.incompatible)


def _service(row: Row) -> ServiceRow:
    targets = row.inner("targets")
    if set(targets.data) != set(URGENCIES):
        raise row.gap(f"targets must name {', '.join(URGENCIES)}")
    return ServiceRow(
        id=row.text("id"),
        names=row.local("names"),
        plain=row.local("plain"),
        targets={urgency: _target(targets.inner(urgency)) for urgency in URGENCIES},
        minimum_packet=row.words("minimum_packet"),
    )


def _target(row: Row) -> ResponseTarget:
    counted = cast(Literal["clock", "open"], row.one_of("counted", ("clock", "open")))
    return ResponseTarget(minutes=row.number("minutes"), counted=counted)
