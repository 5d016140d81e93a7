"""The tables about drafts, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Edition",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("content", models.JSONField()),
            ("sha256", models.CharField(max_length=64)),
            ("change_class", models.CharField(max_length=16)),
            ("parts", models.JSONField(default=list)),
            ("author", models.UUIDField(null=True)),
            ("adopted_on", models.DateField()),
            (
                "base",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.edition",
                ),
            ),
            (
                "decision",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.decision",
                ),
            ),
            (
                "document",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="editions",
                    to="coordination.document",
                ),
            ),
        ],
        options={
            "db_table": "edition",
            "constraints": [models.UniqueConstraint(fields=("document", "number"), name="one_edition_per_number")],
        },
    ),
    migrations.CreateModel(
        name="Draft",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("state", models.CharField(max_length=16)),
            ("audience", models.CharField(blank=True, max_length=32)),
            ("forms", models.JSONField(default=list)),
            ("lists", models.JSONField(default=dict)),
            ("author", models.UUIDField(null=True)),
            ("editors", models.JSONField(default=list)),
            ("opened_on", models.DateField()),
            ("revision", models.PositiveIntegerField(default=0)),
            ("reason", models.CharField(blank=True, max_length=240)),
            (
                "document",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="drafts",
                    to="coordination.document",
                ),
            ),
            (
                "base",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.edition",
                ),
            ),
            (
                "edition",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="draft",
                    to="coordination.edition",
                ),
            ),
        ],
        options={
            "db_table": "draft",
            "constraints": [
                models.UniqueConstraint(fields=("document", "number"), name="one_draft_per_number"),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ("draft", "consultation", "consolidation", "tabled"))),
                    fields=("document",),
                    name="one_draft_under_way",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="EditionForm",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("name", models.CharField(max_length=64)),
            ("changed", models.BooleanField()),
            (
                "edition",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="forms",
                    to="coordination.edition",
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                ),
            ),
        ],
        options={
            "db_table": "edition_form",
            "constraints": [
                models.UniqueConstraint(fields=("edition", "name"), name="one_version_per_edition_and_form")
            ],
        },
    ),
    migrations.CreateModel(
        name="Clause",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("uid", models.CharField(max_length=48)),
            ("kind", models.CharField(max_length=16)),
            ("parent", models.CharField(blank=True, max_length=48)),
            ("position", models.PositiveIntegerField()),
            ("text_fr", models.TextField(blank=True)),
            ("text_ar", models.TextField(blank=True)),
            ("text_en", models.TextField(blank=True)),
            ("state_fr", models.CharField(max_length=16)),
            ("state_ar", models.CharField(max_length=16)),
            ("state_en", models.CharField(max_length=16)),
            ("form", models.JSONField(default=dict)),
            ("replaces", models.CharField(blank=True, max_length=48)),
            ("revision", models.PositiveIntegerField(default=0)),
            (
                "draft",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="clauses",
                    to="coordination.draft",
                ),
            ),
        ],
        options={
            "db_table": "clause",
            "constraints": [models.UniqueConstraint(fields=("draft", "uid"), name="one_clause_per_uid")],
        },
    ),
]
