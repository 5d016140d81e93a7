"""What stands before an interview: what was told, the interview, who interprets, the gates, what was agreed to."""

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
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("body", models.CharField(max_length=16)),
            ("on", models.DateField(null=True)),
            ("noted_at", models.DateTimeField()),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("written_by", models.UUIDField()),
            ("words", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "interview_telling",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_telling_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "body__in",
                            (
                                "first_line",
                                "ngo",
                                "health",
                                "social",
                                "police",
                                "justice",
                                "labour",
                                "asylum",
                                "lawyer",
                                "other",
                            ),
                        )
                    ),
                    name="telling_body_is_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Interview",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
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
            ("number", models.PositiveSmallIntegerField()),
            ("child", models.BooleanField()),
            (
                "version",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="instruments.version",
                ),
            ),
            ("state", models.CharField(max_length=16)),
            ("outcome", models.CharField(blank=True, max_length=16)),
            ("prepared_by", models.UUIDField()),
            ("opened_on", models.DateField()),
            ("next_on", models.DateField(null=True)),
            ("closed_on", models.DateField(null=True)),
        ],
        options={
            "db_table": "interview",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_interview_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ("preparing", "sitting", "paused", "between", "closed"))),
                    name="interview_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("closed_on__isnull", False),
                            ("outcome__in", ("heard", "oriented", "refused", "broken_off", "not_held")),
                            ("state", "closed"),
                        ),
                        models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_on__isnull", True),
                            ("outcome", ""),
                        ),
                        _connector="OR",
                    ),
                    name="a_closed_interview_says_how",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "closed"), _negated=True),
                    fields=("case",),
                    name="one_open_interview_per_case",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Interpreter",
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
            ("language", models.CharField(max_length=8)),
            ("sex", models.CharField(max_length=8)),
            ("mode", models.CharField(max_length=16)),
            ("vetted_on", models.DateField()),
            ("signed_on", models.DateField()),
            ("noted_at", models.DateTimeField()),
            ("written_by", models.UUIDField()),
            ("details", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "interview_interpreter",
            "constraints": [models.UniqueConstraint(fields=("interview", "number"), name="one_interpreter_per_number")],
        },
    ),
    migrations.CreateModel(
        name="Preparation",
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
            (
                "interpreter",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="interviews.interpreter",
                ),
            ),
            ("language", models.CharField(blank=True, max_length=8)),
            ("written_by", models.UUIDField()),
            ("gates", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "interview_preparation",
            "constraints": [models.UniqueConstraint(fields=("interview", "number"), name="one_preparation_per_number")],
        },
    ),
    migrations.CreateModel(
        name="Agreement",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
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
            ("item", models.CharField(max_length=32)),
            ("answer", models.CharField(max_length=16)),
            ("language", models.CharField(max_length=8)),
            ("mode", models.CharField(max_length=16)),
            ("witness", models.CharField(max_length=16)),
            ("assent", models.CharField(blank=True, max_length=8)),
            ("written_by", models.UUIDField()),
        ],
        options={
            "db_table": "interview_agreement",
            "constraints": [
                models.UniqueConstraint(fields=("interview", "number"), name="one_interview_agreement_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("answer__in", ("yes", "no", "declined", "withdrawn"))),
                    name="interview_answer_is_known",
                ),
            ],
        },
    ),
]
