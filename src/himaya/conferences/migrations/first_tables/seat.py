"""The tables about seat, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Seat",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("part", models.CharField(max_length=16)),
            ("enforces", models.BooleanField(default=False)),
            ("state", models.CharField(default="invited", max_length=16)),
            ("invited_at", models.DateTimeField()),
            ("answered_at", models.DateTimeField(null=True)),
            ("line", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
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
            "db_table": "conference_seat",
            "constraints": [
                models.UniqueConstraint(fields=("conference", "part", "desk"), name="one_seat_per_part_and_desk"),
                models.CheckConstraint(
                    condition=models.Q(("part__in", ("protection", "justice"))), name="seat_part_is_known"
                ),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ("invited", "comes", "writes", "cannot"))),
                    name="seat_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("enforces", True), ("part", "protection"), _negated=True),
                    name="no_police_in_the_protection_part",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state", "writes"), ("line__isnull", True), _connector="OR"),
                    name="only_who_writes_has_a_line",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Hearer",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("basis", models.CharField(max_length=16)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "item",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="hearers",
                    to="conferences.item",
                ),
            ),
        ],
        options={
            "db_table": "conference_hearer",
            "constraints": [
                models.UniqueConstraint(fields=("item", "desk"), name="one_basis_per_item_and_desk"),
                models.CheckConstraint(
                    condition=models.Q(("basis__in", ("agreement", "law"))), name="hearing_has_a_basis"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Heard",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("at", models.DateTimeField()),
            ("desks", models.JSONField()),
            ("decided", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "item",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="conferences.item"
                ),
            ),
        ],
        options={
            "db_table": "conference_heard",
        },
    ),
    migrations.CreateModel(
        name="Given",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("number", models.PositiveSmallIntegerField()),
            ("due_on", models.DateField()),
            ("given_at", models.DateTimeField()),
            ("what", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
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
            (
                "item",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="conferences.item"),
            ),
        ],
        options={
            "db_table": "conference_action",
            "constraints": [models.UniqueConstraint(fields=("conference", "number"), name="one_action_per_number")],
        },
    ),
    migrations.CreateModel(
        name="Attendance",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("role", models.CharField(max_length=32)),
            ("at", models.DateTimeField()),
            (
                "seat",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="conferences.seat"),
            ),
        ],
        options={
            "db_table": "conference_attendance",
            "constraints": [models.UniqueConstraint(fields=("seat", "role"), name="one_attendance_per_role")],
        },
    ),
]
