"""Frozen test forms, and what was answered under a code."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [("training", "0003_people")]
    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="TestForm",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("code", models.CharField(max_length=32)),
                        ("letter", models.CharField(max_length=1)),
                        ("version", models.PositiveSmallIntegerField()),
                        ("state", models.CharField(max_length=16)),
                        ("content", models.JSONField()),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("made_on", models.DateField()),
                        ("in_use_on", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "test_form",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "letter", "version"), name="one_test_form_per_version"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TestSitting",
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
                                related_name="sittings",
                                to="training.trainingsession",
                            ),
                        ),
                        ("code", models.CharField(max_length=12)),
                        ("moment", models.CharField(max_length=8)),
                        (
                            "form",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sittings",
                                to="training.testform",
                            ),
                        ),
                        ("how", models.CharField(max_length=8)),
                        ("taken_on", models.DateField()),
                        ("responses", models.JSONField()),
                    ],
                    options={
                        "db_table": "test_sitting",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "code", "moment"), name="one_sitting_per_code_and_moment"
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ]
        )
    ]
