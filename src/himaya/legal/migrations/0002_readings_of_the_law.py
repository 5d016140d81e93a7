"""What people read of the rows of the legal library: two people each, kept when it is replaced."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0006_role_changes_stay"),
        ("legal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalReading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row", models.CharField(max_length=64)),
                ("mark", models.CharField(max_length=2)),
                ("source", models.CharField(max_length=300)),
                ("read_on", models.DateField()),
                ("article", models.CharField(blank=True, max_length=40)),
                ("summary_fr", models.TextField(blank=True, max_length=1200)),
                ("summary_ar", models.TextField(blank=True, max_length=1200)),
                ("summary_en", models.TextField(blank=True, max_length=1200)),
                ("penalty", models.BooleanField(default=False)),
                ("state", models.CharField(default="proposed", max_length=16)),
                ("proposed_by", models.UUIDField()),
                ("proposed_on", models.DateField()),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_on", models.DateField(null=True)),
                (
                    "decided_at",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.institution",
                    ),
                ),
                (
                    "proposed_at",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
            ],
            options={
                "db_table": "legal_reading",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("proposed", "in_force", "refused", "replaced"))),
                        name="legal_reading_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ("C", "C2", "?"))), name="legal_reading_mark_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="legal_reading_has_a_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("in_force", "replaced")), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="legal_reading_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("summary_ar", ""), ("summary_en", ""), ("summary_fr", "")),
                            models.Q(
                                models.Q(("summary_fr", ""), _negated=True),
                                models.Q(("summary_ar", ""), _negated=True),
                                models.Q(("summary_en", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="legal_reading_in_three_languages",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")), fields=("row",), name="one_legal_reading_in_force"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")), fields=("row",), name="one_legal_reading_proposed"
                    ),
                ],
            },
        ),
    ]
