"""The tables about account, as they were first made."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids

TABLES = [
    migrations.CreateModel(
        name="Account",
        fields=[
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("username", models.CharField(max_length=64, unique=True)),
            ("language", models.CharField(default="fr", max_length=2)),
            ("is_active", models.BooleanField(default=True)),
            ("sessions_ended", models.PositiveIntegerField(default=0)),
            ("password_handed_at", models.DateTimeField(null=True)),
        ],
        options={
            "db_table": "account",
        },
    ),
    migrations.CreateModel(
        name="Region",
        fields=[
            ("name_fr", models.CharField(max_length=200)),
            ("name_ar", models.CharField(max_length=200)),
            ("name_en", models.CharField(max_length=200)),
            ("id", models.SlugField(max_length=64, primary_key=True, serialize=False)),
        ],
        options={
            "db_table": "region",
        },
    ),
    migrations.CreateModel(
        name="Institution",
        fields=[
            ("name_fr", models.CharField(max_length=200)),
            ("name_ar", models.CharField(max_length=200)),
            ("name_en", models.CharField(max_length=200)),
            ("id", models.SlugField(max_length=64, primary_key=True, serialize=False)),
            ("kind", models.CharField(max_length=32)),
            ("valid_from", models.DateField(null=True)),
            ("valid_to", models.DateField(null=True)),
            ("mark", models.CharField(max_length=2)),
            ("source", models.CharField(max_length=200)),
            ("predecessors", models.ManyToManyField(related_name="+", to="institutions.institution")),
        ],
        options={
            "db_table": "institution",
        },
    ),
    migrations.CreateModel(
        name="Desk",
        fields=[
            ("name_fr", models.CharField(max_length=200)),
            ("name_ar", models.CharField(max_length=200)),
            ("name_en", models.CharField(max_length=200)),
            ("id", models.SlugField(max_length=64, primary_key=True, serialize=False)),
            ("kind", models.CharField(max_length=32)),
            ("regions", models.JSONField(default=list)),
            ("services", models.JSONField(default=list)),
            ("languages", models.JSONField(default=list)),
            ("eligibility", models.JSONField(default=list)),
            ("hours", models.JSONField(default=dict)),
            ("phone", models.CharField(blank=True, max_length=40)),
            ("on_call", models.BooleanField(default=False)),
            ("capacity_total", models.PositiveSmallIntegerField(null=True)),
            ("capacity_free", models.PositiveSmallIntegerField(null=True)),
            ("capacity_on", models.DateTimeField(null=True)),
            ("vetted_until", models.DateField(null=True)),
            ("closed_on", models.DateField(null=True)),
            (
                "after_hours",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="institutions.desk",
                ),
            ),
            (
                "institution",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="desks",
                    to="institutions.institution",
                ),
            ),
            ("kept_here", models.BooleanField(default=False)),
            (
                "reached_by",
                models.CharField(
                    choices=[("account", "account"), ("link", "link"), ("phone", "phone")],
                    default="account",
                    max_length=8,
                ),
            ),
        ],
        options={
            "db_table": "desk",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("capacity_free__isnull", True),
                        ("capacity_free__lte", models.F("capacity_total")),
                        _connector="OR",
                    ),
                    name="free_places_within_total",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reached_by__in", ["account", "link", "phone"])),
                    name="a_desk_is_reached_somehow",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Delegate",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("name_latin", models.CharField(blank=True, max_length=120)),
            ("name_arabic", models.CharField(blank=True, max_length=120)),
            ("function_fr", models.CharField(blank=True, max_length=160)),
            ("function_ar", models.CharField(blank=True, max_length=160)),
            ("function_en", models.CharField(blank=True, max_length=160)),
            ("email", models.EmailField(blank=True, max_length=160)),
            (
                "account",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
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
        ],
        options={
            "db_table": "delegate",
        },
    ),
    migrations.CreateModel(
        name="AccountNotice",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("kind", models.CharField(max_length=32)),
            ("at", models.DateTimeField()),
            ("read_at", models.DateTimeField(null=True)),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "account_notice",
            "indexes": [models.Index(fields=["account", "read_at"], name="account_notice_unread")],
        },
    ),
    migrations.CreateModel(
        name="KnownBrowser",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("mark", models.CharField(max_length=64)),
            ("last_on", models.DateField()),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "known_browser",
            "constraints": [models.UniqueConstraint(fields=("account", "mark"), name="a_browser_is_known_once")],
        },
    ),
    migrations.CreateModel(
        name="AccountReset",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("state", models.CharField(max_length=16)),
            ("reason", models.CharField(max_length=32)),
            ("asked_at", models.DateTimeField()),
            ("answer_until", models.DateTimeField()),
            ("approved_at", models.DateTimeField(null=True)),
            ("way", models.CharField(blank=True, max_length=64)),
            ("way_until", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "approved_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "ended_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "account_reset",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["waiting", "approved"])),
                    fields=("account",),
                    name="one_open_reset",
                ),
                models.CheckConstraint(
                    condition=models.Q(("asked_by", models.F("account")), _negated=True),
                    name="nobody_asks_for_their_own_reset",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("approved_by__isnull", True),
                        models.Q(
                            models.Q(("approved_by", models.F("account")), _negated=True),
                            models.Q(("approved_by", models.F("asked_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="another_person_approves_a_reset",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["approved", "used"]), _negated=True),
                        ("approved_by__isnull", False),
                        _connector="OR",
                    ),
                    name="a_way_in_was_approved",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Membership",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("roles", models.JSONField(default=list)),
            ("valid_from", models.DateField()),
            ("valid_to", models.DateField(null=True)),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="memberships",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="memberships",
                    to="institutions.desk",
                ),
            ),
        ],
        options={
            "db_table": "membership",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("valid_to__isnull", True)),
                    fields=("account", "desk"),
                    name="one_open_membership_per_desk",
                )
            ],
        },
    ),
]
