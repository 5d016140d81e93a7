"""A comparison as it is kept beside its table, and read again: codes and numbers, no words."""

from typing import Any

from himaya.estimates.comparing import Comparison, Side
from himaya.estimates.estimating import Note, Said
from himaya.estimates.rules_sensitivity import Change


def written(found: Comparison) -> dict[str, Any]:
    """As JSON has it; an end without a bound is null."""
    return {
        "sides": [
            {
                "method": one.said.method,
                "total": one.said.total,
                "model": list(one.said.model),
                "hidden": one.said.hidden,
                "low": one.low,
                "high": one.high,
                "notes": _notes(one.notes),
            }
            for one in found.sides
        ],
        "changes": [
            {"kind": one.kind, "what": one.what, "total": one.total, "hidden": one.hidden} for one in found.changes
        ],
        "notes": _notes(found.notes),
    }


def read(kept: dict[str, Any]) -> Comparison:
    """The comparison that was written."""
    return Comparison(
        sides=tuple(
            Side(
                Said(one["method"], one["total"], tuple(one["model"]), one.get("hidden", False)),
                one["low"],
                one["high"],
                _read_notes(one["notes"]),
            )
            for one in kept["sides"]
        ),
        changes=tuple(
            Change(one["kind"], one["what"], one["total"], one.get("hidden", False)) for one in kept["changes"]
        ),
        notes=_read_notes(kept["notes"]),
    )


def _notes(notes: tuple[Note, ...]) -> list[dict[str, Any]]:
    return [{"code": one.code, "values": one.values} for one in notes]


def _read_notes(kept: list[dict[str, Any]]) -> tuple[Note, ...]:
    return tuple(Note(one["code"], one["values"]) for one in kept)
