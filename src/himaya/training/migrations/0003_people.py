"""Who takes part: enrolments and attendance in clear, names sealed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [("training", "0002_sessions")]
    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="ParticipantImport",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.trainingsession",
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
                        ("made_at", models.DateTimeField()),
                        ("state", models.CharField(max_length=16)),
                        ("imported_on", models.DateField(null=True)),
                        ("count", models.PositiveIntegerField(default=0)),
                        ("rows", himaya.kernel.sealed.SealedField(json_value=True, key="note")),
                    ],
                    options={
                        "db_table": "participant_import",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Enrolment",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="training.trainingsession",
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
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.region",
                            ),
                        ),
                        ("sex", models.CharField(blank=True, max_length=8)),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("state", models.CharField(max_length=16)),
                        ("named_on", models.DateField()),
                        ("withdrawn_on", models.DateField(null=True)),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.participantimport",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "enrolment",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("account__isnull", False), ("state", "named")),
                                fields=("session", "account"),
                                name="an_account_is_named_once",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"
                            ),
                        ),
                        (
                            "enrolment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participant",
                                to="training.enrolment",
                            ),
                        ),
                        ("name", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
                        ("function", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
                        ("code", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
                    ],
                    options={
                        "db_table": "participant",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="HalfDayAttendance",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "enrolment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="training.enrolment",
                            ),
                        ),
                        (
                            "half_day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="training.sessionhalfday",
                            ),
                        ),
                        ("status", models.CharField(max_length=16)),
                        ("how", models.CharField(max_length=8)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "db_table": "half_day_attendance",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrolment", "half_day"), name="one_attendance_per_training_half_day"
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ]
        )
    ]
