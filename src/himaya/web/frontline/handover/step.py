"""What a page of the hand-over is: which fields it reads, which errors it finds, what it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from himaya.instruments.triage import Advice
from himaya.kernel.actor import Actor
from himaya.web.frontline.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that needs another look: its id on the page, and the sentence."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Who hands what over: the sheet so far, what the answers suggest, whether somebody threatens now, the worker."""

    sheet: Sheet
    advice: Advice
    danger: bool
    by: Actor

    def said(self, name: str, default: str = "") -> str:
        """One choice made so far."""
        return str(self.sheet.offer.get(name, default))

    def chosen(self, name: str) -> list[str]:
        """A choice of several made so far."""
        found = self.sheet.offer.get(name, [])
        return [str(one) for one in found] if isinstance(found, list) else []


@dataclass(frozen=True, slots=True)
class Read:
    """What a page's fields said."""

    choices: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `applies` leaves it out when it has nothing to ask; `read` never raises."""

    name: str
    title: str | Promise
    applies: Callable[[Scene], bool]
    read: Callable[[QueryDict, Scene], Read]
    show: Callable[[Scene], dict[str, Any]]


def always(scene: Scene) -> bool:
    return True


def text(post: QueryDict, name: str, most: int) -> str:
    """A typed field, on one line, without control characters, cut to `most` characters."""
    tidy = "".join(c if c.isprintable() else " " for c in post.get(name, ""))
    return " ".join(tidy.split())[:most]


def one_of(post: QueryDict, name: str, allowed: Mapping[str, Any] | tuple[str, ...]) -> str:
    """The chosen value when it is an allowed one, else ''."""
    value = post.get(name, "")
    return value if value in allowed else ""
