"""Letters that were made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("institutions", "0006_role_changes_stay"),
        ("persons", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attestation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("place", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=32)),
                ("languages", models.CharField(max_length=4)),
                ("issued_on", models.DateField()),
                ("valid_until", models.DateField()),
                ("kept", models.CharField(max_length=16)),
                ("made_by", models.UUIDField()),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("taken_back_on", models.DateField(null=True)),
                ("taken_back_by", models.UUIDField(null=True)),
                ("reason", models.CharField(blank=True, max_length=16)),
                ("number", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                ("risk", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                    ),
                ),
                (
                    "kept_at",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                    ),
                ),
            ],
            options={
                "db_table": "attestation",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "place"), name="one_letter_per_place"),
                    models.CheckConstraint(
                        condition=models.Q(("kept__in", ("carried", "at_desk", "with_lawyer"))),
                        name="where_a_letter_lies_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kept", "at_desk"), ("kept_at__isnull", False)),
                            models.Q(models.Q(("kept", "at_desk"), _negated=True), ("kept_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_letter_left_at_a_desk_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("languages__in", ("fr", "ar", "en", "both"))),
                        name="a_letter_has_its_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gte", models.F("issued_on"))),
                        name="a_letter_is_valid_for_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("taken_back_on__isnull", True)),
                            models.Q(
                                ("reason__in", ("her_wish", "lost", "feared", "no_longer_true", "replaced")),
                                ("taken_back_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_letter_taken_back_says_why",
                    ),
                ],
            },
        ),
    ]
