"""Certificates without a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [("training", "0004_tests")]
    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Certificate",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="training.enrolment"
                            ),
                        ),
                        ("track", models.CharField(max_length=32)),
                        ("hours", models.PositiveSmallIntegerField()),
                        ("serial", models.CharField(max_length=24, unique=True)),
                        ("code", models.CharField(max_length=24, unique=True)),
                        ("language", models.CharField(max_length=2)),
                        ("issued_on", models.DateField()),
                        ("expires_on", models.DateField()),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("revoked_on", models.DateField(null=True)),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("revocation", models.CharField(blank=True, max_length=24)),
                        (
                            "qualification",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.qualification",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "certificate",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_on__isnull", True)),
                                fields=("enrolment", "track"),
                                name="one_certificate_in_force_per_track",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_on__gt", models.F("issued_on"))),
                                name="a_certificate_expires_after_it_was_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("revocation", ""), ("revoked_by__isnull", True), ("revoked_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("revoked_by__isnull", False),
                                        ("revoked_on__isnull", False),
                                        models.Q(("revocation", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_revoked_certificate_says_why",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ]
        )
    ]
