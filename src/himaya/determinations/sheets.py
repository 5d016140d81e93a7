"""The sheet that a body decides on: elements in codes, a few sentences, what is missing, what the person wishes.

Not the interview, not a name, not a place where somebody lives. Under eighteen it has no means and no effect on will.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from himaya.determinations import content, words
from himaya.kernel.errors import NotValid

LONGEST, SHORTEST = 2000, 3
TEXTS = ("found", "alternatives", "missing", "wishes")
# Of another look alone: why the person asks for it, and what the body did not have.
AGAIN = ("grounds", "new_elements")
YES, NO, UNKNOWN = "yes", "no", "unknown"
READINGS = (YES, NO, UNKNOWN)
# A telephone, a number of a paper, an address of mail: what leads to somebody. A date has eight digits at most.
_LEADS_TO = re.compile(r"(?:\d[\s./-]?){9,}|\S@\S")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was found, in the codes of the content and in a few sentences."""

    acts: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    effects: Mapping[str, str] = field(default_factory=dict)
    found: str = ""
    alternatives: str = ""
    missing: str = ""
    wishes: str = ""
    grounds: str = ""
    new_elements: str = ""


def codes(sheet: Sheet) -> Sheet:
    """The same without a sentence."""
    return Sheet(sheet.acts, sheet.means, sheet.purposes, sheet.effects)


def as_json(sheet: Sheet) -> dict[str, Any]:
    """What is sealed."""
    return asdict(sheet)


def of_json(body: Any) -> Sheet:
    """What was sealed, as a sheet again."""
    told: dict[str, Any] = body or {}
    return Sheet(
        acts=tuple(told.get("acts", ())),
        means=tuple(told.get("means", ())),
        purposes=tuple(told.get("purposes", ())),
        effects=dict(told.get("effects", {})),
        **{name: str(told.get(name, "")) for name in (*TEXTS, *AGAIN)},
    )


def checked(sheet: Sheet, *, means_asked: bool, again: bool = False) -> Sheet:
    """The sheet without blanks around its texts. Raises NotValid; the code names the field.

    `again`: another look. Nobody has to say why they ask for it; what was said travels, and only then.
    """
    lists = content.words().lists
    for name in ("acts", "means", "purposes"):
        if not set(getattr(sheet, name)) <= set(lists[name]):
            raise NotValid(words.CHOOSE_FROM_LIST, code=name)
    if not means_asked and (sheet.means or sheet.effects):
        raise NotValid(words.NO_MEANS, code="means")
    if not set(sheet.effects) <= set(lists["effects"]) or not set(sheet.effects.values()) <= set(READINGS):
        raise NotValid(words.CHOOSE_FROM_LIST, code="effects")
    names = (*TEXTS, *AGAIN) if again else TEXTS
    texts = {name: plain(getattr(sheet, name), name, needed=name in ("found", "wishes")) for name in names}
    effects = {code: sheet.effects.get(code) or UNKNOWN for code in lists["effects"]} if means_asked else {}
    return Sheet(sheet.acts, sheet.means, sheet.purposes, effects, **texts)


def plain(text: str, name: str, *, needed: bool, longest: int = LONGEST) -> str:
    """A few sentences that lead to nobody. Raises NotValid; the code names the field."""
    said = text.replace("\0", "").strip()
    if needed and len(said) < SHORTEST:
        raise NotValid(words.SAY_IT, code=name)
    if len(said) > longest:
        raise NotValid(words.too_long(longest), code=name)
    if _LEADS_TO.search(said):
        raise NotValid(words.LEADS_TO, code=name)
    return said
