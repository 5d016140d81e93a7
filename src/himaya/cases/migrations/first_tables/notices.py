"""The tables about notices, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="SharingException",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("data_classes", models.JSONField()),
            ("ground", models.CharField(max_length=16)),
            ("state", models.CharField(default="proposed", max_length=16)),
            ("proposed_by", models.UUIDField()),
            ("proposed_at", models.DateTimeField()),
            ("decided_by", models.UUIDField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("notice", models.CharField(max_length=16)),
            ("notice_on", models.DateField()),
            ("not_told_reason", models.CharField(blank=True, max_length=48)),
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
                "line",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.consent",
                ),
            ),
            (
                "recipient",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
        ],
        options={
            "db_table": "sharing_exception",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ground__in", ("child", "legal_duty", "danger"))),
                    name="exception_has_a_ground",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("decided_at__isnull", True),
                            ("decided_by__isnull", True),
                            ("line__isnull", True),
                            ("state", "proposed"),
                        ),
                        models.Q(
                            ("decided_at__isnull", False),
                            ("decided_by__isnull", False),
                            ("line__isnull", True),
                            ("state", "declined"),
                        ),
                        models.Q(
                            ("decided_at__isnull", False),
                            ("decided_by__isnull", False),
                            ("line__isnull", False),
                            ("state", "confirmed"),
                        ),
                        _connector="OR",
                    ),
                    name="an_exception_is_decided_as_a_whole",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "confirmed"), _negated=True),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="an_exception_needs_two_people",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("not_told_reason", ""), ("notice__in", ("told", "to_tell"))),
                        models.Q(
                            (
                                "not_told_reason__in",
                                ("telling_endangers", "not_alone", "cannot_understand"),
                            ),
                            ("notice", "not_told"),
                        ),
                        _connector="OR",
                    ),
                    name="a_notice_is_given_or_has_a_reason",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "proposed")),
                    fields=("case", "recipient"),
                    name="one_exception_proposed",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="WithdrawalNotice",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("reference", models.CharField(blank=True, max_length=9)),
            ("told_at", models.DateTimeField()),
            ("acknowledged_at", models.DateTimeField(null=True)),
            ("acknowledged_by", models.UUIDField(null=True)),
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
            (
                "line",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.consent",
                ),
            ),
            (
                "referral",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.referral",
                ),
            ),
        ],
        options={
            "db_table": "withdrawal_notice",
            "indexes": [
                models.Index(
                    condition=models.Q(("acknowledged_at__isnull", True)),
                    fields=["desk"],
                    name="notices_to_read",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("desk__isnull", False),
                            ("institution__isnull", True),
                            ("line__isnull", True),
                            ("referral__isnull", False),
                        ),
                        models.Q(
                            ("desk__isnull", True),
                            ("institution__isnull", False),
                            ("line__isnull", False),
                            ("referral__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="a_desk_or_an_institution_is_told",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                        models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="somebody_acknowledges_at_a_moment",
                ),
            ],
        },
    ),
]
