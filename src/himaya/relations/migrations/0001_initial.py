"""Events, who looks after a child, and a register of suspects apart from both."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("institutions", "0006_role_changes_stay"),
        ("persons", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reference", models.CharField(max_length=9, unique=True)),
                        ("begun_by", models.UUIDField()),
                        ("begun_on", models.DateField()),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "linked_event",
                    },
                ),
                migrations.CreateModel(
                    name="SuspectRegister",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("law", models.CharField(max_length=64)),
                        ("subject_id", models.UUIDField(null=True, unique=True)),
                        ("asked_by", models.UUIDField()),
                        ("asked_on", models.DateField()),
                        ("confirmed_by", models.UUIDField(null=True)),
                        ("confirmed_on", models.DateField(null=True)),
                        ("ended_by", models.UUIDField(null=True)),
                        ("ended_on", models.DateField(null=True)),
                        ("kept_until", models.DateField(null=True)),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("institution",),
                                name="one_register_of_suspects_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_register_of_suspects_takes_two",
                            ),
                        ],
                        "db_table": "suspect_register",
                    },
                ),
                migrations.CreateModel(
                    name="SuspectAccess",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("granted_by", models.UUIDField()),
                        ("granted_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_by", models.UUIDField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "register",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="relations.suspectregister",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("register", "account"),
                                name="one_access_to_suspects",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("granted_by", models.F("account")), _negated=True),
                                name="nobody_lets_themself_into_suspects",
                            ),
                        ],
                        "db_table": "suspect_access",
                    },
                ),
                migrations.CreateModel(
                    name="Suspect",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("subject_id", models.UUIDField()),
                        ("number", models.PositiveIntegerField()),
                        ("written_by", models.UUIDField()),
                        ("written_on", models.DateField()),
                        ("struck_by", models.UUIDField(null=True)),
                        ("struck_on", models.DateField(null=True)),
                        ("content", himaya.kernel.sealed.SealedField(json_value=True, key="suspects")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "register",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="relations.suspectregister",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("register", "number"), name="one_suspect_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(("content__isnull", False)),
                                name="a_line_on_a_suspect_says_something",
                            ),
                        ],
                        "db_table": "suspect",
                    },
                ),
                migrations.CreateModel(
                    name="Carer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(max_length=16)),
                        ("implicated", models.CharField(max_length=8)),
                        ("noted_by", models.UUIDField()),
                        ("noted_on", models.DateField()),
                        ("ended_by", models.UUIDField(null=True)),
                        ("ended_on", models.DateField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=16)),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
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
                        "db_table": "child_carer",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_carer_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(("implicated__in", ("yes", "no", "unknown"))),
                                name="whether_a_carer_is_implicated_is_said",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", True), ("reason", "")),
                                    models.Q(
                                        ("ended_on__isnull", False), ("reason__in", ("mistake", "changed", "no_longer"))
                                    ),
                                    _connector="OR",
                                ),
                                name="a_line_on_a_carer_that_ended_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("tie", models.CharField(max_length=24)),
                        ("linked_by", models.UUIDField()),
                        ("linked_on", models.DateField()),
                        ("ended_by", models.UUIDField(null=True)),
                        ("ended_on", models.DateField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=16)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="relations.event"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "linked_event_file",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("event", "case"),
                                name="a_file_is_once_of_an_event",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", True), ("reason", "")),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("reason__in", ("mistake", "another_event", "their_wish", "safety")),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_file_taken_out_says_why",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
