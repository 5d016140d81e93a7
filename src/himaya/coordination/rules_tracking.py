"""Who changed which words, when a text was rewritten several times one after the other. Pure.

Source: design/coordination.md section 4 row 33 (tracked changes for ministries that work on paper). To reject every
change gives the first text, to accept every one the last. Words that came and went again meanwhile are no change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import normalize

from himaya.coordination import rules_diff
from himaya.coordination.rules_diff import DEL, INS, SAME, Op


@dataclass(frozen=True, slots=True)
class Layer:
    """A run of words; `by` is the key of whoever took it out or put it in, '' for what stayed."""

    op: Op
    text: str
    by: str = ""


def layered(first: str, later: Iterable[tuple[str, str]]) -> tuple[Layer, ...]:
    """The runs in order of reading. `later` gives each following text with the key of whoever wrote it."""
    found = [Layer(SAME, normalize("NFC", first))] if first else []
    for text, by in later:
        found = _rewritten(found, text, by)
    return tuple(_joined(found))


def _rewritten(layers: list[Layer], text: str, by: str) -> list[Layer]:
    waiting = list(reversed(layers))
    found: list[Layer] = []
    for piece in rules_diff.words("".join(one.text for one in layers if one.op != DEL), text):
        if piece.op == INS:
            found.append(Layer(INS, piece.text, by))
        else:
            _pass_over(waiting, found, len(piece.text), by if piece.op == DEL else "")
    found.extend(reversed(waiting))
    return found


def _pass_over(waiting: list[Layer], found: list[Layer], length: int, gone_by: str) -> None:
    """Takes so many visible letters from what waits. What was put in before and goes now leaves no trace."""
    while length:
        layer = waiting.pop()
        if layer.op == DEL:
            found.append(layer)
            continue
        taken, rest = layer.text[:length], layer.text[length:]
        if rest:
            waiting.append(replace(layer, text=rest))
        length -= len(taken)
        if not gone_by:
            found.append(replace(layer, text=taken))
        elif layer.op == SAME:
            found.append(Layer(DEL, taken, gone_by))


def _joined(layers: list[Layer]) -> list[Layer]:
    found: list[Layer] = []
    for layer in layers:
        if found and (found[-1].op, found[-1].by) == (layer.op, layer.by):
            found[-1] = replace(layer, text=found[-1].text + layer.text)
        else:
            found.append(layer)
    return found
