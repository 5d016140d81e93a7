"""A column of which no reason is known fails the build. The reasons stand in the models (`kernel/columns.py`)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from himaya.cases.models import Case, Erasure, Referral
from himaya.cases.models_links import PartnerLink
from himaya.coordination.models import Position
from himaya.disclosures.models import DataExport
from himaya.institutions.models import Account, Desk, Institution, Membership, Region
from himaya.kernel import columns as why
from himaya.kernel.columns import about_a_person, reason, stated
from himaya.kernel.models import AuditEvent, DataKey
from himaya.kernel.sealed import SealedField
from himaya.persons.models import Person
from himaya.training.models import Enrolment

# Kinds of column in which a sentence would fit: in clear only where a person's sentence can never get in.
ROOMY = (models.TextField, models.BinaryField, models.FileField, models.JSONField)


def house_models() -> list[type[models.Model]]:
    """Every model of the house, with the tables between two models."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model.__module__.startswith("himaya.")]


def columns() -> Iterator[tuple[str, "models.Field[Any, Any]"]]:
    """Every column of the house, with its name in the store."""
    for model in house_models():
        for field in model._meta.local_concrete_fields:
            yield f"{model._meta.db_table}.{field.column}", field


@pytest.mark.capability("X1")
def test_every_column_is_sealed_or_in_clear_for_a_reason() -> None:
    """Seen red with one more text column beside the secret of a file; and with one more date."""
    assert len(list(columns())) > 2600
    assert [name for name, field in columns() if not isinstance(field, SealedField) and not reason(field)] == []


def test_no_sealed_column_is_called_clear() -> None:
    """Seen red with `CODED(SealedField(...))`: somebody would trust the word, and take the seal away."""
    assert [name for name, field in columns() if isinstance(field, SealedField) and stated(field)] == []


def test_a_table_about_a_person_has_no_room_for_a_sentence_in_clear() -> None:
    """Free text in clear is possible only in tables that no person stands in.

    Seen red with a text column, a list that is not called wordless, and a line of 65 letters, each of a case.
    """
    about = [(name, field) for name, field in columns() if about_a_person(field.model)]
    for name, field in about:
        if isinstance(field, ROOMY) and not isinstance(field, SealedField):
            assert "wordless" in vars(field), name
        if isinstance(field, models.CharField):
            assert (field.max_length or 0) <= 64, f"{name} could hold a sentence"


@pytest.mark.parametrize(
    ("model", "name", "follows"),
    [
        (Case, "id", why.ID),
        (AuditEvent, "id", why.NUMBER),
        (Case, "person", why.LINK),
        (Referral, "from_desk", why.DESK),
        (Person, "institution", why.DESK),
        (Membership, "account", why.WORKER),
        (Position, "delegate", why.OFFICIAL),
        (Enrolment, "region", why.GROUP),
        (Institution.predecessors.through, "to_institution", why.LINK),
    ],
)
def test_a_key_and_a_link_say_by_themselves_what_they_tell(
    model: type[models.Model], name: str, follows: why.Clear
) -> None:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    assert stated(field) is None
    assert reason(field) is follows


@pytest.mark.parametrize(
    "field", [models.DateField(), models.IntegerField(), models.UUIDField(), models.CharField(primary_key=True)]
)
def test_no_other_column_has_a_reason_before_somebody_states_one(field: "models.Field[Any, Any]") -> None:
    """A birth date is a date, an age a number, and a number of a passport can be the key of a row."""
    assert reason(field) is None
    assert reason(why.DAY(field)) is why.DAY


def test_a_link_is_given_no_reason_by_hand() -> None:
    """It would say something else than the model that it leads to; mypy would also lose the type of what it finds."""
    with pytest.raises(TypeError, match="A_LINK_TELLS"):
        why.CODED(models.ForeignKey(Desk, models.PROTECT))


def test_a_table_is_about_a_person_by_its_word_its_columns_or_its_links() -> None:
    """A plain id named after a person or a case counts like a link; links of links count."""
    assert [about_a_person(model) for model in (Person, DataExport, Case, Referral, PartnerLink, Erasure)] == [True] * 6
    assert [about_a_person(model) for model in (Desk, Region, Account, Membership, DataKey)] == [False] * 5


def test_no_other_application_gets_a_column_for_a_person() -> None:
    """What comes with Django and allauth stays as it was looked at: sessions, factors, permissions; no address used."""
    foreign = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if not model.__module__.startswith("himaya.")
    }
    assert foreign == {
        "account_emailaddress",
        "account_emailconfirmation",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_session",
        "mfa_authenticator",
    }
