"""The elements of the definition are spelled once: in forms, in a reasoning, and on a decision sheet."""

from himaya.determinations import content
from himaya.instruments import definition
from himaya.instruments.lint import cells
from himaya.legal import library
from himaya.reasonings import rules, words


def test_acts_and_means_have_the_same_codes_wherever_they_are_named() -> None:
    lists = content.load().lists
    assert tuple(lists["acts"]) == tuple(words.ACTS) == cells.ELEMENTS["act"] == rules.ACTS == definition.ACTS
    assert tuple(lists["means"]) == tuple(words.WAYS) == cells.ELEMENTS["means"] == rules.WAYS == definition.MEANS


def test_effects_and_forms_have_the_same_codes_wherever_they_are_named() -> None:
    assert tuple(content.load().lists["effects"]) == tuple(words.QUALIFIER) == rules.QUALIFIER
    assert [one.split("_")[0] for one in rules.QUALIFIER] == list(cells.ELEMENTS["qualifier"])
    assert set(cells.ELEMENTS["purpose"]) == set(library.forms().forms)
