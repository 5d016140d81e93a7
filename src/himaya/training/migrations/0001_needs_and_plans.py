"""Needs measured, and the plan with its lines."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("coordination", "0013_what_was_counted_stays"),
        ("institutions", "0007_qualifications"),
        ("kernel", "0004_audit_is_sealed"),
    ]
    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="NeedsAssessment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
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
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.region",
                            ),
                        ),
                        ("audience", models.CharField(max_length=160)),
                        ("people", models.PositiveIntegerField(null=True)),
                        ("state", models.CharField(max_length=16)),
                        ("begun_on", models.DateField()),
                        ("handed_in_on", models.DateField(null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "needs_assessment",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="AssessedGap",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="gaps",
                                to="training.needsassessment",
                            ),
                        ),
                        ("module", models.CharField(max_length=16)),
                        ("required", models.PositiveSmallIntegerField()),
                        ("self_rating", models.PositiveSmallIntegerField(null=True)),
                        ("test_share", models.PositiveSmallIntegerField(null=True)),
                        ("supervisor", models.PositiveSmallIntegerField(null=True)),
                        ("exposure", models.PositiveSmallIntegerField()),
                        ("risk", models.PositiveSmallIntegerField()),
                        (
                            "need",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="coordination.need",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "assessed_gap",
                        "constraints": [
                            models.UniqueConstraint(fields=("assessment", "module"), name="one_gap_per_module"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("required__range", (1, 5)),
                                    models.Q(
                                        ("self_rating__isnull", True), ("self_rating__range", (1, 5)), _connector="OR"
                                    ),
                                    models.Q(
                                        ("supervisor__isnull", True), ("supervisor__range", (1, 5)), _connector="OR"
                                    ),
                                    models.Q(("test_share__isnull", True), ("test_share__lte", 100), _connector="OR"),
                                    ("exposure__range", (1, 3)),
                                    ("risk__range", (1, 3)),
                                ),
                                name="a_gap_is_rated_within_its_scales",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingPlan",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(unique=True)),
                        ("state", models.CharField(max_length=16)),
                        ("begun_on", models.DateField()),
                        ("adopted_on", models.DateField(null=True)),
                        ("closed_on", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "training_plan",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanLine",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("title_fr", models.CharField(blank=True, max_length=240)),
                        ("title_ar", models.CharField(blank=True, max_length=240)),
                        ("title_en", models.CharField(blank=True, max_length=240)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="training.trainingplan",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(max_length=16)),
                        ("audience", models.CharField(max_length=160)),
                        ("modules", models.JSONField(default=list)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        ("budget_source", models.CharField(blank=True, max_length=160)),
                        ("budget", models.BigIntegerField(null=True)),
                        ("currency", models.CharField(blank=True, max_length=3)),
                        ("due_on", models.DateField(null=True)),
                        ("added_later", models.BooleanField(default=False)),
                        ("dropped_on", models.DateField(null=True)),
                        ("dropped_reason", models.CharField(blank=True, max_length=240)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "training_line",
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="one_training_line_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("budget__isnull", True), ("currency", "")),
                                    models.Q(("budget__gt", 0), models.Q(("currency", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_budget_has_its_currency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dropped_on__isnull", True), ("dropped_reason", "")),
                                    models.Q(
                                        ("dropped_on__isnull", False), models.Q(("dropped_reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_dropped_line_says_why",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="LineNeed",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="needs",
                                to="training.planline",
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.need"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "training_line_need",
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "need"), name="a_line_serves_a_need_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="LineRecommendation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recommendations",
                                to="training.planline",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "training_line_recommendation",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("line", "recommendation"), name="a_line_answers_a_recommendation_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="LineTarget",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="training.planline",
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
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.region",
                            ),
                        ),
                        ("people", models.PositiveIntegerField()),
                    ],
                    options={
                        "db_table": "training_line_target",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("line", "institution", "region"), name="one_target_per_place"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("region__isnull", True)),
                                fields=("line", "institution"),
                                name="one_target_without_a_region",
                            ),
                            models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="a_target_is_somebody"),
                        ],
                        "indexes": [],
                    },
                ),
            ]
        )
    ]
