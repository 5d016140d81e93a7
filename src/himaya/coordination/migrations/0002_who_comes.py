"""The tables of the round tables: who is asked, who is there, what is left open."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0001_initial"),
        ("institutions", "0002_mandates"),
        ("instruments", "0001_initial"),
        ("kernel", "0003_stamp_content"),
    ]
    operations = [
        migrations.CreateModel(
            name="Quorum",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("half_day", models.CharField(max_length=16)),
                ("frozen_at", models.DateTimeField()),
                ("seats", models.PositiveSmallIntegerField()),
                ("needed", models.PositiveSmallIntegerField()),
                ("there", models.PositiveSmallIntegerField()),
                ("reached", models.BooleanField()),
                ("closes", models.BooleanField(default=False)),
                ("detail", models.JSONField()),
            ],
            options={
                "db_table": "quorum",
            },
        ),
        migrations.AddField(
            model_name="quorum",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="quorums", to="coordination.roundtable"
            ),
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
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
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
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
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
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
            },
        ),
        migrations.CreateModel(
            name="TakeAway",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
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
            },
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("table", "institution"), name="one_invitation_per_institution"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("table", "half_day", "institution"), name="one_attendance_per_half_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="takeaway",
            constraint=models.UniqueConstraint(fields=("table", "institution"), name="one_take_away_per_institution"),
        ),
    ]
