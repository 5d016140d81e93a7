"""A sitting, what happens in it, and the form as it stands."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Sitting",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "preparation",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="interviews.preparation",
                ),
            ),
            (
                "interpreter",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="interviews.interpreter",
                ),
            ),
            ("language", models.CharField(max_length=8)),
            ("present", models.JSONField()),
            ("led_by", models.UUIDField()),
            ("began_at", models.DateTimeField()),
            ("ended_at", models.DateTimeField(null=True)),
            ("ending", models.CharField(blank=True, max_length=16)),
            ("conditions", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
        ],
        options={
            "db_table": "interview_sitting",
            "constraints": [
                models.UniqueConstraint(fields=("interview", "number"), name="one_sitting_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended_at__isnull", True), ("ending", "")),
                        models.Q(
                            ("ended_at__isnull", False),
                            ("ending__in", ("done", "stopped", "enough", "distress")),
                        ),
                        _connector="OR",
                    ),
                    name="an_ended_sitting_says_how",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("interview",),
                    name="one_sitting_at_a_time",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Moment",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            (
                "sitting",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="interviews.sitting",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("at", models.DateTimeField()),
            ("kind", models.CharField(max_length=16)),
            ("written_by", models.UUIDField()),
            ("words", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "interview_moment",
            "constraints": [
                models.UniqueConstraint(fields=("interview", "number"), name="one_moment_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ("pause", "resume", "distress", "end", "postpone"))),
                    name="moment_kind_is_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Draft",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                ),
            ),
            ("aside_at", models.DateTimeField(null=True)),
            ("turn", models.PositiveIntegerField(default=0)),
            ("instance", models.CharField(blank=True, max_length=64)),
            ("kept_at", models.DateTimeField()),
            ("kept_by", models.UUIDField(null=True)),
            ("finished_at", models.DateTimeField(null=True)),
            ("xml", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            ("values", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "interview_draft",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("aside_at__isnull", True)),
                    fields=("interview",),
                    name="one_interview_draft_at_a_time",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="DraftKey",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            (
                "draft",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.draft"
                ),
            ),
            ("secret", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
        ],
        options={
            "db_table": "interview_draft_key",
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="EarlierDraft",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            (
                "draft",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.draft"),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("at", models.DateTimeField()),
            ("written_by", models.UUIDField()),
            ("xml", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
        ],
        options={
            "db_table": "interview_draft_earlier",
            "constraints": [
                models.UniqueConstraint(fields=("interview", "number"), name="one_earlier_draft_per_number"),
            ],
        },
    ),
]
