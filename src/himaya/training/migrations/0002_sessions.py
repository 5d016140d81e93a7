"""Sessions with half-days, trainers and material."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [("training", "0001_needs_and_plans")]
    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="TrainingSession",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="training.planline",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("modules", models.JSONField(default=list)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("online", models.BooleanField(default=False)),
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.region",
                            ),
                        ),
                        ("language", models.CharField(max_length=3)),
                        ("places", models.PositiveSmallIntegerField()),
                        ("state", models.CharField(max_length=16)),
                        ("planned_on", models.DateField()),
                        ("closed_on", models.DateField(null=True)),
                        ("cancelled_reason", models.CharField(blank=True, max_length=240)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"
                            ),
                        ),
                        ("names_erased_on", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "training_session",
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "number"), name="one_training_session_per_number"),
                            models.CheckConstraint(condition=models.Q(("places__gt", 0)), name="a_session_has_places"),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SessionHalfDay",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="half_days",
                                to="training.trainingsession",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                    ],
                    options={
                        "db_table": "training_half_day",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "number"), name="one_training_half_day_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="a_half_day_ends_after_it_begins",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SessionTrainer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trainers",
                                to="training.trainingsession",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=160)),
                        ("organisation", models.CharField(blank=True, max_length=160)),
                    ],
                    options={
                        "db_table": "training_trainer",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("account__isnull", False)),
                                fields=("session", "account"),
                                name="a_trainer_is_of_a_session_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("account__isnull", True), ("name", ""), _connector="XOR"),
                                name="a_trainer_is_somebody",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingMaterial",
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
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="materials",
                                to="training.trainingsession",
                            ),
                        ),
                        ("module", models.CharField(blank=True, max_length=16)),
                        ("version", models.CharField(max_length=40)),
                        ("language", models.CharField(blank=True, max_length=3)),
                        ("where", models.CharField(blank=True, max_length=240)),
                    ],
                    options={
                        "db_table": "training_material",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
            ]
        )
    ]
