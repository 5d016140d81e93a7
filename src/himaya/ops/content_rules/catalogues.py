"""References among the lists every nation shares: services, data classes, reasons, roles, and legal rows."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from himaya.institutions import content
from himaya.institutions.content_legal import OFFICIAL
from himaya.institutions.content_rows import shown_source
from himaya.legal.library import READ, SECOND
from himaya.ops.content_rules.gap import Gap

REASON_VERBS = frozenset({"decline", "redirect", "no_service", "close"})


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The shared lists, loaded once for every check that refers to them."""

    services: tuple[content.ServiceRow, ...]
    data_classes: tuple[content.DataClassRow, ...]
    languages: tuple[content.LanguageRow, ...]
    reasons: tuple[content.ReasonRow, ...]
    roles: tuple[content.RoleRow, ...]


def load_catalogues() -> Catalogues:
    """All shared lists. ContentError when one of them cannot be read."""
    content.load_purposes()
    content.load_qualifications()
    return Catalogues(
        services=content.load_services(),
        data_classes=content.load_data_classes(),
        languages=content.load_languages(),
        reasons=content.load_reasons(),
        roles=content.load_roles(),
    )


def unknown(file: str, row: str, what: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Gap]:
    """A gap for each name used that does not exist."""
    known_names = set(known)
    for name in used:
        if name not in known_names:
            yield Gap(file, row, "", f"{what} “{name}” does not exist")


def catalogue_gaps(lists: Catalogues) -> Iterator[Gap]:
    classes = [row.id for row in lists.data_classes]
    for service in lists.services:
        yield from unknown("services.yaml", service.id, "data class", service.minimum_packet, classes)
        minutes = [service.targets[urgency].minutes for urgency in content.URGENCIES]
        if minutes != sorted(minutes):
            yield Gap("services.yaml", service.id, "", "a more urgent target is longer than a less urgent one")
        if "identity" in service.minimum_packet and service.id != "protection_measures":
            yield Gap("services.yaml", service.id, "", "the full name leaves only for protection measures")
    for reason in lists.reasons:
        yield from unknown("reasons.yaml", reason.id, "verb", reason.verbs, REASON_VERBS)
        if not reason.verbs:
            yield Gap("reasons.yaml", reason.id, "", "no verb uses this reason")
    yield from _role_gaps(lists.roles)


def _role_gaps(roles: tuple[content.RoleRow, ...]) -> Iterator[Gap]:
    names = [role.id for role in roles]
    pairs = {frozenset({role.id, other}) for role in roles for other in role.incompatible}
    for role in roles:
        yield from unknown("roles.yaml", role.id, "role", role.incompatible, names)
        yield from unknown("roles.yaml", role.id, "kind", role.not_in, content.INSTITUTION_KINDS)
        if role.writes and role.id != "auditor" and frozenset({"auditor", role.id}) not in pairs:
            yield Gap("roles.yaml", role.id, "", "an auditor could also write: make the two incompatible")
        if role.reads_cases and role.id != "operator" and frozenset({"operator", role.id}) not in pairs:
            yield Gap("roles.yaml", role.id, "", "an operator could also read cases: make the two incompatible")
    for first, second in (("secretariat", "case_manager"), ("data_protection_officer", "operator")):
        if frozenset({first, second}) not in pairs:
            yield Gap("roles.yaml", first, "", f"must be incompatible with {second}")


def legal_gaps(library: content.LegalLibrary) -> Iterator[Gap]:
    """Rows of unknown texts, penalties without a mark, and unverified rows that do not say what to verify."""
    file = f"legal/{library.id}.yaml"
    for row in library.rows:
        yield from unknown(file, row.id, "text", [row.text], [text.id for text in library.texts])
        if row.penalty is not None and row.penalty_mark is None:
            yield Gap(file, row.id, "", "the penalty has no mark of its own")
        if (row.draft or row.mark in content.UNVERIFIED) and row.verify is None:
            yield Gap(file, row.id, "", "an unverified row must say what remains to be verified")
        if row.draft and row.valid_from is not None:
            yield Gap(file, row.id, "", "a draft (D) is not in force: it has no valid_from")
        yield from _language_gaps(file, row)


def _language_gaps(file: str, row: content.LegalRow) -> Iterator[Gap]:
    """Words of which nothing is said in a language of the law, and a C that rests on no text in its language."""
    if row.mark in (READ, SECOND):
        for language in OFFICIAL:
            if language not in row.marks:
                yield Gap(file, row.id, language, f"mark_{language} is missing: how surely our words were read in it")
    if row.mark == READ and READ not in row.marks.values():
        yield Gap(file, row.id, "", "mark is C, and our words were read in no language")
    for language, mark in row.marks.items():
        named = shown_source(row.source) not in ("", "general knowledge", "looked for, not found")
        read = language in row.read_in and named
        if mark == READ and not read and language not in row.quotations:
            yield Gap(
                file, row.id, language, f"mark_{language} is C: there is neither the text nor a source read in it"
            )


def leans_on_draft(file: str, name: str, legal: Iterable[str], drafts: Set[str]) -> Iterator[Gap]:
    """Nothing rests on a bill: no right, no position, no form of exploitation, no note."""
    for row in legal:
        if row in drafts:
            yield Gap(file, name, "", f"{row} is a draft (D), not in force: nothing rests on it")


def position_gaps(document: dict[str, object], legal_rows: Iterable[str], drafts: Set[str]) -> Iterator[Gap]:
    """Professions of the reporting positions refer to rows of the legal library, or to texts of their own file."""
    file, known = "reporting_positions.yaml", [*legal_rows, *_ids(document.get("texts"))]
    professions = document.get("professions")
    for row in professions if isinstance(professions, list) else []:
        if isinstance(row, dict) and isinstance(row.get("texts"), list):
            yield from unknown(file, str(row.get("id")), "legal row", map(str, row["texts"]), known)
            yield from leans_on_draft(file, str(row.get("id")), map(str, row["texts"]), drafts)
    positions = document.get("positions")
    for row in positions if isinstance(positions, list) else []:
        if isinstance(row, dict) and "profession" in row:
            known_professions = _ids(professions)
            used = [str(row["profession"])]
            yield from unknown(file, str(row.get("id")), "profession", used, known_professions)


def _ids(value: object) -> list[str]:
    rows = value if isinstance(value, list) else []
    return [str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row]
