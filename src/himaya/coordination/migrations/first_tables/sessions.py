"""The tables about sessions, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="TakeAway",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("text", models.CharField(max_length=600)),
            ("said_on", models.DateField()),
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
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="take_aways",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "take_away",
            "constraints": [
                models.UniqueConstraint(fields=("table", "institution"), name="one_take_away_per_institution")
            ],
        },
    ),
    migrations.CreateModel(
        name="Question",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("source", models.CharField(blank=True, max_length=200)),
            ("mark", models.CharField(blank=True, max_length=2)),
            ("text", models.CharField(max_length=600)),
            ("due_on", models.DateField()),
            ("state", models.CharField(max_length=16)),
            ("answer", models.TextField(blank=True)),
            ("how", models.CharField(blank=True, max_length=16)),
            ("answered_on", models.DateField(null=True)),
            (
                "asked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
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
                "item",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.agendaitem",
                ),
            ),
            (
                "owed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="questions",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "open_question",
        },
    ),
    migrations.CreateModel(
        name="Material",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("kind", models.CharField(max_length=16)),
            ("language", models.CharField(blank=True, max_length=8)),
            ("where", models.CharField(blank=True, max_length=240)),
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
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="materials",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "session_material",
        },
    ),
    migrations.CreateModel(
        name="Expert",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("source", models.CharField(blank=True, max_length=200)),
            ("mark", models.CharField(blank=True, max_length=2)),
            ("name", models.CharField(blank=True, max_length=160)),
            ("organisation", models.CharField(blank=True, max_length=160)),
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
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="experts",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "session_expert",
        },
    ),
]
