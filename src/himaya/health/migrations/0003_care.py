"""Lines of stepped care and the letters of a clinician."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("health", "0002_kept_and_secured"),
        ("institutions", "0007_qualifications"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="CareStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("subject_id", models.UUIDField()),
                        ("instance_id", models.UUIDField(unique=True)),
                        ("place", models.PositiveSmallIntegerField()),
                        ("written_by", models.UUIDField()),
                        ("written_on", models.DateField()),
                        ("said", himaya.kernel.sealed.SealedField(json_value=True, key="compartment")),
                        (
                            "compartment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "care_step",
                        "constraints": [
                            models.UniqueConstraint(fields=("compartment", "place"), name="one_care_step_per_place"),
                            models.CheckConstraint(
                                condition=models.Q(("said__isnull", False)), name="a_care_step_says_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClinicianLetter",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("subject_id", models.UUIDField()),
                        ("instance_id", models.UUIDField(unique=True)),
                        ("place", models.PositiveSmallIntegerField()),
                        ("written_by", models.UUIDField()),
                        ("drafted_on", models.DateField()),
                        ("released_on", models.DateField(null=True)),
                        ("released_by", models.UUIDField(null=True)),
                        ("valid_until", models.DateField(null=True)),
                        ("revoked_on", models.DateField(null=True)),
                        ("revoked_by", models.UUIDField(null=True)),
                        ("put_away_on", models.DateField(null=True)),
                        ("put_away_by", models.UUIDField(null=True)),
                        ("said", himaya.kernel.sealed.SealedField(json_value=True, key="compartment")),
                        ("risk", himaya.kernel.sealed.SealedField(json_value=True, key="compartment")),
                        (
                            "compartment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "clinician_letter",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("compartment", "place"), name="one_clinician_letter_per_place"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("released_by__isnull", True),
                                        ("released_on__isnull", True),
                                        ("valid_until__isnull", True),
                                    ),
                                    models.Q(
                                        ("released_by__isnull", False),
                                        ("released_on__isnull", False),
                                        ("valid_until__gte", models.F("released_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_released_letter_has_its_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_by__isnull", True), ("revoked_on__isnull", True)),
                                    models.Q(
                                        ("released_on__isnull", False),
                                        ("revoked_by__isnull", False),
                                        ("revoked_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_released_letter_is_revoked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("put_away_by__isnull", True),
                                        ("put_away_on__isnull", True),
                                        ("said__isnull", False),
                                    ),
                                    models.Q(
                                        ("put_away_by__isnull", False),
                                        ("put_away_on__isnull", False),
                                        ("released_on__isnull", True),
                                        ("risk__isnull", True),
                                        ("said__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_letter_not_wanted_says_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("released_on__isnull", True), ("risk__isnull", False), _connector="OR"
                                ),
                                name="risk_is_asked_before_a_release",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
