from typing import Any
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether

KEPT = django.db.models.deletion.PROTECT


def number() -> "models.UUIDField[UUID, UUID]":
    return models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)


def of(model: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(on_delete=KEPT, related_name="+", to=model)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0018_kept_from_one_person"),
        ("institutions", "0007_qualifications"),
        ("persons", "0002_matchweights_sameperson"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        ("id", number()),
                        ("reference", models.CharField(max_length=64)),
                        ("signed_on", models.DateField()),
                        ("joined_by", models.UUIDField()),
                        ("joined_at", models.DateTimeField()),
                        ("left_by", models.UUIDField(null=True)),
                        ("left_at", models.DateTimeField(null=True)),
                        ("institution", of("institutions.institution")),
                    ],
                    options={
                        "db_table": "protocol_party",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=["institution"],
                                condition=Q(left_at__isnull=True),
                                name="an_institution_is_a_party_once",
                            ),
                            models.CheckConstraint(
                                condition=Q(left_by__isnull=True, left_at__isnull=True)
                                | Q(left_by__isnull=False, left_at__isnull=False),
                                name="a_leaving_says_who_and_when",
                            ),
                            models.CheckConstraint(condition=~Q(reference=""), name="a_protocol_has_a_reference"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enquiry",
                    fields=[
                        ("id", number()),
                        ("reference", models.CharField(max_length=16)),
                        ("parties", models.JSONField()),
                        ("as_child", models.BooleanField()),
                        ("state", models.CharField(default="open", max_length=12)),
                        ("asked_by", models.UUIDField()),
                        ("asked_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("compared_at", models.DateTimeField(null=True)),
                        ("withdrawn_by", models.UUIDField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("case", of("cases.case")),
                        ("desk", of("institutions.desk")),
                        ("institution", of("institutions.institution")),
                        ("person", of("persons.person")),
                    ],
                    options={
                        "db_table": "enquiry",
                        "indexes": [
                            models.Index(fields=["case", "-asked_at"], name="enquiry_of_case"),
                            models.Index(fields=["expires_at"], name="enquiry_ends"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(state__in=("open", "withdrawn", "over")), name="enquiry_state_is_known"
                            ),
                            models.UniqueConstraint(
                                fields=["person"], condition=Q(state="open"), name="one_open_enquiry_for_a_person"
                            ),
                            models.CheckConstraint(
                                condition=Q(
                                    state__in=("open", "over"), withdrawn_by__isnull=True, withdrawn_at__isnull=True
                                )
                                | Q(state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                                name="a_withdrawn_enquiry_says_who",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Told",
                    fields=[
                        ("id", number()),
                        ("reference", models.CharField(max_length=16)),
                        ("told_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("state", models.CharField(default="waits", max_length=12)),
                        ("agreed", models.BooleanField(default=False)),
                        ("decided_by", models.UUIDField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("case", of("cases.case")),
                        ("enquiry", of("enquiries.enquiry")),
                        ("from_desk", of("institutions.desk")),
                        ("institution", of("institutions.institution")),
                        ("person", of("persons.person")),
                    ],
                    options={
                        "db_table": "enquiry_told",
                        "indexes": [models.Index(fields=["case", "state"], name="enquiry_told_case")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(state__in=("waits", "in_touch")), name="enquiry_told_state_is_known"
                            ),
                            models.UniqueConstraint(
                                fields=["enquiry", "person"], name="a_desk_is_told_once_of_a_person"
                            ),
                            models.CheckConstraint(
                                condition=Q(
                                    state="waits", agreed=False, decided_by__isnull=True, decided_at__isnull=True
                                )
                                | Q(state="in_touch", agreed=True, decided_by__isnull=False, decided_at__isnull=False),
                                name="nobody_gets_in_touch_without_a_yes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        ("id", number()),
                        ("agreed", models.BooleanField()),
                        ("at", models.DateTimeField()),
                        ("desk", of("institutions.desk")),
                        ("enquiry", of("enquiries.enquiry")),
                    ],
                    options={
                        "db_table": "enquiry_answer",
                        "indexes": [models.Index(fields=["enquiry"], name="enquiry_answer_of")],
                        "constraints": [
                            models.CheckConstraint(condition=Q(agreed=True), name="an_asker_hears_after_a_yes_only"),
                        ],
                    },
                ),
            ]
        ),
    ]
