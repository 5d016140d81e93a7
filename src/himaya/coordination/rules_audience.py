"""Which desks a form is for. Pure.

Source: domain/first-line.md (a form for each profession; every one of them may meet a child); the kinds of desks are
those of content packs and of institutions. A form for all is for every desk that meets people.
"""

from collections.abc import Mapping
from typing import Any

from himaya.coordination import rules_content, states

# The audience of a form by the kind of a desk. Where an organisation has no form of its own, that of its neighbours.
AUDIENCE_OF = {
    "police": "police",
    "gendarmerie": "police",
    "border": "border",
    "labour": "labour",
    "labour_inspectorate": "labour",
    "health": "health",
    "hospital": "health",
    "social": "social",
    "social_services": "social",
    "ngo": "ngo",
    "io": "ngo",
    "international": "ngo",
    "child": "child",
    "child_protection": "child",
}
CHILD = "child"
# An imported form may name nobody: then it is for everybody.
EVERYBODY = ("all", "")


# Whose a form can be: what it suggests depends on who fills it in.
AUDIENCES = tuple(dict.fromkeys(AUDIENCE_OF.values()))


def is_owed(content: Mapping[str, Any], kind: str) -> bool:
    """True when the text is a form for people who are met, and one form of it does not say whose it is."""
    if kind not in (states.SCREENING, states.INTERVIEW_GUIDE, states.FORM):
        return False
    return any(layout["head"].get("audience", "") in EVERYBODY for layout in content["forms"]) or not content["forms"]


def given(content: Mapping[str, Any], audience: str) -> rules_content.Content:
    """The content with its forms given to an audience where they named none; as it is when there is none to give."""
    found: rules_content.Content = dict(content)
    if audience:
        found["forms"] = [_for(layout, audience) for layout in content["forms"]]
    return found


def _for(layout: Mapping[str, Any], audience: str) -> dict[str, Any]:
    named = layout["head"].get("audience", "") not in EVERYBODY
    return dict(layout) if named else {**layout, "head": {**layout["head"], "audience": audience}}


def audiences_of(desk_kind: str) -> frozenset[str]:
    """The audiences of the forms that a desk of this kind uses; empty for a desk that meets nobody.

    >>> sorted(audiences_of("labour_inspectorate"))
    ['', 'all', 'child', 'labour']
    """
    own = AUDIENCE_OF.get(desk_kind)
    return frozenset((own, CHILD, *EVERYBODY)) if own else frozenset()


def kinds_for(audience: str) -> frozenset[str]:
    """The kinds of desks that use a form of this audience.

    >>> sorted(kinds_for("health"))
    ['health', 'hospital']
    """
    return frozenset(kind for kind in AUDIENCE_OF if audience in audiences_of(kind))
