import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("institutions", "0001_initial")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="LegalOverride",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("signed_by", models.CharField(max_length=120)),
                        ("reason", models.TextField(max_length=2000)),
                        ("signed_on", models.DateField()),
                        ("until", models.DateField()),
                        ("ended_on", models.DateField(null=True)),
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
                        "db_table": "legal_override",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("signed_on"))),
                                name="override_ends_after_it_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_by", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                                ),
                                name="override_is_named_and_reasoned",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterEntry",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("part", models.CharField(max_length=16)),
                        ("about", models.CharField(blank=True, max_length=64)),
                        ("text", models.TextField(max_length=2000)),
                        ("number", models.CharField(blank=True, max_length=80)),
                        ("dated", models.DateField(null=True)),
                        ("abroad", models.BooleanField(default=False)),
                        ("state", models.CharField(default="proposed", max_length=16)),
                        ("proposed_by", models.UUIDField()),
                        ("proposed_on", models.DateField()),
                        ("decided_by", models.UUIDField(null=True)),
                        ("decided_on", models.DateField(null=True)),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        ("country", models.CharField(blank=True, max_length=80)),
                        ("immunities", models.CharField(blank=True, max_length=8)),
                        ("law", models.CharField(blank=True, max_length=200)),
                        ("onward", models.CharField(blank=True, max_length=8)),
                        ("retention", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "db_table": "register_entry",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("proposed", "in_force", "refused", "replaced", "ended"))
                                ),
                                name="register_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("in_force", "replaced", "ended")), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="register_needs_two_people",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "in_force")),
                                fields=("institution", "part", "about"),
                                name="one_entry_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("institution", "part", "about"),
                                name="one_entry_proposed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("part", "authorisation"), _negated=True),
                                    models.Q(models.Q(("number", ""), _negated=True), ("dated__isnull", False)),
                                    _connector="OR",
                                ),
                                name="authorisation_has_number_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("part__in", ("controller", "authorisation", "basis", "recipient", "exports"))
                                ),
                                name="register_part_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("immunities__in", ("", "yes", "no", "unknown")),
                                    ("onward__in", ("", "yes", "no", "unknown")),
                                    models.Q(
                                        ("part", "recipient"),
                                        models.Q(
                                            ("country", ""),
                                            ("immunities", ""),
                                            ("law", ""),
                                            ("onward", ""),
                                            ("retention", ""),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="only_a_recipient_has_a_regime",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
