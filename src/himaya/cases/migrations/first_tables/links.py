"""The tables about links, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="PartnerLink",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("mark", models.CharField(max_length=64, unique=True)),
            ("salt", models.BinaryField(max_length=16)),
            ("packet", models.BinaryField(null=True)),
            ("made_by", models.UUIDField()),
            ("made_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField()),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("opened_at", models.DateTimeField(null=True)),
            ("browser", models.CharField(blank=True, max_length=64)),
            ("ended_at", models.DateTimeField(null=True)),
            ("ended", models.CharField(blank=True, max_length=16)),
            (
                "referral",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.referral"),
            ),
        ],
        options={
            "db_table": "partner_link",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("referral",),
                    name="one_link_of_a_referral_stands",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended", ""), ("ended_at__isnull", True), ("packet__isnull", False)),
                        models.Q(
                            (
                                "ended__in",
                                ("answered", "replaced", "revoked", "tries", "withdrawn", "over"),
                            ),
                            ("ended_at__isnull", False),
                            ("packet__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="a_link_that_ended_keeps_no_packet",
                ),
                models.CheckConstraint(
                    condition=models.Q(("expires_at__gt", models.F("made_at"))),
                    name="a_link_ends_after_it_begins",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("browser", ""), ("opened_at__isnull", True)),
                        models.Q(("opened_at__isnull", False), models.Q(("browser", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="an_opened_link_knows_its_browser",
                ),
            ],
        },
    ),
]
