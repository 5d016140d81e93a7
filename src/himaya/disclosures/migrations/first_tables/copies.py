"""The tables about copies, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="HeldCopy",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("on", models.DateField()),
            ("word", models.CharField(max_length=16)),
            ("language", models.CharField(blank=True, max_length=8)),
            ("offered_by", models.UUIDField()),
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
                "left_at",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.desk",
                ),
            ),
        ],
        options={
            "db_table": "held_copy",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_copy_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("language", ""), ("left_at__isnull", True), ("word", "offered")),
                        models.Q(
                            ("left_at__isnull", False),
                            ("word", "at_desk"),
                            models.Q(("language", ""), _negated=True),
                        ),
                        models.Q(
                            ("left_at__isnull", True),
                            ("word__in", ("taken", "contacts")),
                            models.Q(("language", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="an_offer_keeps_nothing_else",
                ),
            ],
        },
    ),
]
