"""The tables of the round tables: cycles, seats, tables and their agenda."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("institutions", "0002_mandates"),
        ("instruments", "0001_initial"),
        ("kernel", "0003_stamp_content"),
    ]
    operations = [
        migrations.CreateModel(
            name="AgendaItem",
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
            ],
            options={
                "db_table": "agenda_item",
            },
        ),
        migrations.CreateModel(
            name="Cycle",
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
                ("source", models.CharField(blank=True, max_length=200)),
                ("mark", models.CharField(blank=True, max_length=2)),
                ("legal_basis", models.CharField(blank=True, max_length=240)),
                ("legal_basis_mark", models.CharField(blank=True, max_length=2)),
                ("rules", models.JSONField(default=dict)),
                ("state", models.CharField(max_length=16)),
                ("recorded", models.BooleanField(default=False)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "funder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.institution",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
            ],
            options={
                "db_table": "cycle",
            },
        ),
        migrations.CreateModel(
            name="Document",
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
                ("kind", models.CharField(max_length=24)),
                ("decide_on", models.DateField(null=True)),
                ("state", models.CharField(max_length=16)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="coordination.cycle"
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
        migrations.AddField(
            model_name="agendaitem",
            name="document",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.document"
            ),
        ),
        migrations.CreateModel(
            name="RoundTable",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="coordination.cycle"
                    ),
                ),
            ],
            options={
                "db_table": "round_table",
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="coordination.roundtable"
            ),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="coordination.cycle"
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
            ],
            options={
                "db_table": "cycle_seat",
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("code", models.CharField(max_length=16)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="themes", to="coordination.cycle"
                    ),
                ),
            ],
            options={
                "db_table": "cycle_theme",
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="theme",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.theme"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundtable",
            constraint=models.UniqueConstraint(fields=("cycle", "number"), name="one_table_per_number"),
        ),
        migrations.AddConstraint(
            model_name="roundtable",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="table_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("institution__isnull", False), ("valid_to__isnull", True)),
                fields=("cycle", "institution"),
                name="one_open_seat_per_institution",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("cycle", "number"),
                name="one_open_holder_per_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(fields=("cycle", "code"), name="one_theme_per_code"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("seed", ""), _negated=True),
                fields=("table", "seed"),
                name="one_item_per_seed_and_table",
            ),
        ),
    ]
