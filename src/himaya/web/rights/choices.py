"""What can be chosen in the forms of a right."""

from functools import lru_cache

from himaya.cases.models import Case
from himaya.institutions import queries as institutions
from himaya.institutions.content import LocalText, load_languages
from himaya.kernel import languages
from himaya.rights import rules_days, states, words
from himaya.rights.content import Right
from himaya.web.forms import Item


@lru_cache(maxsize=1)
def _spoken() -> dict[str, LocalText]:
    return {row.id: row.names for row in load_languages()}


def language(code: str) -> str:
    """The name of a language in the page's own; empty for none."""
    names = _spoken().get(code)
    return names.in_language(languages.current()) if names else ""


def items(field: str, case: Case, right: Right) -> list[Item]:
    """What is offered in this field; nothing for one that is typed."""
    if field == "language":
        return [Item(code, language(code)) for code in _spoken()]
    if field == "where":
        return _desks(case, right)
    if field == "reason":
        return [Item(code, words.REASONS[code]) for code in states.REFUSED_BECAUSE]
    if field == "due_source":
        return [Item(code, words.SOURCES[code]) for code in rules_days.TYPED]
    return []


def _desks(case: Case, right: Right) -> list[Item]:
    """The desks that help with it or may grant it, those of the person's region first."""
    found = [
        desk
        for desk in institutions.no_consulates().order_by("institution_id", "pk")
        if set(right.helped_by) & set(desk.services) or desk.institution.kind in right.granted_by
    ]
    found.sort(key=lambda desk: case.region not in desk.regions)
    return [Item(desk.pk, f"{desk.name} · {desk.institution.name}") for desk in found]
