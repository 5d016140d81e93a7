"""The reporting position of a profession: an adopted text, or the advice to ask.

Read from `content/reporting_positions.yaml`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from himaya.institutions.content import content_root
from himaya.kernel.languages import pick
from himaya.web.frontline.sheet import CHILD

# The first line notes signs, and signs are never knowledge (do-no-harm 5).
CERTAINTY = "signs"
UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Position:
    """What this profession does with what it notes. `said` is read to the person, with its Darija beside it."""

    sentence: str
    to_whom: str
    minimum: str
    after_advice_of: str
    said: str
    darija: dict[str, str]
    unverified: bool
    mark: str


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((content_root() / "reporting_positions.yaml").read_text("utf-8"))
    return loaded


def position(kind: str, about: str) -> Position:
    """The position of this profession towards an adult or a child, in the page's language."""
    document, subject = _document(), "child" if about == CHILD else "adult"
    row = next(
        one
        for one in document["positions"]
        if (one["profession"], one["subject"], one["certainty"]) == (kind, subject, CERTAINTY)
    )
    speaks = "any" if subject == "child" else kind
    said = next(one["said"] for one in document["professions"] if one["id"] == speaks)
    unverified = row["position"] == UNVERIFIED
    return Position(
        sentence=pick(document["sentences"][row["sentence"]]),
        to_whom=pick(row["to_whom"] or {}),
        minimum=pick(row["minimum"] or {}),
        after_advice_of=pick(row["after_advice_of"] or {}),
        said=pick(said),
        darija=dict(said.get("darija") or {}),
        unverified=unverified,
        mark=str(row["mark"]),
    )
