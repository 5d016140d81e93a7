"""The tables about mandate, as they were first made."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids

TABLES = [
    migrations.CreateModel(
        name="Mandate",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("role", models.CharField(max_length=16)),
            ("valid_from", models.DateField()),
            ("valid_to", models.DateField(null=True)),
            ("letter_reference", models.CharField(blank=True, max_length=80)),
            ("letter_on", models.DateField(null=True)),
            ("moved", models.JSONField(default=dict)),
            (
                "delegate",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="mandates",
                    to="institutions.delegate",
                ),
            ),
            (
                "follows",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.mandate",
                ),
            ),
            (
                "institution",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="mandates",
                    to="institutions.institution",
                ),
            ),
        ],
        options={
            "db_table": "mandate",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("valid_to__isnull", True),
                        ("valid_to__gte", models.F("valid_from")),
                        _connector="OR",
                    ),
                    name="mandate_ends_after_it_begins",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("valid_to__isnull", True)),
                    fields=("institution", "delegate", "role"),
                    name="one_open_mandate_per_role",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RoleChange",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("at", models.DateTimeField()),
            ("given", models.JSONField(default=list)),
            ("taken", models.JSONField(default=list)),
            ("opened", models.JSONField(default=list)),
            ("closed", models.JSONField(default=list)),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
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
            "db_table": "role_change",
            "indexes": [models.Index(fields=["account", "at"], name="role_change_account")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("by__isnull", True),
                        models.Q(("by", models.F("account")), _negated=True),
                        _connector="OR",
                    ),
                    name="nobody_changes_their_own_roles",
                )
            ],
        },
    ),
]
