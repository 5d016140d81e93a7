import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether

STATES = ("asked", "agreed", "running", "done", "refused", "stopped", "failed", "lapsed")
KEPT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("institutions", "0007_qualifications"),
        ("persons", "0002_matchweights_sameperson"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Search",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("state", models.CharField(default="asked", max_length=12)),
                        ("asked_by", models.UUIDField()),
                        ("asked_at", models.DateTimeField()),
                        ("decided_by", models.UUIDField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("expires_at", models.DateTimeField()),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("heard_at", models.DateTimeField(null=True)),
                        ("stage", models.CharField(blank=True, max_length=12)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("of", models.PositiveIntegerField(default=0)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("fault", models.CharField(blank=True, max_length=12)),
                        ("people", models.PositiveIntegerField(default=0)),
                        ("unnamed", models.PositiveIntegerField(default=0)),
                        ("set_aside", models.PositiveIntegerField(default=0)),
                        ("pairs", models.PositiveBigIntegerField(default=0)),
                        ("expected", models.FloatField(null=True)),
                        ("low", models.FloatField(null=True)),
                        ("high", models.FloatField(null=True)),
                        ("trained", models.BooleanField(default=False)),
                        ("desk", models.ForeignKey(on_delete=KEPT, related_name="+", to="institutions.desk")),
                        (
                            "institution",
                            models.ForeignKey(on_delete=KEPT, related_name="+", to="institutions.institution"),
                        ),
                    ],
                    options={
                        "db_table": "duplicate_search",
                        "indexes": [models.Index(fields=["institution", "-asked_at"], name="duplicate_search_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(state__in=STATES), name="duplicate_search_state_is_known"
                            ),
                            models.UniqueConstraint(
                                fields=["institution"],
                                condition=Q(state__in=("asked", "agreed", "running")),
                                name="one_search_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=Q(opened_at__isnull=True) & ~Q(state__in=("agreed", "running", "done"))
                                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                                name="a_search_needs_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pair",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("probability", models.FloatField()),
                        ("levels", models.JSONField()),
                        ("state", models.CharField(default="waits", max_length=8)),
                        ("found_at", models.DateTimeField()),
                        ("decided_by", models.UUIDField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "institution",
                            models.ForeignKey(on_delete=KEPT, related_name="+", to="institutions.institution"),
                        ),
                        ("one", models.ForeignKey(on_delete=KEPT, related_name="+", to="persons.person")),
                        ("other", models.ForeignKey(on_delete=KEPT, related_name="+", to="persons.person")),
                        (
                            "same",
                            models.ForeignKey(null=True, on_delete=KEPT, related_name="+", to="persons.sameperson"),
                        ),
                        ("search", models.ForeignKey(on_delete=KEPT, related_name="+", to="duplicates.search")),
                    ],
                    options={
                        "db_table": "duplicate_pair",
                        "indexes": [
                            models.Index(fields=["institution", "state"], name="duplicate_pair_waits"),
                            models.Index(fields=["other"], name="duplicate_pair_other"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=["one", "other"], name="two_are_a_pair_once"),
                            models.CheckConstraint(condition=~Q(one=F("other")), name="nobody_is_a_pair"),
                            models.CheckConstraint(
                                condition=Q(state__in=("waits", "joined", "apart", "parted")),
                                name="duplicate_pair_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=Q(state="waits") | Q(decided_by__isnull=False, decided_at__isnull=False),
                                name="what_was_said_of_a_pair_has_somebody",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
