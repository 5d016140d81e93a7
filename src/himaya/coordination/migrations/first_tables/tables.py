"""The tables about tables, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Document",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("kind", models.CharField(max_length=24)),
            ("decide_on", models.DateField(null=True)),
            ("state", models.CharField(max_length=16)),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="documents",
                    to="coordination.cycle",
                ),
            ),
            (
                "owner",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="instruments.version",
                ),
            ),
        ],
        options={
            "db_table": "round_table_document",
        },
    ),
    migrations.CreateModel(
        name="RoundTable",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("source", models.CharField(blank=True, max_length=200)),
            ("mark", models.CharField(blank=True, max_length=2)),
            ("number", models.PositiveSmallIntegerField()),
            ("kind", models.CharField(max_length=16)),
            ("starts_at", models.DateTimeField()),
            ("ends_at", models.DateTimeField()),
            ("zone", models.CharField(max_length=48)),
            ("place", models.CharField(blank=True, max_length=240)),
            ("link", models.CharField(blank=True, max_length=240)),
            ("state", models.CharField(max_length=16)),
            ("reason", models.CharField(blank=True, max_length=240)),
            ("answer_by", models.DateField(null=True)),
            ("sequence", models.PositiveIntegerField(default=0)),
            ("opened_at", models.DateTimeField(null=True)),
            ("closed_at", models.DateTimeField(null=True)),
            (
                "chair",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
                ),
            ),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="tables",
                    to="coordination.cycle",
                ),
            ),
        ],
        options={
            "db_table": "round_table",
            "constraints": [
                models.UniqueConstraint(fields=("cycle", "number"), name="one_table_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                    name="table_ends_after_it_starts",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AgendaItem",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("source", models.CharField(blank=True, max_length=200)),
            ("mark", models.CharField(blank=True, max_length=2)),
            ("position", models.PositiveSmallIntegerField()),
            ("kind", models.CharField(max_length=16)),
            ("minutes", models.PositiveSmallIntegerField()),
            ("seed", models.CharField(blank=True, max_length=64)),
            ("state", models.CharField(max_length=16)),
            ("started_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            ("said_fr", models.TextField(blank=True)),
            ("said_ar", models.TextField(blank=True)),
            ("said_en", models.TextField(blank=True)),
            ("reason", models.CharField(blank=True, max_length=240)),
            (
                "carried_from",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.agendaitem",
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
                "presenter",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
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
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="items",
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
            "db_table": "agenda_item",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("seed", ""), _negated=True),
                    fields=("table", "seed"),
                    name="one_item_per_seed_and_table",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Quorum",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("half_day", models.CharField(max_length=16)),
            ("frozen_at", models.DateTimeField()),
            ("seats", models.PositiveSmallIntegerField()),
            ("needed", models.PositiveSmallIntegerField()),
            ("there", models.PositiveSmallIntegerField()),
            ("reached", models.BooleanField()),
            ("closes", models.BooleanField(default=False)),
            ("detail", models.JSONField()),
            (
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="quorums",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "quorum",
        },
    ),
    migrations.CreateModel(
        name="Invitation",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("seat_kind", models.CharField(max_length=16)),
            ("sent_at", models.DateTimeField(null=True)),
            ("answer", models.CharField(max_length=16)),
            ("standing_in", models.CharField(blank=True, max_length=160)),
            ("reason", models.CharField(blank=True, max_length=240)),
            ("how", models.CharField(blank=True, max_length=16)),
            ("answered_at", models.DateTimeField(null=True)),
            ("received_on", models.DateField(null=True)),
            ("revision", models.PositiveIntegerField(default=0)),
            ("reminded_at", models.DateTimeField(null=True)),
            ("mail_owed", models.CharField(blank=True, max_length=16)),
            ("mail_claimed_at", models.DateTimeField(null=True)),
            ("mailed_at", models.DateTimeField(null=True)),
            ("mailed_sequence", models.PositiveIntegerField(null=True)),
            (
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
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
            (
                "table",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="invitations",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "invitation",
            "constraints": [
                models.UniqueConstraint(fields=("table", "institution"), name="one_invitation_per_institution")
            ],
        },
    ),
    migrations.CreateModel(
        name="Attendance",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("half_day", models.CharField(max_length=16)),
            ("status", models.CharField(max_length=16)),
            ("standing_in", models.CharField(blank=True, max_length=160)),
            ("marked_at", models.DateTimeField()),
            ("left_at", models.DateTimeField(null=True)),
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
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="attendances",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "attendance",
            "constraints": [
                models.UniqueConstraint(fields=("table", "half_day", "institution"), name="one_attendance_per_half_day")
            ],
        },
    ),
]
