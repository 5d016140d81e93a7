import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("institutions", "0001_initial"), ("kernel", "0001_initial")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=64)),
                        ("version", models.CharField(max_length=16)),
                        ("kind", models.CharField(max_length=32)),
                        ("audience", models.CharField(blank=True, max_length=32)),
                        ("title_fr", models.CharField(max_length=200)),
                        ("title_ar", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        ("adoption", models.CharField(blank=True, max_length=200)),
                        ("hash", models.CharField(max_length=64)),
                        ("source", models.JSONField()),
                        ("stored_on", models.DateField()),
                    ],
                    options={
                        "db_table": "instrument_version",
                        "constraints": [
                            models.UniqueConstraint(fields=("name", "version"), name="one_row_per_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InForce",
                    fields=[
                        ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("since", models.DateField()),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "instrument_in_force",
                    },
                ),
                migrations.CreateModel(
                    name="FieldNote",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("reads", himaya.kernel.sealed.SealedField(json_value=True, key="note")),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"
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
                        "db_table": "instrument_field_note",
                    },
                ),
                migrations.CreateModel(
                    name="FieldCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.CharField(blank=True, max_length=48)),
                        ("reading", models.CharField(max_length=16)),
                        ("count", models.PositiveIntegerField(default=0)),
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
                        "db_table": "instrument_field_count",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "institution", "uid", "reading"), name="one_field_count_per_reading"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pilot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=64)),
                        ("since", models.DateField()),
                        ("until", models.DateField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
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
                        "db_table": "instrument_pilot",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("name", "desk"),
                                name="one_pilot_per_form_and_desk",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Usage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("open", models.PositiveIntegerField(default=0)),
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
                        "db_table": "instrument_usage",
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "institution"), name="one_usage_per_institution")
                        ],
                    },
                ),
            ]
        ),
    ]
