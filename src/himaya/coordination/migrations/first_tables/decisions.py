"""The tables about decisions, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Decision",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("source", models.CharField(blank=True, max_length=200)),
            ("mark", models.CharField(blank=True, max_length=2)),
            ("number", models.PositiveSmallIntegerField()),
            ("wording_fr", models.TextField(blank=True)),
            ("wording_ar", models.TextField(blank=True)),
            ("wording_en", models.TextField(blank=True)),
            ("parts", models.JSONField(default=list)),
            ("method", models.CharField(max_length=16)),
            ("half_day", models.CharField(blank=True, max_length=16)),
            ("state", models.CharField(max_length=16)),
            ("put_at", models.DateTimeField()),
            ("concluded_at", models.DateTimeField(null=True)),
            ("result", models.JSONField(default=dict)),
            ("confirm_by", models.CharField(max_length=16)),
            ("confirmed_on", models.DateField(null=True)),
            ("confirmed_reference", models.CharField(blank=True, max_length=80)),
            ("reason", models.CharField(blank=True, max_length=240)),
            (
                "item",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="decisions",
                    to="coordination.agendaitem",
                ),
            ),
            (
                "document",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.document",
                ),
            ),
            (
                "concluded_quorum",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.quorum",
                ),
            ),
            (
                "quorum",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.quorum",
                ),
            ),
            (
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="decisions",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "decision",
            "constraints": [models.UniqueConstraint(fields=("table", "number"), name="one_decision_per_number")],
        },
    ),
    migrations.CreateModel(
        name="Reservation",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("clause", models.CharField(blank=True, max_length=80)),
            ("text", models.CharField(max_length=600)),
            ("review_on", models.DateField()),
            ("lifted_on", models.DateField(null=True)),
            (
                "decision",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reservations",
                    to="coordination.decision",
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
                "lifted_at_table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "reservation",
        },
    ),
    migrations.CreateModel(
        name="Position",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("stance", models.CharField(max_length=16)),
            ("reason", models.CharField(blank=True, max_length=600)),
            ("how", models.CharField(max_length=16)),
            ("role", models.CharField(blank=True, max_length=16)),
            ("said_at", models.DateTimeField()),
            ("confirmed_on", models.DateField(null=True)),
            ("confirmed_how", models.CharField(blank=True, max_length=16)),
            (
                "confirmed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
                ),
            ),
            (
                "decision",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="positions",
                    to="coordination.decision",
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
                "institution",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
        ],
        options={
            "db_table": "position",
            "constraints": [
                models.UniqueConstraint(fields=("decision", "institution"), name="one_voice_per_institution"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("stance", "object"), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="an_objection_has_a_reason",
                ),
            ],
        },
    ),
]
