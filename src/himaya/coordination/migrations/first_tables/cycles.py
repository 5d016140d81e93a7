"""The tables about cycles, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Cycle",
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
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
        ],
        options={
            "db_table": "cycle",
        },
    ),
    migrations.CreateModel(
        name="Seat",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("kind", models.CharField(max_length=16)),
            ("valid_from", models.DateField()),
            ("valid_to", models.DateField(null=True)),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="seats",
                    to="coordination.cycle",
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
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("institution__isnull", False), ("valid_to__isnull", True)),
                    fields=("cycle", "institution"),
                    name="one_open_seat_per_institution",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("valid_to__isnull", True)),
                    fields=("cycle", "number"),
                    name="one_open_holder_per_seat",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Theme",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("title_fr", models.CharField(blank=True, max_length=240)),
            ("title_ar", models.CharField(blank=True, max_length=240)),
            ("title_en", models.CharField(blank=True, max_length=240)),
            ("code", models.CharField(max_length=16)),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="themes",
                    to="coordination.cycle",
                ),
            ),
        ],
        options={
            "db_table": "cycle_theme",
            "constraints": [models.UniqueConstraint(fields=("cycle", "code"), name="one_theme_per_code")],
        },
    ),
]
