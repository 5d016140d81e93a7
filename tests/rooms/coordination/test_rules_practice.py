"""What the statements on one step say against each other: the table of truth."""

import pytest
from django.utils import translation

from himaya.coordination.rules_practice import (
    DIFFERING,
    FORMS,
    MISSING,
    NO_BASIS,
    NOBODY,
    PASSED,
    SEVERAL,
    SILENT,
    TIMES,
    Difference,
    Said,
    differences,
    points,
)
from himaya.coordination.words_practice import sentence

pytestmark = pytest.mark.capability("A0")
H, J, P, S = "health", "justice", "police", "social"
LAW = "art. 1"


def said(institution: str, does: str = "yes", **more: object) -> Said:
    return Said(institution, does, **{"legal_basis": LAW, **more})  # type: ignore[arg-type]


TABLE: list[tuple[str, list[Said], list[str], list[Difference]]] = [
    ("nothing asked and nothing said", [], [], []),
    ("nothing said yet", [], [H, J], [Difference(SILENT, (H, J))]),
    ("one does it, with its law", [said(H)], [H], []),
    ("one does it, and others say no", [said(H), said(J, "no"), said(P, "no")], [H, J, P], []),
    ("nobody does it", [said(H, "no"), said(J, "no")], [H, J], [Difference(NOBODY, (H, J))]),
    ("two say alone", [said(H), said(S)], [], [Difference(SEVERAL, (H, S))]),
    ("one alone and others in part", [said(H), said(S, "partly"), said(J, "partly")], [], []),
    (
        "times differ, the shortest first",
        [said(H, hours=72), said(S, "partly", hours=24)],
        [],
        [Difference(TIMES, (S, H), ("24", "72"))],
    ),
    ("the same time", [said(H, hours=24), said(S, "partly", hours=24)], [], []),
    ("the time of whoever does not do it", [said(H, hours=24), said(S, "no", hours=48)], [], []),
    ("a time and none", [said(H, hours=24), said(S, "partly")], [], []),
    (
        "forms differ",
        [said(H, form="Fiche 3"), said(S, "partly", form="Fiche B")],
        [],
        [Difference(FORMS, (H, S), ("Fiche 3", "Fiche B"))],
    ),
    ("one form in two spellings", [said(H, form="Fiche  3 "), said(S, "partly", form="fiche 3")], [], []),
    (
        "passed on to one that does not",
        [said(H, passes_to=J), said(J, "no")],
        [],
        [Difference(PASSED, (H, J))],
    ),
    (
        "passed on by one that does not, to one that does not",
        [said(H, "no", passes_to=J), said(J, "no"), said(P)],
        [],
        [Difference(PASSED, (H, J))],
    ),
    ("passed on to one that does", [said(H, "partly", passes_to=J), said(J, "partly")], [], []),
    ("passed on to one that is silent", [said(H, passes_to=J)], [H, J], [Difference(SILENT, (J,))]),
    ("no legal basis", [said(H, legal_basis=" ")], [], [Difference(NO_BASIS, (H,))]),
    ("no legal basis for what one does not do", [said(H), said(J, "no", legal_basis="")], [], []),
]


@pytest.mark.parametrize(("statements", "asked", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_points_of_a_step(statements: list[Said], asked: list[str], expected: list[Difference]) -> None:
    assert differences(statements, asked) == expected


def test_only_what_differs_counts_and_not_what_is_missing() -> None:
    found = differences([said(H, hours=24, legal_basis=""), said(S, hours=72)], [H, S, J])
    assert [one.kind for one in found] == [SEVERAL, TIMES, NO_BASIS, SILENT]
    assert points(found) == 2
    assert set(DIFFERING).isdisjoint(MISSING)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_kind_has_a_sentence_that_names_the_institutions(language: str) -> None:
    names = {H: "Santé", J: "Justice", S: "Social"}
    with translation.override(language):
        for kind in (*DIFFERING, *MISSING):
            details = {TIMES: ("24", "72"), FORMS: ("A", "B")}.get(kind, ())
            words = sentence(Difference(kind, (H, J), details), names)
            assert "Santé" in words, (kind, words)
            assert "Justice" in words, (kind, words)
            assert "%(" not in words
    with translation.override("en"):
        assert sentence(Difference(TIMES, (H, J), ("24", "72")), names).endswith("Santé (24 hours), Justice (3 days).")
