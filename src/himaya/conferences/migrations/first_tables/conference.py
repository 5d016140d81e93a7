"""The tables about conference, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Conference",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("case_reference", models.CharField(max_length=9)),
            ("child", models.BooleanField()),
            ("called_by", models.UUIDField()),
            ("called_at", models.DateTimeField()),
            ("begins_at", models.DateTimeField()),
            ("minutes", models.PositiveSmallIntegerField()),
            ("per_item", models.PositiveSmallIntegerField()),
            ("state", models.CharField(max_length=16)),
            ("cancel_reason", models.CharField(blank=True, max_length=16)),
            ("begun_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            ("agreed_at", models.DateTimeField(null=True)),
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
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "conference",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("state__in", ("called", "running", "held", "agreed", "cancelled"))),
                    name="conference_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("minutes__gte", 10), ("minutes__lte", 90)),
                    name="conference_is_short",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ("held", "agreed")), _negated=True),
                        models.Q(("begun_at__isnull", False), ("ended_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_held_conference_began_and_ended",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("agreed_at__isnull", False), ("state", "agreed")),
                        models.Q(models.Q(("state", "agreed"), _negated=True), ("agreed_at__isnull", True)),
                        _connector="OR",
                    ),
                    name="agreed_minutes_have_a_moment",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ("called", "running"))),
                    fields=("case",),
                    name="one_live_conference_per_case",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            (
                                "cancel_reason__in",
                                (
                                    "person_wishes",
                                    "danger_first",
                                    "too_few",
                                    "postponed",
                                    "error",
                                    "file_closed",
                                ),
                            ),
                            ("state", "cancelled"),
                        ),
                        models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                        _connector="OR",
                    ),
                    name="a_cancelled_conference_says_why",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Item",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("number", models.PositiveSmallIntegerField()),
            ("part", models.CharField(max_length=16)),
            ("topic", models.CharField(max_length=16)),
            ("data_classes", models.JSONField()),
            ("state", models.CharField(default="waiting", max_length=16)),
            ("written_by", models.UUIDField()),
            ("opened_at", models.DateTimeField(null=True)),
            ("content", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            (
                "conference",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="conferences.conference",
                ),
            ),
            (
                "desk",
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
            "db_table": "conference_item",
            "constraints": [
                models.UniqueConstraint(fields=("conference", "number"), name="one_item_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("part__in", ("protection", "justice"))), name="item_part_is_known"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "topic__in",
                            (
                                "safety",
                                "housing",
                                "health",
                                "child",
                                "papers",
                                "work",
                                "justice_steps",
                                "return",
                                "other",
                            ),
                        )
                    ),
                    name="item_topic_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ("waiting", "on", "heard", "dropped"))),
                    name="item_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("topic__in", ("justice_steps",)), _negated=True),
                        ("part", "justice"),
                        _connector="OR",
                    ),
                    name="steps_of_justice_wait_for_the_justice_part",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "on")), fields=("conference",), name="one_item_at_a_time"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Minutes",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("number", models.PositiveSmallIntegerField()),
            ("kind", models.CharField(max_length=8)),
            ("made_at", models.DateTimeField()),
            ("made_by", models.UUIDField()),
            ("body", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            (
                "conference",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="conferences.conference",
                ),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "conference_minutes",
            "constraints": [
                models.UniqueConstraint(fields=("conference", "number"), name="one_version_of_minutes_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ("draft", "final"))), name="minutes_kind_is_known"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("kind", "final")),
                    fields=("conference",),
                    name="minutes_are_agreed_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Saying",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("number", models.PositiveSmallIntegerField()),
            ("at", models.DateTimeField()),
            ("word", models.CharField(max_length=16)),
            ("part", models.CharField(blank=True, max_length=16)),
            ("on", models.DateField()),
            ("guardian", models.CharField(blank=True, max_length=8)),
            ("written_by", models.UUIDField()),
            ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            (
                "conference",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="conferences.conference",
                ),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "conference_saying",
            "constraints": [
                models.UniqueConstraint(fields=("conference", "number"), name="one_saying_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "word__in",
                            (
                                "told",
                                "agreed",
                                "refused",
                                "withdrawn",
                                "best_interest",
                                "attends",
                                "sends_words",
                                "told_after",
                            ),
                        )
                    ),
                    name="saying_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("part__in", ("protection", "justice")),
                            ("word__in", ("agreed", "refused", "withdrawn", "best_interest")),
                        ),
                        models.Q(
                            models.Q(
                                ("word__in", ("agreed", "refused", "withdrawn", "best_interest")),
                                _negated=True,
                            ),
                            ("part", ""),
                        ),
                        _connector="OR",
                    ),
                    name="a_yes_or_no_is_about_a_part",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("guardian__in", ("no", "yes", "unknown")), ("word", "best_interest")),
                        models.Q(models.Q(("word", "best_interest"), _negated=True), ("guardian", "")),
                        _connector="OR",
                    ),
                    name="for_a_child_the_guardian_is_asked_about",
                ),
                models.CheckConstraint(
                    condition=models.Q(("words__isnull", True), ("word", "sends_words"), _connector="OR"),
                    name="only_words_sent",
                ),
            ],
        },
    ),
]
