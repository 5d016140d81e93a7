"""The sample answers of the first line are checked: form, answers, what they end in, and that none is missing."""

import copy
from typing import Any

import pytest

from himaya.ops.content_check import _documents
from himaya.ops.content_rules.golden import FILE, golden_gaps

pytestmark = pytest.mark.capability("A7", "B4")
DOCUMENTS = _documents()[0]


def gaps(change: Any) -> list[tuple[str, str]]:
    """What the check says after a change to the samples, by their id."""
    documents: Any = {**DOCUMENTS, FILE: copy.deepcopy(DOCUMENTS[FILE])}
    change({row["id"]: row for row in documents[FILE]["samples"]}, documents[FILE]["samples"])
    return [(one.row, one.gap) for one in golden_gaps(documents)]


def test_what_ships_has_no_gap() -> None:
    assert gaps(lambda by_id, rows: None) == []


FAULTS: dict[str, tuple[str, str, Any]] = {
    "an answer that is no choice": (
        "locked-in", "has no answer “treat” to “q13”",
        lambda by_id, rows: by_id["locked-in"]["answers"].update(q13="treat"),
    ),
    "a question that is not asked": (
        "locked-in", "has no answer “yes” to “q99”",
        lambda by_id, rows: by_id["locked-in"]["answers"].update(q99="yes"),
    ),
    "a form of nobody's": (
        "site-danger", "form “first-line-customs” does not exist",
        lambda by_id, rows: by_id["site-danger"].update(forms=["first-line-customs"]),
    ),
    "no form": ("site-danger", "belongs to no form", lambda by_id, rows: by_id["site-danger"].update(forms=[])),
    "no answers": ("site-danger", "has no answers", lambda by_id, rows: by_id["site-danger"].pop("answers")),
    "no title": ("site-danger", "has no title", lambda by_id, rows: by_id["site-danger"].pop("title")),
    "an end that is none": (
        "site-danger", "say what it ends in", lambda by_id, rows: by_id["site-danger"].update(expects="victim"),
    ),
    "a sample twice": ("site-danger", "stands twice", lambda by_id, rows: rows.append(by_id["site-danger"])),
    "no child at a site": (
        "first-line-labour-site", "ends in “child”",
        lambda by_id, rows: by_id["site-child-at-work"].update(child=False),
    ),
    "no danger at a site": (
        "first-line-labour-site", "ends in “now”",
        lambda by_id, rows: [by_id[one].update(expects="offer") for one in ("site-danger", "site-child-at-work")],
    ),
    "too few samples": (
        "first-line-child", "fewer than 4",
        lambda by_id, rows: [
            by_id[one].update(forms=["first-line-ngo"]) for one in by_id if one.startswith(("child-", "adult-afraid"))
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_among_the_samples_is_found(fault: str) -> None:
    row, said, change = FAULTS[fault]
    assert any(where == row and said in gap for where, gap in gaps(change))
