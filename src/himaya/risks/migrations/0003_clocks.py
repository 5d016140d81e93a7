"""What calls for a look at the risk, and what was agreed against it."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("institutions", "0007_qualifications"),
        ("persons", "0001_initial"),
        ("risks", "0002_kept_and_secured"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Measure",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("code", models.CharField(max_length=32)),
                        ("domain", models.CharField(blank=True, max_length=3)),
                        ("planned_by", models.UUIDField()),
                        ("planned_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("state", models.CharField(default="planned", max_length=8)),
                        ("reason", models.CharField(blank=True, max_length=16)),
                        ("ended_on", models.DateField(null=True)),
                        ("ended_by", models.UUIDField(null=True)),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "risk_measure",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_risk_measure_per_form"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", True), ("reason", ""), ("state", "planned")),
                                    models.Q(("ended_on__isnull", False), ("reason", ""), ("state", "done")),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        (
                                            "reason__in",
                                            (
                                                "person_said_no",
                                                "not_needed",
                                                "not_safe",
                                                "not_available",
                                                "another_way",
                                                "mistake",
                                            ),
                                        ),
                                        ("state", "dropped"),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_measure_that_was_dropped_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskEvent",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("kind", models.CharField(max_length=16)),
                        ("day", models.DateField(null=True)),
                        ("noted_by", models.UUIDField()),
                        ("noted_at", models.DateTimeField()),
                        ("ended_on", models.DateField(null=True)),
                        ("ended_by", models.UUIDField(null=True)),
                        ("how", models.CharField(blank=True, max_length=16)),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="risks.assessment",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "risk_event",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_risk_event_per_form"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ("hearing", "move", "return", "media", "incident", "new_contact", "release"),
                                    )
                                ),
                                name="risk_event_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_by__isnull", True), ("ended_on__isnull", True), ("how", "")),
                                    models.Q(
                                        ("answered_by__isnull", False), ("ended_on__isnull", False), ("how", "looked")
                                    ),
                                    models.Q(
                                        ("answered_by__isnull", True),
                                        ("ended_on__isnull", False),
                                        ("how__in", ("not_any_more", "mistake")),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_risk_event_that_ended_says_how",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
