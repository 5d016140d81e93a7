"""The tables about compartments, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Compartment",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("kind", models.CharField(max_length=16)),
            ("subject_id", models.UUIDField(unique=True)),
            ("begun_by", models.UUIDField()),
            ("begun_on", models.DateField()),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
        ],
        options={
            "db_table": "compartment",
            "constraints": [
                models.UniqueConstraint(fields=("case", "kind", "desk"), name="one_compartment_per_kind_and_desk"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ("health", "ngo_notes", "safe_house"))),
                    name="compartment_kind_is_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CompartmentGrant",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("reason", models.CharField(blank=True, max_length=24)),
            ("granted_by", models.UUIDField()),
            ("granted_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField(null=True)),
            ("revoked_by", models.UUIDField(null=True)),
            ("revoked_at", models.DateTimeField(null=True)),
            (
                "account",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "compartment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                ),
            ),
            (
                "desk",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.desk",
                ),
            ),
            (
                "institution",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
        ],
        options={
            "db_table": "compartment_grant",
            "indexes": [
                models.Index(
                    condition=models.Q(("revoked_at__isnull", True)),
                    fields=["account", "compartment"],
                    name="compartment_of_account",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("account__isnull", True), ("desk__isnull", False), ("expires_at__isnull", True)),
                        models.Q(
                            ("account__isnull", False),
                            ("desk__isnull", True),
                            ("expires_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="compartment_is_the_desks_or_for_a_time",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("desk__isnull", False), ("revoked_at__isnull", True)),
                    fields=("compartment",),
                    name="one_desk_keeps_a_compartment",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CompartmentNote",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("subject_id", models.UUIDField()),
            ("instance_id", models.UUIDField(unique=True)),
            ("number", models.PositiveSmallIntegerField()),
            ("written_by", models.UUIDField()),
            ("written_on", models.DateField()),
            ("text", himaya.kernel.sealed.SealedField(json_value=False, key="compartment")),
            (
                "compartment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                ),
            ),
            (
                "corrects",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.compartmentnote",
                ),
            ),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
        ],
        options={
            "db_table": "compartment_note",
            "constraints": [
                models.UniqueConstraint(fields=("compartment", "number"), name="one_note_per_number"),
                models.CheckConstraint(condition=models.Q(("text__isnull", False)), name="a_note_says_something"),
            ],
        },
    ),
]
