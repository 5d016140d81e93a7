"""An erasure knows every table of a person: what is sealed, or points at a person, is declared or the build fails."""

import pytest
from django.db import models

from himaya.cases.models import Submission
from himaya.cases.retention_content import load
from himaya.cases.words_retention import WHAT
from himaya.kernel import belongings
from himaya.kernel.sealed import SealedModel, sealed_fields
from himaya.ops.content_rules.retention import NAMED
from himaya.persons.models import IndexToken

pytestmark = pytest.mark.capability("X1")


def test_every_sealed_model_and_whatever_points_at_a_person_is_declared() -> None:
    assert belongings.undeclared() == []


def test_each_is_declared_once_and_says_why_it_is_nobodys() -> None:
    found = [one.model for one in belongings.declared()]
    assert len(found) == len(set(found))
    assert {model._meta.app_label for model in found} >= {"persons", "cases", "instruments", "coordination", "ops"}
    assert all(one.why for one in belongings.declared() if isinstance(one, belongings.Nobodys))


@pytest.mark.parametrize("forgotten", [Submission, IndexToken])
def test_a_model_that_a_room_forgets_is_named(forgotten: type[models.Model], monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault itself: a line is taken out of a list, sealed or pointing, and the check names the model."""
    rest = [one for one in belongings.declared() if one.model is not forgotten]
    monkeypatch.setattr(belongings, "declared", lambda: rest)
    assert belongings.undeclared() == [forgotten._meta.label]


def test_erasing_an_identity_empties_every_column_under_its_key() -> None:
    """Fault to plant: with `phone` left out of `naming`, a column stayed that a backup's key still opens."""
    for one in belongings.of_persons():
        if not issubclass(one.model, SealedModel) or one.with_identity:
            continue
        under_it = {field.name for field in sealed_fields(one.model) if field.key == "identity"}
        assert under_it <= set(one.naming), one.model


def test_what_deletes_comes_before_what_it_points_at() -> None:
    order = [one.model for one in belongings.of_persons()]
    for place, model in enumerate(order):
        for field in model._meta.concrete_fields:
            if field.related_model in order and field.related_model is not model:
                assert order.index(field.related_model) > place, f"{model.__name__} after {field.name}"


def test_every_kind_of_row_has_its_period_and_its_word() -> None:
    kinds = {one.kind for one in belongings.of_persons()}
    assert kinds == set(NAMED)
    assert kinds <= set(load().kinds)
    assert {one.what for one in belongings.of_persons()} <= set(WHAT)
    assert not load().adopted, "our own proposals are a model; a nation adopts its own"
