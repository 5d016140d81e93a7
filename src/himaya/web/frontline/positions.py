"""The reporting position of a profession: the text in force, or the advice to ask.

The text in force is a version like any other form: adopted by a decision, or the model that Himaya ships. Where it says
nothing about a profession (a table took a clause out, or it is suspended), the shipped advice to ask stands in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from himaya.instruments import catalogue, queries, reporting
from himaya.instruments.models import Version
from himaya.kernel.errors import NotFound
from himaya.kernel.languages import pick
from himaya.web.frontline.sheet import CHILD

# The first line notes signs, and signs are never knowledge (do-no-harm 5).
CERTAINTY = "signs"
# To a child every profession says the same.
TO_A_CHILD = "any"


@dataclass(frozen=True, slots=True)
class Position:
    """What this profession does with what it notes. `said` is read to the person, with its Darija beside it.

    `adoption` names the decision that adopted the text, '' for a model. While it is `unverified` nothing follows from
    it: `to_whom` and `minimum` are empty. `version_id` is None where the shipped text stands in.
    """

    sentence: str
    to_whom: str
    minimum: str
    after_advice_of: str
    said: str
    darija: dict[str, str]
    unverified: bool
    mark: str
    uid: str
    version_id: int | None
    adoption: str


def position(kind: str, about: str) -> Position:
    """The position of this profession towards an adult or a child, in the page's language."""
    subject = "child" if about == CHILD else "adult"
    version = _in_force()
    row, from_version = _found(version, kind, subject)
    said = _said(version, TO_A_CHILD if subject == "child" else kind)
    unverified = reporting.to_verify(row)
    return Position(
        sentence=pick(row["label"]),
        to_whom="" if unverified else pick(row.get("to_whom") or {}),
        minimum="" if unverified else pick(row.get("minimum") or {}),
        after_advice_of=pick(row.get("after_advice_of") or {}),
        said=pick(said["label"]),
        darija=dict(said.get("darija") or {}),
        unverified=unverified,
        mark=str(row.get("mark") or reporting.NOT_ESTABLISHED[-1]),
        uid=str(row["uid"]),
        version_id=version.pk if from_version and version is not None else None,
        adoption=version.adoption if from_version and version is not None else "",
    )


def _in_force() -> Version | None:
    try:
        return queries.in_force(reporting.NAME)
    except NotFound:
        return None


def _found(version: Version | None, kind: str, subject: str) -> tuple[Mapping[str, Any], bool]:
    """The row of this position, and whether it is one of the version in force."""
    wanted = {"profession": kind, "subject": subject, "certainty": CERTAINTY}
    row = reporting.position_of(version.source, **wanted) if version is not None else None
    if row is not None:
        return row, True
    shipped = reporting.position_of(_shipped(), **wanted)
    if shipped is None:
        raise NotFound
    return shipped, False


def _said(version: Version | None, profession: str) -> Mapping[str, Any]:
    row = reporting.said_of(version.source, profession) if version is not None else None
    row = row or reporting.said_of(_shipped(), profession)
    if row is None:
        raise NotFound
    return row


def _shipped() -> Mapping[str, Any]:
    found = catalogue.find(reporting.NAME)
    if found is None:
        raise NotFound
    return found.document
