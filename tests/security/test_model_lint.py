"""A column that nobody classified fails the build, and what the table calls sealed is sealed."""

import pytest
from django.apps import apps
from django.db import models

from himaya.kernel.sealed import SealedField
from tests.security.model_classification import COLUMNS as OF_THE_REST
from tests.security.model_classification import SEALED
from tests.security.model_classification_apart import APART
from tests.security.model_classification_attestations import ATTESTATIONS
from tests.security.model_classification_care import CARE
from tests.security.model_classification_closures import CLOSURES
from tests.security.model_classification_conferences import CONFERENCES
from tests.security.model_classification_consents import CONSENTS
from tests.security.model_classification_consents_whole import CONSENTS_WHOLE
from tests.security.model_classification_consulting import CONSULTING
from tests.security.model_classification_coordination import COORDINATION
from tests.security.model_classification_crisis import CRISIS
from tests.security.model_classification_determinations import DETERMINATIONS
from tests.security.model_classification_duplicates import DUPLICATES
from tests.security.model_classification_enquiries import ENQUIRIES
from tests.security.model_classification_estimates import ESTIMATES
from tests.security.model_classification_following import FOLLOWING
from tests.security.model_classification_health import HEALTH
from tests.security.model_classification_interviews import INTERVIEWS
from tests.security.model_classification_legal import LEGAL
from tests.security.model_classification_packets import PACKETS
from tests.security.model_classification_papers import PAPERS
from tests.security.model_classification_plans import PLANS
from tests.security.model_classification_qualifications import QUALIFICATIONS
from tests.security.model_classification_reasonings import LAW, REASONINGS
from tests.security.model_classification_referrals import REFERRALS
from tests.security.model_classification_relations import RELATIONS
from tests.security.model_classification_releases import RELEASES
from tests.security.model_classification_returns import RETURNS
from tests.security.model_classification_rights import RIGHTS
from tests.security.model_classification_risks import RISKS
from tests.security.model_classification_safety import SAFETY
from tests.security.model_classification_services import SERVICES
from tests.security.model_classification_staff_care import STAFF_CARE
from tests.security.model_classification_tasks import TASKS
from tests.security.model_classification_texts import TEXTS
from tests.security.model_classification_training import TRAINING
from tests.security.model_classification_yearbook import YEARBOOK

OF_CASES = {
    **OF_THE_REST,
    **APART,
    **ATTESTATIONS,
    **CLOSURES,
    **CONFERENCES,
    **CRISIS,
    **PACKETS,
    **RETURNS,
    **INTERVIEWS,
    **CONSENTS,
    **CONSENTS_WHOLE,
    **DETERMINATIONS,
    **LEGAL,
    **PLANS,
    **QUALIFICATIONS,
    **REASONINGS,
    **REFERRALS,
    **RELATIONS,
    **DUPLICATES,
    **ENQUIRIES,
    **HEALTH,
    **CARE,
    **RIGHTS,
    **RISKS,
    **SAFETY,
    **TASKS,
}
COLUMNS = {
    **OF_CASES,
    **CONSULTING,
    **COORDINATION,
    **ESTIMATES,
    **FOLLOWING,
    **LAW,
    **PAPERS,
    **RELEASES,
    **SERVICES,
    **STAFF_CARE,
    **TEXTS,
    **TRAINING,
    **YEARBOOK,
}

# Kinds of column in which a sentence would fit: in clear only where a person's sentence can never get in.
ROOMY = (models.TextField, models.BinaryField, models.FileField, models.JSONField)
ABOUT_A_PERSON = (
    "person",
    "case_file",
    "case_attachment",
    "case_closure",
    "compartment",
    "compartment_grant",
    "compartment_note",
    "submission",
    "consent",
    "referral",
    "referral_step",
    "case_handover",
    "case_arrival",
    "legal_hold",
    "legal_demand",
    "data_request",
    "data_export",
    "data_export_case",
    *ATTESTATIONS,
    *CONFERENCES,
    *CRISIS,
    *PACKETS,
    *RETURNS,
    *INTERVIEWS,
    *RELATIONS,
    *DUPLICATES,
    *ENQUIRIES,
    "health_entry",
    *RISKS,
    "care_step",
    "clinician_letter",
    *SAFETY,
    "first_days",
    "plan_goal",
    "plan_line",
    "plan_step",
    "plan_talk",
    "reason_line",
)

# Columns of lists in which codes, ids or numbers stand, and nothing that somebody typed.
LISTS_OF_CODES = (
    "classes",
    "quiet",
    "data_classes",
    "present",
    "services_taken",
    "parts",
    # Ids of desks with the bases of each.
    "desks",
    # Numbers of lines.
    "lines",
    "refused",
    "task",
    "task_step",
    "right_facts",
    "right_step",
    "held_copy",
    # Of a search for duplicates: shares of levels and levels met, each by the code of its trait.
    "m",
    "u",
    "levels",
    # Of an enquiry: ids of institutions.
    "parties",
)


def house_models() -> list[type[models.Model]]:
    """Every model of the house, with the tables between two models."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model.__module__.startswith("himaya.")]


def columns(model: type[models.Model]) -> "dict[str, models.Field[object, object]]":
    return {field.column: field for field in model._meta.local_concrete_fields if field.column}


@pytest.mark.capability("X1")
def test_every_column_is_sealed_or_in_clear_for_a_reason() -> None:
    """Seen red with one more text column beside the secret of a file."""
    there = {model._meta.db_table: set(columns(model)) for model in house_models()}
    assert there == {table: set(rows) for table, rows in COLUMNS.items()}


def test_what_is_called_sealed_is_sealed_and_nothing_else() -> None:
    sealed = {
        (model._meta.db_table, name)
        for model in house_models()
        for name, field in columns(model).items()
        if isinstance(field, SealedField)
    }
    assert sealed == {(table, name) for table, rows in COLUMNS.items() for name, why in rows.items() if why == SEALED}


def test_a_table_about_a_person_has_no_room_for_a_sentence_in_clear() -> None:
    """Free text in clear is possible only in tables that no person stands in."""
    for model in house_models():
        if model._meta.db_table not in ABOUT_A_PERSON:
            continue
        for name, field in columns(model).items():
            if isinstance(field, ROOMY) and not isinstance(field, SealedField):
                assert name in LISTS_OF_CODES, f"{model._meta.db_table}.{name}"
            if isinstance(field, models.CharField):
                assert (field.max_length or 0) <= 64, f"{model._meta.db_table}.{name} could hold a sentence"


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
