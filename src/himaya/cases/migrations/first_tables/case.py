"""The tables about cases and what is sent, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Case",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("reference", models.CharField(max_length=9, unique=True)),
            ("opened_by", models.UUIDField()),
            ("opened_on", models.DateField()),
            ("route", models.CharField(max_length=16)),
            ("next_step", models.CharField(blank=True, max_length=16)),
            ("age_group", models.CharField(max_length=16)),
            ("language", models.CharField(blank=True, max_length=8)),
            ("state", models.CharField(default="open", max_length=16)),
            ("close_reason", models.CharField(blank=True, max_length=48)),
            ("closed_on", models.DateField(null=True)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
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
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            ("region", models.CharField(blank=True, max_length=64)),
            ("needed_until", models.DateField(null=True)),
            ("stirred_on", models.DateField(null=True)),
        ],
        options={
            "db_table": "case_file",
            "indexes": [
                models.Index(fields=["desk", "state", "-opened_on"], name="case_by_desk"),
                models.Index(fields=["opened_by", "state", "-opened_on"], name="case_by_worker"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("close_reason", ""), ("closed_on__isnull", True), ("state", "open")),
                        models.Q(("closed_on__isnull", False), ("state", "closed")),
                        _connector="OR",
                    ),
                    name="a_closed_file_has_its_day",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Tally",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("kind", models.CharField(max_length=24)),
            ("month", models.DateField()),
            ("desk_id", models.CharField(blank=True, max_length=64)),
            ("audience", models.CharField(blank=True, max_length=32)),
            ("region", models.CharField(blank=True, max_length=64)),
            ("version", models.CharField(blank=True, max_length=80)),
            ("clause", models.CharField(blank=True, max_length=32)),
            ("answer", models.CharField(blank=True, max_length=32)),
            ("count", models.PositiveIntegerField(default=0)),
        ],
        options={
            "db_table": "tally",
            "constraints": [
                models.UniqueConstraint(
                    fields=(
                        "kind",
                        "month",
                        "desk_id",
                        "audience",
                        "region",
                        "version",
                        "clause",
                        "answer",
                    ),
                    name="one_row_per_count",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Submission",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("instance_id", models.UUIDField(unique=True)),
            ("made_on", models.DateField()),
            ("answers", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                ),
            ),
            ("details", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            ("number", models.PositiveSmallIntegerField(default=1)),
        ],
        options={
            "db_table": "submission",
            "constraints": [models.UniqueConstraint(fields=("case", "number"), name="one_submission_per_number")],
        },
    ),
    migrations.CreateModel(
        name="CaseFile",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("instance_id", models.UUIDField(unique=True)),
            ("number", models.PositiveSmallIntegerField()),
            ("blob", models.UUIDField(unique=True)),
            ("kind", models.CharField(max_length=8)),
            ("size", models.PositiveIntegerField()),
            ("added_by", models.UUIDField()),
            ("added_on", models.DateField()),
            ("removed_on", models.DateField(null=True)),
            ("removed_reason", models.CharField(blank=True, max_length=24)),
            ("description", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            ("secret", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "case_attachment",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_file_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("removed_on__isnull", True), ("removed_reason", ""), ("secret__isnull", False)),
                        models.Q(
                            ("description__isnull", True),
                            ("removed_on__isnull", False),
                            ("secret__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="a_removed_file_keeps_no_word_and_no_key",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Grant",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("kind", models.CharField(max_length=16)),
            ("level", models.CharField(max_length=8)),
            ("sections", models.JSONField(default=list)),
            ("reason", models.CharField(blank=True, max_length=24)),
            ("granted_by", models.UUIDField(null=True)),
            ("granted_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField(null=True)),
            ("revoked_by", models.UUIDField(null=True)),
            ("revoked_at", models.DateTimeField(null=True)),
            (
                "account",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "desk",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.desk",
                ),
            ),
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
            "db_table": "case_grant",
            "indexes": [
                models.Index(
                    condition=models.Q(("revoked_at__isnull", True)),
                    fields=["desk", "case"],
                    name="grant_of_desk",
                ),
                models.Index(
                    condition=models.Q(("revoked_at__isnull", True)),
                    fields=["account", "case"],
                    name="grant_of_account",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ("team", "referral", "conference", "break_glass"))),
                    name="grant_kind_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("level__in", ("exists", "summary", "full"))),
                    name="grant_level_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("account__isnull", True), ("desk__isnull", False)),
                        models.Q(
                            ("account__isnull", False),
                            ("desk__isnull", True),
                            ("institution__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="grant_is_for_a_desk_or_an_account",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("expires_at__isnull", False),
                        models.Q(("desk__isnull", False), ("kind", "team"), ("level", "full")),
                        _connector="OR",
                    ),
                    name="only_the_holding_desk_has_no_end",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "break_glass"), _negated=True),
                        ("account__isnull", False),
                        _connector="OR",
                    ),
                    name="an_emergency_is_one_person_s",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("expires_at__isnull", True), ("revoked_at__isnull", True)),
                    fields=("case",),
                    name="one_desk_holds_a_case",
                ),
            ],
        },
    ),
]
