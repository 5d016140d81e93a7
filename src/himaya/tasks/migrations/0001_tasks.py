import datetime

import django.db.models.deletion
from django.conf import settings
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
                    name="Times",
                    fields=[
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("quiet_from", models.TimeField(default=datetime.time(20, 0))),
                        ("quiet_to", models.TimeField(default=datetime.time(8, 0))),
                        ("away_until", models.DateField(null=True)),
                        ("read_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "task_times",
                    },
                ),
                migrations.CreateModel(
                    name="DeskMailbox",
                    fields=[
                        (
                            "desk",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="institutions.desk",
                            ),
                        ),
                        ("address", models.EmailField(max_length=160)),
                        ("language", models.CharField(max_length=2)),
                        ("quiet_from", models.TimeField(default=datetime.time(20, 0))),
                        ("quiet_to", models.TimeField(default=datetime.time(8, 0))),
                        ("added_by", models.UUIDField()),
                        ("nonce", models.CharField(max_length=64)),
                        ("code_until", models.DateTimeField()),
                        ("code_owed", models.BooleanField(default=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("verified_at", models.DateTimeField(null=True)),
                        ("owed_at", models.DateTimeField(null=True)),
                        ("claimed_at", models.DateTimeField(null=True)),
                        ("sent_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "desk_mailbox",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owed_at__isnull", True), ("verified_at__isnull", False), _connector="OR"
                                ),
                                name="notices_go_to_a_verified_address",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("kind", models.CharField(max_length=24)),
                        ("about_kind", models.CharField(blank=True, max_length=16)),
                        ("about_id", models.UUIDField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("urgent", models.BooleanField(default=False)),
                        ("state", models.CharField(max_length=16)),
                        ("reason", models.CharField(blank=True, max_length=24)),
                        ("given_by", models.UUIDField(null=True)),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("told", models.CharField(max_length=16)),
                        ("told_at", models.DateTimeField()),
                        ("feed_id", models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, unique=True)),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "assignee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.case",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="persons.person",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "task",
                        "indexes": [
                            models.Index(fields=["desk", "state", "due_on"], name="task_of_desk"),
                            models.Index(fields=["assignee", "state"], name="task_of_account"),
                            models.Index(fields=["about_id", "state"], name="task_about"),
                            models.Index(fields=["case", "state"], name="task_of_case"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ("open", "taken", "done", "not_done", "closed"))),
                                name="task_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        (
                                            "call_back",
                                            "accompany",
                                            "ask_papers",
                                            "prepare",
                                            "deadline",
                                            "follow_up",
                                            "other",
                                            "answer_referral",
                                            "answer_question",
                                            "write_report",
                                            "look_again",
                                            "tell_colleagues",
                                            "plan_line",
                                            "right_deadline",
                                            "agreed_action",
                                            "consent_ends",
                                            "dormant",
                                        ),
                                    )
                                ),
                                name="task_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("about_id__isnull", True),
                                        ("about_kind", ""),
                                        ("case__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        ("about_id__isnull", False),
                                        (
                                            "about_kind__in",
                                            ("case", "referral", "plan_line", "right", "agreed_action", "consent"),
                                        ),
                                        ("case__isnull", False),
                                        ("person__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_is_about_a_case_or_about_nobody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words__isnull", True), ("person__isnull", False), _connector="OR"),
                                name="words_of_a_task_are_somebodys",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state__in", ("open", "taken"))),
                                    models.Q(
                                        ("ended_at__isnull", False), ("state__in", ("done", "not_done", "closed"))
                                    ),
                                    _connector="OR",
                                ),
                                name="a_task_that_ended_has_a_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ("not_done", "closed")), models.Q(("reason", ""), _negated=True)
                                    ),
                                    models.Q(("reason", ""), ("state__in", ("open", "taken", "done"))),
                                    _connector="OR",
                                ),
                                name="a_task_left_undone_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "taken"), _negated=True),
                                    ("assignee__isnull", False),
                                    _connector="OR",
                                ),
                                name="somebody_took_a_task_that_is_taken",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_at__isnull", True), ("due_on__isnull", False), _connector="OR"
                                ),
                                name="an_hour_has_its_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("given_by__isnull", True), ("state__in", ("open", "taken"))),
                                fields=("kind", "about_kind", "about_id"),
                                name="one_open_task_is_raised_for_a_thing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("mark", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(null=True)),
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
                        "db_table": "calendar_feed",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("account",),
                                name="one_open_feed_per_account",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        ("action", models.CharField(max_length=16)),
                        ("code", models.CharField(blank=True, max_length=24)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="tasks.task"
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "task_step",
                        "constraints": [
                            models.UniqueConstraint(fields=("task", "number"), name="one_task_step_per_number")
                        ],
                    },
                ),
            ]
        ),
    ]
