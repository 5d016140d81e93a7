"""One answer sheet on its way through the first line: plain data, changed by copying, stored nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from uuid import UUID

from himaya.kernel.ids import new_id

PERSON, CHILD, SITE = "person", "child", "site"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one worker answered so far.

    `kind` is the worker's profession, `about` what the sheet is about; `screen` counts from 0; `answers` holds
    choice values by the name of the question; `offer` the choices of the hand-over by field name.
    """

    kind: str
    about: str
    version_id: int
    instance_id: UUID
    born: int
    region: str = ""
    screen: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    offer: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def new(cls, *, kind: str, about: str, version_id: int, region: str, now: int) -> Self:
        """A fresh sheet; its instance id is born here and makes a second sending harmless."""
        return cls(kind=kind, about=about, version_id=version_id, instance_id=new_id(), born=now, region=region)

    def at(self, screen: int) -> Self:
        return replace(self, screen=screen)

    def answered(self, answers: Mapping[str, str]) -> Self:
        """With these answers instead of what stood under the same names; an empty value takes an answer back."""
        kept = {name: value for name, value in {**self.answers, **answers}.items() if value}
        return replace(self, answers=kept)

    def offering(self, **choices: Any) -> Self:
        """With these choices of the hand-over."""
        return replace(self, offer={**self.offer, **choices})

    def to_json(self) -> dict[str, Any]:
        return {
            "k": self.kind,
            "w": self.about,
            "v": self.version_id,
            "i": str(self.instance_id),
            "b": self.born,
            "r": self.region,
            "s": self.screen,
            "a": dict(self.answers),
            "o": dict(self.offer),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError when the data is no sheet."""
        return cls(
            kind=str(data["k"]),
            about=str(data["w"]),
            version_id=int(data["v"]),
            instance_id=UUID(data["i"]),
            born=int(data["b"]),
            region=str(data["r"]),
            screen=int(data["s"]),
            answers={str(name): str(value) for name, value in dict(data["a"]).items()},
            offer=dict(data["o"]),
        )
