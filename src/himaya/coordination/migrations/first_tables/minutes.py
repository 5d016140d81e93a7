"""The tables about minutes, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Minutes",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("state", models.CharField(max_length=16)),
            ("drafted_on", models.DateField()),
            ("circulated_on", models.DateField(null=True)),
            ("deadline_on", models.DateField(null=True)),
            ("approved_on", models.DateField(null=True)),
            ("agreements", models.JSONField(default=list)),
            ("locked_at", models.DateTimeField(null=True)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            (
                "approved_at_table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.roundtable",
                ),
            ),
            (
                "table",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="minutes_record",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "minutes",
        },
    ),
    migrations.CreateModel(
        name="Correction",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("text", models.CharField(max_length=1000)),
            ("how", models.CharField(max_length=16)),
            ("asked_on", models.DateField()),
            ("state", models.CharField(max_length=16)),
            ("answer", models.CharField(blank=True, max_length=600)),
            ("settled_on", models.DateField(null=True)),
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
                "item",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.agendaitem",
                ),
            ),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="corrections",
                    to="coordination.minutes",
                ),
            ),
        ],
        options={
            "db_table": "minutes_correction",
        },
    ),
    migrations.CreateModel(
        name="MinutesVersion",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("made_at", models.DateTimeField()),
            ("content", models.JSONField()),
            ("sha256", models.CharField(max_length=64)),
            ("reason", models.CharField(blank=True, max_length=240)),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="coordination.minutes",
                ),
            ),
        ],
        options={
            "db_table": "minutes_version",
            "constraints": [
                models.UniqueConstraint(fields=("minutes", "number"), name="one_minutes_version_per_number")
            ],
        },
    ),
]
