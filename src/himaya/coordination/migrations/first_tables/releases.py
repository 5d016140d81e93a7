"""The tables about releases, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="HarmReport",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveIntegerField(unique=True)),
            ("uid", models.CharField(blank=True, max_length=48)),
            ("kind", models.CharField(max_length=24)),
            ("text", models.CharField(max_length=1000)),
            ("noticed_on", models.DateField()),
            ("state", models.CharField(max_length=16)),
            ("answer", models.CharField(blank=True, max_length=1000)),
            ("settled_on", models.DateField(null=True)),
            (
                "desk",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.desk",
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
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                ),
            ),
        ],
        options={
            "db_table": "harm_report",
        },
    ),
    migrations.CreateModel(
        name="Release",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("state", models.CharField(max_length=16)),
            ("gate", models.CharField(max_length=16)),
            ("reason", models.CharField(blank=True, max_length=600)),
            ("opened_by", models.UUIDField(null=True)),
            ("opened_at", models.DateTimeField()),
            ("pilot_from", models.DateTimeField(null=True)),
            ("pilot_until", models.DateTimeField(null=True)),
            ("effective_at", models.DateTimeField(null=True)),
            ("live_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            (
                "document",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="releases",
                    to="coordination.document",
                ),
            ),
            (
                "edition",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="releases",
                    to="coordination.edition",
                ),
            ),
            (
                "rolls_back",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.release",
                ),
            ),
        ],
        options={
            "db_table": "release",
            "constraints": [
                models.UniqueConstraint(fields=("document", "number"), name="one_release_per_number"),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ("preparing", "scheduled"))),
                    fields=("document",),
                    name="one_release_under_way",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "live")),
                    fields=("document",),
                    name="one_live_release_per_document",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PilotDesk",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("finding", models.CharField(blank=True, max_length=1000)),
            ("harmful", models.BooleanField(default=False)),
            ("found_on", models.DateField(null=True)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "release",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="pilot_desks",
                    to="coordination.release",
                ),
            ),
        ],
        options={
            "db_table": "release_pilot_desk",
            "constraints": [models.UniqueConstraint(fields=("release", "desk"), name="one_pilot_per_desk")],
        },
    ),
    migrations.CreateModel(
        name="ReleaseStep",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("gate", models.CharField(max_length=16)),
            ("part", models.CharField(blank=True, max_length=64)),
            ("passed_at", models.DateTimeField()),
            ("account", models.UUIDField(null=True)),
            ("name", models.CharField(blank=True, max_length=160)),
            ("how", models.CharField(blank=True, max_length=16)),
            ("note", models.CharField(blank=True, max_length=1000)),
            ("detail", models.JSONField(default=dict)),
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
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "release",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="steps",
                    to="coordination.release",
                ),
            ),
        ],
        options={
            "db_table": "release_step",
            "constraints": [
                models.UniqueConstraint(fields=("release", "gate", "part"), name="one_step_per_gate_and_part")
            ],
        },
    ),
    migrations.CreateModel(
        name="Suspension",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("uid", models.CharField(blank=True, max_length=48)),
            ("reason", models.CharField(max_length=600)),
            ("asked_by", models.UUIDField()),
            ("asked_at", models.DateTimeField()),
            ("confirmed_by", models.UUIDField(null=True)),
            ("confirmed_at", models.DateTimeField(null=True)),
            ("state", models.CharField(max_length=16)),
            ("stand_ins", models.JSONField(default=dict)),
            ("settled_at", models.DateTimeField(null=True)),
            ("answer", models.CharField(blank=True, max_length=600)),
            (
                "harm",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.harmreport",
                ),
            ),
            (
                "release",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="suspensions",
                    to="coordination.release",
                ),
            ),
            (
                "settled_at_table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "suspension",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                    name="a_suspension_takes_two_people",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ("asked", "in_force"))),
                    fields=("release", "uid"),
                    name="one_suspension_of_a_clause",
                ),
            ],
        },
    ),
]
