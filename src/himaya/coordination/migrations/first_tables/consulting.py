"""The tables about consulting, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Consultation",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("opens_on", models.DateField()),
            ("closes_on", models.DateField()),
            ("state", models.CharField(max_length=16)),
            ("closed_on", models.DateField(null=True)),
            (
                "draft",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="consultations",
                    to="coordination.draft",
                ),
            ),
        ],
        options={
            "db_table": "consultation",
            "constraints": [
                models.UniqueConstraint(fields=("draft", "number"), name="one_consultation_per_number"),
                models.UniqueConstraint(
                    condition=models.Q(("state", "open")),
                    fields=("draft",),
                    name="one_open_consultation_per_draft",
                ),
                models.CheckConstraint(
                    condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                    name="consultation_ends_after_it_opens",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Amendment",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("op", models.CharField(max_length=16)),
            ("uid", models.CharField(blank=True, max_length=48)),
            ("after", models.CharField(blank=True, max_length=48)),
            ("kind", models.CharField(blank=True, max_length=16)),
            ("texts", models.JSONField(default=dict)),
            ("form", models.JSONField(default=dict)),
            ("before", models.JSONField(default=dict)),
            ("changes_meaning", models.BooleanField(default=False)),
            ("reason", models.CharField(max_length=600)),
            ("clause_revision", models.PositiveIntegerField(default=0)),
            ("how", models.CharField(max_length=16)),
            ("made_at", models.DateTimeField()),
            ("state", models.CharField(max_length=24)),
            ("proposal", models.CharField(blank=True, max_length=24)),
            ("proposal_reason", models.CharField(blank=True, max_length=600)),
            ("proposal_texts", models.JSONField(default=dict)),
            ("answer", models.CharField(blank=True, max_length=600)),
            ("settled_texts", models.JSONField(default=dict)),
            ("settled_uid", models.CharField(blank=True, max_length=48)),
            ("settled_at", models.DateTimeField(null=True)),
            (
                "delegate",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
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
            (
                "consultation",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="amendments",
                    to="coordination.consultation",
                ),
            ),
            (
                "draft",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="amendments",
                    to="coordination.draft",
                ),
            ),
        ],
        options={
            "db_table": "amendment",
            "constraints": [
                models.UniqueConstraint(fields=("draft", "number"), name="one_amendment_per_number"),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True), name="an_amendment_has_a_reason"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Stance",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("stance", models.CharField(max_length=16)),
            ("reason", models.CharField(blank=True, max_length=600)),
            ("how", models.CharField(blank=True, max_length=16)),
            ("said_at", models.DateTimeField(null=True)),
            ("received_on", models.DateField(null=True)),
            (
                "consultation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="stances",
                    to="coordination.consultation",
                ),
            ),
            (
                "delegate",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
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
        ],
        options={
            "db_table": "consultation_stance",
            "constraints": [
                models.UniqueConstraint(fields=("consultation", "institution"), name="one_stance_per_institution"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("stance", "objection"), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="a_stance_against_has_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Comment",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("uid", models.CharField(blank=True, max_length=48)),
            ("text", models.CharField(max_length=2000)),
            ("visibility", models.CharField(max_length=16)),
            ("how", models.CharField(max_length=16)),
            ("made_at", models.DateTimeField()),
            ("state", models.CharField(max_length=16)),
            ("answer", models.CharField(blank=True, max_length=2000)),
            ("answered_at", models.DateTimeField(null=True)),
            (
                "delegate",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
                ),
            ),
            (
                "follows",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.comment",
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
            (
                "consultation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="comments",
                    to="coordination.consultation",
                ),
            ),
        ],
        options={
            "db_table": "consultation_comment",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "answered"), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="an_answered_comment_has_its_answer",
                )
            ],
        },
    ),
]
