import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("cases", "0001_initial"), ("institutions", "0001_initial"), ("persons", "0001_initial")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Goal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("pillar", models.CharField(max_length=16)),
                        ("type", models.CharField(max_length=24)),
                        ("added_on", models.DateField()),
                        ("until", models.DateField(null=True)),
                        ("ended_on", models.DateField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=24)),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "plan_goal",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_plan_goal_per_number"),
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_plan_goal_per_form"),
                            models.CheckConstraint(
                                condition=models.Q(("pillar__in", ("protection", "support", "inclusion", "justice"))),
                                name="plan_goal_pillar_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        (
                                            "education",
                                            "financial",
                                            "health",
                                            "labour_exploitation",
                                            "legal",
                                            "livelihood",
                                            "rights_training",
                                            "sexual_exploitation",
                                            "social_care",
                                        ),
                                    )
                                ),
                                name="plan_goal_type_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", True), ("outcome", "")),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        (
                                            "outcome__in",
                                            ("reached", "reached_in_part", "not_reached", "no_longer_wished"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_an_ended_goal_has_an_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Talk",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        ("on", models.DateField()),
                        ("language", models.CharField(max_length=8)),
                        ("interpreter", models.CharField(max_length=16)),
                        ("answer", models.CharField(max_length=16)),
                        ("lines", models.JSONField()),
                        ("refused", models.JSONField()),
                        ("role", models.CharField(max_length=32)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                        "db_table": "plan_talk",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_plan_talk_per_number"),
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_plan_talk_per_form"),
                            models.CheckConstraint(
                                condition=models.Q(("answer__in", ("agreed", "in_part", "not_agreed"))),
                                name="plan_talk_answer_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirstDays",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        ("role", models.CharField(max_length=32)),
                        ("not_now", models.CharField(blank=True, max_length=24)),
                        ("answers", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "first_days",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_first_days_per_number"),
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_first_days_per_form"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answers__isnull", False), ("not_now", "")),
                                    models.Q(
                                        ("answers__isnull", True),
                                        (
                                            "not_now__in",
                                            (
                                                "care_first",
                                                "too_tired",
                                                "not_alone",
                                                "no_interpreter",
                                                "does_not_wish",
                                                "known_elsewhere",
                                            ),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_round_was_asked_or_says_why_not",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Line",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("reference", models.CharField(max_length=9)),
                        ("service", models.CharField(max_length=48)),
                        ("region", models.CharField(blank=True, max_length=64)),
                        ("added_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("given_at", models.DateTimeField(null=True)),
                        ("state", models.CharField(default="proposed", max_length=16)),
                        ("reason", models.CharField(blank=True, max_length=24)),
                        ("delivered", models.CharField(blank=True, max_length=16)),
                        ("action", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.goal"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "plan_line",
                        "indexes": [
                            models.Index(fields=["desk", "state", "due_on"], name="plan_lines_of_a_desk"),
                            models.Index(fields=["case", "number"], name="plan_lines_of_a_case"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_plan_line_per_number"),
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_plan_line_per_form"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "proposed",
                                            "accepted",
                                            "refused",
                                            "requested",
                                            "acknowledged",
                                            "started",
                                            "suspended",
                                            "completed",
                                            "not_available",
                                        ),
                                    )
                                ),
                                name="plan_line_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(models.Q(("state", "not_available"), _negated=True), ("reason", "")),
                                    models.Q(
                                        (
                                            "reason__in",
                                            (
                                                "no_place",
                                                "not_given_here",
                                                "outside_region",
                                                "no_interpreter",
                                                "no_budget",
                                                "papers_asked_for",
                                                "not_safe_here",
                                                "team_unavailable",
                                            ),
                                        ),
                                        ("state", "not_available"),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_what_is_not_available_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(models.Q(("state", "completed"), _negated=True), ("delivered", "")),
                                    models.Q(("delivered__in", ("yes", "in_part", "no")), ("state", "completed")),
                                    _connector="OR",
                                ),
                                name="plan_what_is_completed_says_what_was_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "requested"), _negated=True),
                                    ("given_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="plan_a_given_line_has_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LineStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        ("verb", models.CharField(max_length=16)),
                        ("state", models.CharField(max_length=16)),
                        ("code", models.CharField(blank=True, max_length=24)),
                        ("due_on", models.DateField(null=True)),
                        ("role", models.CharField(max_length=32)),
                        ("sentence", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.line"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "plan_step",
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "number"), name="one_plan_step_per_number")
                        ],
                    },
                ),
            ]
        ),
    ]
