"""Awareness activities and the calls of a week."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [("training", "0005_certificates")]
    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="AwarenessActivity",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("title_fr", models.CharField(blank=True, max_length=240)),
                        ("title_ar", models.CharField(blank=True, max_length=240)),
                        ("title_en", models.CharField(blank=True, max_length=240)),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="training.planline",
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
                        ("channels", models.JSONField(default=list)),
                        ("audience", models.CharField(max_length=160)),
                        ("languages", models.JSONField(default=list)),
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.region",
                            ),
                        ),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("budget_source", models.CharField(blank=True, max_length=160)),
                        ("reach_planned", models.PositiveIntegerField(null=True)),
                        ("reach", models.PositiveIntegerField(null=True)),
                        ("reach_how", models.CharField(blank=True, max_length=160)),
                        ("state", models.CharField(max_length=16)),
                        ("checks", models.JSONField(default=dict)),
                        ("checked_on", models.DateField(null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seconded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("cancelled_reason", models.CharField(blank=True, max_length=240)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "awareness_activity",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="an_activity_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("seconded_by__isnull", True),
                                    models.Q(("seconded_by", models.F("checked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="another_person_seconds_a_check",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("running", "ended")), _negated=True),
                                    ("seconded_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="nothing_is_shown_before_two_checked_it",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AwarenessCount",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counts",
                                to="training.awarenessactivity",
                            ),
                        ),
                        ("week", models.DateField()),
                        ("calls", models.PositiveIntegerField()),
                        ("source", models.CharField(max_length=160)),
                    ],
                    options={
                        "db_table": "awareness_count",
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "week"), name="one_count_per_week")
                        ],
                        "indexes": [],
                    },
                ),
            ]
        )
    ]
