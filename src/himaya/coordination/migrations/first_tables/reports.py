"""The tables about reports, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Report",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("kind", models.CharField(max_length=16)),
            ("year", models.PositiveSmallIntegerField(null=True)),
            ("first_day", models.DateField()),
            ("last_day", models.DateField()),
            ("begun_on", models.DateField()),
            (
                "cycle",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reports",
                    to="coordination.cycle",
                ),
            ),
        ],
        options={
            "db_table": "report",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("kind", "annual")), fields=("year",), name="one_report_per_year"
                ),
                models.CheckConstraint(
                    condition=models.Q(("year__isnull", True), ("cycle__isnull", True), _connector="XOR"),
                    name="a_report_is_of_something",
                ),
                models.CheckConstraint(
                    condition=models.Q(("last_day__gte", models.F("first_day"))),
                    name="a_report_ends_after_it_begins",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CostLine",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("on", models.DateField()),
            ("heading", models.CharField(max_length=24)),
            ("text", models.CharField(max_length=240)),
            ("amount", models.BigIntegerField()),
            ("currency", models.CharField(max_length=3)),
            ("entered_on", models.DateField()),
            ("taken_back_on", models.DateField(null=True)),
            ("taken_back_reason", models.CharField(blank=True, max_length=240)),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="costs",
                    to="coordination.cycle",
                ),
            ),
        ],
        options={
            "db_table": "cycle_cost",
            "constraints": [
                models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="a_cost_is_more_than_nothing")
            ],
        },
    ),
    migrations.CreateModel(
        name="ReportEdition",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("frozen_at", models.DateTimeField()),
            ("content", models.JSONField()),
            ("sha256", models.CharField(max_length=64)),
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="editions",
                    to="coordination.report",
                ),
            ),
        ],
        options={
            "db_table": "report_edition",
            "constraints": [models.UniqueConstraint(fields=("report", "number"), name="one_report_edition_per_number")],
        },
    ),
    migrations.CreateModel(
        name="ReportText",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("chapter", models.CharField(max_length=48)),
            ("text_fr", models.TextField(blank=True)),
            ("text_ar", models.TextField(blank=True)),
            ("text_en", models.TextField(blank=True)),
            ("revision", models.PositiveIntegerField(default=0)),
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="texts",
                    to="coordination.report",
                ),
            ),
        ],
        options={
            "db_table": "report_text",
            "constraints": [models.UniqueConstraint(fields=("report", "chapter"), name="one_text_per_chapter")],
        },
    ),
]
