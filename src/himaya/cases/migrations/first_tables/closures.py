"""The tables about closures, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Closure",
        fields=[
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("word", models.CharField(max_length=8)),
            ("on", models.DateField()),
            ("role", models.CharField(blank=True, max_length=32)),
            ("reason", models.CharField(max_length=48)),
            ("tries", models.PositiveSmallIntegerField(null=True)),
            ("left_running", models.PositiveSmallIntegerField(default=0)),
            ("written_by", models.UUIDField(null=True)),
            ("outcomes", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
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
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "case_closure",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_closure_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("number"), "%%", models.Value(2)
                                ),
                                1,
                            ),
                            ("word", "closed"),
                        ),
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("number"), "%%", models.Value(2)
                                ),
                                0,
                            ),
                            ("word", "reopened"),
                        ),
                        _connector="OR",
                    ),
                    name="closed_and_opened_in_turn",
                ),
                models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="closure_has_a_reason"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("word", "closed"),
                        models.Q(("left_running", 0), ("outcomes__isnull", True), ("tries__isnull", True)),
                        _connector="OR",
                    ),
                    name="only_a_closing_has_outcomes",
                ),
            ],
        },
    ),
]
