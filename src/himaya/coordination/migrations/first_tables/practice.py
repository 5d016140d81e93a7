"""The tables about practice, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="PracticeMap",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("due_on", models.DateField()),
            ("state", models.CharField(max_length=16)),
            ("opened_on", models.DateField()),
            ("closed_on", models.DateField(null=True)),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="practice_maps",
                    to="coordination.cycle",
                ),
            ),
            (
                "restituted_at_table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.roundtable",
                ),
            ),
            (
                "table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.roundtable",
                ),
            ),
            (
                "theme",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.theme",
                ),
            ),
        ],
        options={
            "db_table": "practice_map",
        },
    ),
    migrations.CreateModel(
        name="PracticeStep",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("number", models.PositiveSmallIntegerField()),
            (
                "practice_map",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="steps",
                    to="coordination.practicemap",
                ),
            ),
        ],
        options={
            "db_table": "practice_step",
            "constraints": [models.UniqueConstraint(fields=("practice_map", "number"), name="one_step_per_number")],
        },
    ),
    migrations.CreateModel(
        name="PracticeStatement",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("does", models.CharField(max_length=16)),
            ("unit", models.CharField(blank=True, max_length=160)),
            ("form", models.CharField(blank=True, max_length=160)),
            ("hours", models.PositiveIntegerField(null=True)),
            ("legal_basis", models.CharField(blank=True, max_length=240)),
            ("note", models.CharField(blank=True, max_length=600)),
            ("state", models.CharField(max_length=16)),
            ("how", models.CharField(blank=True, max_length=16)),
            ("stated_on", models.DateField(null=True)),
            ("revision", models.PositiveIntegerField(default=0)),
            (
                "delegate",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
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
                "passes_to",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "step",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="statements",
                    to="coordination.practicestep",
                ),
            ),
        ],
        options={
            "db_table": "practice_statement",
            "constraints": [models.UniqueConstraint(fields=("step", "institution"), name="one_statement_per_step")],
        },
    ),
]
