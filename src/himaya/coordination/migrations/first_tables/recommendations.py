"""The tables about recommendations, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Cluster",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("number", models.PositiveIntegerField(unique=True)),
            ("made_on", models.DateField()),
            ("note", models.CharField(blank=True, max_length=600)),
        ],
        options={
            "db_table": "recommendation_cluster",
        },
    ),
    migrations.CreateModel(
        name="ImportBatch",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("made_at", models.DateTimeField()),
            ("source_kind", models.CharField(max_length=16)),
            ("rows", models.JSONField(default=list)),
            ("state", models.CharField(max_length=16)),
            ("imported_on", models.DateField(null=True)),
            ("count", models.PositiveIntegerField(default=0)),
        ],
        options={
            "db_table": "recommendation_import",
        },
    ),
    migrations.CreateModel(
        name="FollowUpAction",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveIntegerField(unique=True)),
            ("text", models.CharField(max_length=600)),
            ("entity", models.CharField(blank=True, max_length=160)),
            ("due_on", models.DateField(null=True)),
            ("state", models.CharField(max_length=16)),
            ("note", models.CharField(blank=True, max_length=600)),
            ("entered_on", models.DateField()),
            ("ended_on", models.DateField(null=True)),
            (
                "institution",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
        ],
        options={
            "db_table": "follow_up_action",
        },
    ),
    migrations.CreateModel(
        name="Recommendation",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveIntegerField(unique=True)),
            ("source_kind", models.CharField(max_length=16)),
            ("source_ref", models.CharField(blank=True, max_length=160)),
            ("source_on", models.DateField(null=True)),
            ("text_fr", models.TextField(blank=True)),
            ("text_ar", models.TextField(blank=True)),
            ("text_en", models.TextField(blank=True)),
            ("rationale", models.CharField(blank=True, max_length=600)),
            ("theme", models.CharField(blank=True, max_length=16)),
            ("action_type", models.CharField(blank=True, max_length=16)),
            ("plan_axis", models.CharField(blank=True, max_length=32)),
            ("sdg", models.CharField(blank=True, max_length=8)),
            ("priority", models.CharField(max_length=16)),
            ("lead_name", models.CharField(blank=True, max_length=160)),
            ("due_on", models.DateField(null=True)),
            ("indicator", models.CharField(blank=True, max_length=240)),
            ("baseline", models.CharField(blank=True, max_length=80)),
            ("target", models.CharField(blank=True, max_length=80)),
            ("resources", models.CharField(blank=True, max_length=240)),
            ("state", models.CharField(max_length=24)),
            ("entered_on", models.DateField()),
            ("addressed_on", models.DateField(null=True)),
            ("answer_by", models.DateField(null=True)),
            ("response", models.CharField(blank=True, max_length=16)),
            ("response_reason", models.CharField(blank=True, max_length=600)),
            ("response_how", models.CharField(blank=True, max_length=16)),
            ("responded_on", models.DateField(null=True)),
            ("heard_on", models.DateField(null=True)),
            ("verified_on", models.DateField(null=True)),
            ("ended_on", models.DateField(null=True)),
            ("ended_reason", models.CharField(blank=True, max_length=600)),
            ("exception", models.CharField(blank=True, max_length=600)),
            ("grade", models.CharField(blank=True, max_length=1)),
            ("grade_note", models.CharField(blank=True, max_length=600)),
            ("graded_on", models.DateField(null=True)),
            ("is_public", models.BooleanField(default=True)),
            ("revision", models.PositiveIntegerField(default=0)),
            (
                "batch",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="recommendations",
                    to="coordination.importbatch",
                ),
            ),
            (
                "cluster",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="recommendations",
                    to="coordination.cluster",
                ),
            ),
            (
                "cycle",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="recommendations",
                    to="coordination.cycle",
                ),
            ),
            (
                "ended_decision",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.decision",
                ),
            ),
            (
                "item",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.agendaitem",
                ),
            ),
            (
                "lead",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "successor",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.recommendation",
                ),
            ),
            (
                "table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="recommendations",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "recommendation",
            "indexes": [models.Index(fields=["state", "due_on"], name="recommendation_state_due")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("lead__isnull", True), ("lead_name", ""), _connector="OR"),
                    name="one_lead_of_a_recommendation",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("response", ""),
                        ("response", "accepted"),
                        models.Q(("response_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="a_qualified_response_has_a_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(("grade__in", ("", "A", "B", "C", "E"))),
                    name="grade_d_is_never_given",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Contributor",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("name", models.CharField(blank=True, max_length=160)),
            (
                "institution",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="contributors",
                    to="coordination.recommendation",
                ),
            ),
        ],
        options={
            "db_table": "recommendation_contributor",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("institution__isnull", False)),
                    fields=("recommendation", "institution"),
                    name="one_place_per_contributor",
                ),
                models.CheckConstraint(
                    condition=models.Q(("institution__isnull", True), ("name", ""), _connector="XOR"),
                    name="a_contributor_is_somebody",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ActionServes",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            (
                "action",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="serves",
                    to="coordination.followupaction",
                ),
            ),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="served_by",
                    to="coordination.recommendation",
                ),
            ),
        ],
        options={
            "db_table": "follow_up_action_serves",
            "constraints": [
                models.UniqueConstraint(fields=("action", "recommendation"), name="an_action_serves_it_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="RecommendationStep",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("on", models.DateField()),
            ("did", models.CharField(max_length=24)),
            ("state", models.CharField(max_length=24)),
            ("code", models.CharField(blank=True, max_length=24)),
            ("note", models.CharField(blank=True, max_length=600)),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="steps",
                    to="coordination.recommendation",
                ),
            ),
        ],
        options={
            "db_table": "recommendation_step",
            "constraints": [
                models.UniqueConstraint(fields=("recommendation", "number"), name="one_recommendation_step_per_number")
            ],
        },
    ),
]
