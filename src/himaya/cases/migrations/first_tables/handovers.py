"""The tables about handovers, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Arrival",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("arrived_on", models.DateField()),
            ("story", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            (
                "case",
                models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "from_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "case_arrival",
        },
    ),
    migrations.CreateModel(
        name="HandOver",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("reason", models.CharField(max_length=32)),
            ("data_classes", models.JSONField(default=list)),
            ("state", models.CharField(default="offered", max_length=16)),
            ("offered_by", models.UUIDField()),
            ("offered_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField()),
            ("ended_at", models.DateTimeField(null=True)),
            ("decline_reason", models.CharField(blank=True, max_length=48)),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "from_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "to_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
        ],
        options={
            "db_table": "case_handover",
            "indexes": [models.Index(fields=["to_desk", "state"], name="handovers_to_a_desk")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("state__in", ("offered", "accepted", "declined", "taken_back"))),
                    name="handover_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("reason__in", ("migration_or_change_of_location", "additional_services", "other"))
                    ),
                    name="handover_has_a_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(("from_desk", models.F("to_desk")), _negated=True),
                    name="a_case_is_handed_to_another_desk",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended_at__isnull", True), ("state", "offered")),
                        models.Q(models.Q(("state", "offered"), _negated=True), ("ended_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="an_answered_offer_has_a_moment",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "offered")),
                    fields=("case",),
                    name="one_offer_of_a_case_at_a_time",
                ),
            ],
        },
    ),
]
