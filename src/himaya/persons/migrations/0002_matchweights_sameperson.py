import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0007_qualifications"),
        ("persons", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchWeights",
            fields=[
                (
                    "institution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="institutions.institution",
                    ),
                ),
                ("chance", models.FloatField()),
                ("m", models.JSONField()),
                ("u", models.JSONField()),
                ("people", models.PositiveIntegerField()),
                ("trained", models.BooleanField()),
                ("rule_version", models.PositiveSmallIntegerField()),
            ],
            options={
                "db_table": "match_weights",
            },
        ),
        migrations.CreateModel(
            name="SamePerson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("joined_by", models.UUIDField()),
                ("joined_at", models.DateTimeField()),
                ("parted_by", models.UUIDField(null=True)),
                ("parted_at", models.DateTimeField(null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                    ),
                ),
            ],
            options={
                "db_table": "same_person",
                "indexes": [models.Index(fields=["other"], name="same_person_other")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("parted_at__isnull", True)),
                        fields=("one", "other"),
                        name="two_are_joined_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one", models.F("other")), _negated=True),
                        name="nobody_is_joined_to_themself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parted_at__isnull", True), ("parted_by__isnull", True)),
                            models.Q(("parted_at__isnull", False), ("parted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_parting_says_who_and_when",
                    ),
                ],
            },
        ),
    ]
