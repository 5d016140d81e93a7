import django.db.models.deletion
from django.conf import settings
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
                    name="Gap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField()),
                        ("service", models.CharField(max_length=64)),
                        ("region", models.CharField(max_length=64)),
                        ("kind", models.CharField(max_length=16)),
                        ("desk_id", models.CharField(max_length=64)),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "service_gap",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("month", "service", "region", "kind", "desk_id"),
                                name="one_count_of_a_gap_per_desk_and_month",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("service", models.CharField(max_length=64)),
                        ("eligibility", models.JSONField(default=list)),
                        ("languages", models.JSONField(default=list)),
                        ("capacity_total", models.PositiveSmallIntegerField(null=True)),
                        ("capacity_free", models.PositiveSmallIntegerField(null=True)),
                        ("capacity_on", models.DateTimeField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "service_offer",
                        "constraints": [
                            models.UniqueConstraint(fields=("desk", "service"), name="one_offer_per_desk_and_service"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity_free__isnull", True),
                                    ("capacity_free__lte", models.F("capacity_total")),
                                    _connector="OR",
                                ),
                                name="free_places_of_an_offer_within_total",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("service", models.CharField(max_length=64)),
                        ("gives", models.BooleanField()),
                        ("eligibility", models.JSONField(default=list)),
                        ("languages", models.JSONField(default=list)),
                        ("places", models.PositiveSmallIntegerField(null=True)),
                        ("state", models.CharField(max_length=16)),
                        ("asked_on", models.DateField()),
                        ("decided_on", models.DateField(null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "service_proposal",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("desk", "service"),
                                name="one_waiting_proposal_per_desk_and_service",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="another_person_decides_a_proposal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("state", "waiting")),
                                    models.Q(("decided_by__isnull", False), ("state__in", ["confirmed", "refused"])),
                                    _connector="OR",
                                ),
                                name="a_decided_proposal_was_decided_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vetting",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("on", models.DateField()),
                        ("until", models.DateField()),
                        ("way", models.CharField(max_length=16)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
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
                        "db_table": "service_vetting",
                        "indexes": [models.Index(fields=["desk", "on"], name="service_vetting_desk")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("on"))), name="a_vetting_holds_for_a_time"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
