"""A sheet as the reasoning of the case would begin it: always read again, always changed by whoever sends it."""

from collections.abc import Iterable

from himaya.cases.models import Case
from himaya.determinations import rules, sheets
from himaya.determinations.sheets import LONGEST, Sheet
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.legal import library
from himaya.reasonings import access as reasonings
from himaya.reasonings import rules as argued_rules
from himaya.reasonings import words as argued_words
from himaya.reasonings.argued import Argued


def of(actor: Actor, case: Case, *, codes_only: bool = False) -> Sheet:
    """What the reasoning says, for whoever may read it; an empty sheet for others, and where nothing was argued yet.

    `codes_only`: for a body of police, prosecution or a court no fact and no sentence is taken over.
    """
    try:
        with reasonings.open_reasoning(actor, case.pk) as argued:
            whole = begun(argued, means_asked=rules.asks_means(case.age_group)) if argued.begun else Sheet()
    except (NotFound, NotPermitted):
        return Sheet()
    return sheets.codes(whole) if codes_only else whole


def begun(argued: Argued, *, means_asked: bool) -> Sheet:
    """Codes that a fact speaks for, the facts that stand under an element, the alternatives in words."""
    said = {one: argued.argument.of(one).speaks_for for one in argued_rules.ELEMENTS}
    qualifier = {one.code: one.value for one in argued.qualifier}
    return Sheet(
        acts=said[argued_rules.ACT],
        means=said[argued_rules.MEANS] if means_asked else (),
        purposes=said[argued_rules.PURPOSE],
        effects=qualifier if means_asked else {},
        found=_lines(one.words for one in argued.facts if one.places and not one.corrected),
        missing=_lines(argued_words.gap(one) for one in argued.argument.missing if one.about != "age"),
        alternatives=_lines(_named(one.code, one.words) for one in argued.alternatives),
    )


def _named(code: str, words: str) -> str:
    row = library.forms().distinctions.get(code)
    name = row.names.in_language(languages.current()) if row is not None else ""
    return " · ".join(part for part in (name, words) if part)


def _lines(found: Iterable[str]) -> str:
    return "\n".join(one.strip() for one in found if one.strip())[:LONGEST]
