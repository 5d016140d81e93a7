"""The tables of what follows a decision: told, the period, the note, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Telling",
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
                "decision",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="determinations.decision"
                ),
            ),
            ("on", models.DateField()),
            ("at", models.DateTimeField()),
            ("language", models.CharField(max_length=8)),
            ("interpreter", models.CharField(max_length=16)),
            ("how", models.CharField(max_length=8)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("told_by", models.UUIDField()),
            ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
        ],
        options={
            "db_table": "determination_telling",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("how__in", ("spoken", "written", "both"))), name="told_in_a_known_way"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Period",
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
            ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ("number", models.PositiveSmallIntegerField()),
            ("word", models.CharField(max_length=16)),
            (
                "naming",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="determinations.naming"
                ),
            ),
            ("since_on", models.DateField()),
            ("last_on", models.DateField()),
            ("at", models.DateTimeField()),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("written_by", models.UUIDField()),
            ("reason", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
        ],
        options={
            "db_table": "determination_period",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_period_line_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("word__in", ("started", "extended"))), name="period_word_is_known"
                ),
                models.CheckConstraint(
                    condition=models.Q(("last_on__gt", models.F("since_on"))), name="a_period_lasts"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("word", "extended"), _negated=True), ("reason__isnull", False), _connector="OR"
                    ),
                    name="a_longer_period_says_why",
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
            ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ("note", models.UUIDField()),
            ("number", models.PositiveSmallIntegerField()),
            ("word", models.CharField(max_length=16)),
            (
                "to_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("on", models.DateField()),
            ("at", models.DateTimeField()),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("written_by", models.UUIDField()),
            ("content", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "determination_note",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_note_line_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("word__in", ("drafted", "advised", "advised_against", "given"))),
                    name="note_word_is_known",
                ),
            ],
        },
    ),
]
