"""The tables about retention, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="ErasedForm",
        fields=[
            ("instance_id", models.UUIDField(primary_key=True, serialize=False)),
            ("erased_on", models.DateField()),
        ],
        options={
            "db_table": "erased_form",
        },
    ),
    migrations.CreateModel(
        name="Erasure",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("person_id", models.UUIDField(db_index=True)),
            ("case_id", models.UUIDField()),
            ("scope", models.CharField(max_length=16)),
            ("ground", models.CharField(max_length=32)),
            ("state", models.CharField(default="asked", max_length=16)),
            ("asked_on", models.DateField()),
            ("asked_by", models.UUIDField(null=True)),
            ("asked_as", models.CharField(max_length=16)),
            ("decided_on", models.DateField(null=True)),
            ("decided_by", models.UUIDField(null=True)),
            ("reason", models.CharField(blank=True, max_length=32)),
            ("epoch", models.PositiveIntegerField(null=True)),
            ("counts", models.JSONField(default=dict)),
            ("settled_at", models.DateTimeField(null=True)),
            ("gone_by", models.DateField(null=True)),
            ("gone_on", models.DateField(null=True)),
            ("certificate", models.TextField(blank=True)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
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
            "db_table": "erasure",
            "indexes": [models.Index(fields=["institution", "state", "-asked_on"], name="erasure_list")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "asked")),
                    fields=("person_id",),
                    name="one_open_request_per_person",
                ),
                models.CheckConstraint(
                    condition=models.Q(("scope__in", ("identity", "all"))), name="erasure_scope_is_known"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "done"), _negated=True),
                        ("asked_by__isnull", True),
                        models.Q(
                            ("decided_by__isnull", False),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="erasure_by_hand_takes_two",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "done"), _negated=True),
                        models.Q(("decided_on__isnull", False), ("gone_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="erasure_done_has_both_dates",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="LegalHold",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("ground", models.CharField(max_length=32)),
            ("until", models.DateField()),
            ("set_on", models.DateField()),
            ("set_by", models.UUIDField()),
            ("lifted_on", models.DateField(null=True)),
            ("lifted_by", models.UUIDField(null=True)),
            ("lift_reason", models.CharField(blank=True, max_length=32)),
            (
                "institution",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "legal_hold",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("lifted_on__isnull", True)),
                    fields=("person",),
                    name="one_hold_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("lift_reason", ""), ("lifted_by__isnull", True), ("lifted_on__isnull", True)),
                        models.Q(
                            ("lifted_by__isnull", False),
                            ("lifted_on__isnull", False),
                            models.Q(("lift_reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="a_lifted_hold_says_by_whom_and_why",
                ),
            ],
        },
    ),
]
