"""What was written: events, facts, and lines beside them."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Event",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("at", models.DateTimeField()),
            ("kind", models.CharField(max_length=16)),
            ("written_by", models.UUIDField()),
            ("content", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "interview_event",
            "constraints": [
                models.UniqueConstraint(fields=("interview", "number"), name="one_event_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ("recruitment", "transit", "exploitation"))),
                    name="event_kind_is_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Fact",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("at", models.DateTimeField()),
            ("topic", models.CharField(max_length=2)),
            ("kind", models.CharField(max_length=8)),
            (
                "event",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="interviews.event",
                ),
            ),
            ("change", models.CharField(max_length=16)),
            (
                "amends",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="interviews.fact",
                ),
            ),
            ("verbatim", models.CharField(blank=True, max_length=8)),
            ("written_by", models.UUIDField()),
            ("text", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            ("interpretation", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
        ],
        options={
            "db_table": "interview_fact",
            "constraints": [
                models.UniqueConstraint(fields=("interview", "number"), name="one_fact_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("topic__in", ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J"))),
                    name="fact_topic_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ("said", "observed"))), name="fact_kind_is_known"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("amends__isnull", True), ("change", "new")),
                        models.Q(("amends__isnull", False), ("change__in", ("supplement", "correction"))),
                        _connector="OR",
                    ),
                    name="a_supplement_names_what_it_amends",
                ),
                models.CheckConstraint(
                    condition=models.Q(("verbatim__in", ("", "wish", "law"))), name="verbatim_has_a_reason"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Note",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "interview",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interviews.interview"
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("at", models.DateTimeField()),
            ("kind", models.CharField(max_length=16)),
            ("written_by", models.UUIDField()),
            ("content", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "interview_note",
            "constraints": [
                models.UniqueConstraint(fields=("interview", "number"), name="one_interview_note_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ("own_view", "placing", "inconsistency", "closing", "after"))),
                    name="note_kind_is_known",
                ),
            ],
        },
    ),
]
