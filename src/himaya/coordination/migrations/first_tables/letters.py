"""The tables about letters, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Letter",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("direction", models.CharField(max_length=8)),
            ("kind", models.CharField(max_length=24)),
            ("year", models.PositiveSmallIntegerField()),
            ("number", models.CharField(blank=True, max_length=40)),
            ("dated_on", models.DateField()),
            ("through", models.CharField(blank=True, max_length=160)),
            ("visa", models.CharField(blank=True, max_length=160)),
            ("visa_on", models.DateField(null=True)),
            ("subject_fr", models.CharField(blank=True, max_length=240)),
            ("subject_ar", models.CharField(blank=True, max_length=240)),
            ("body_fr", models.TextField(blank=True)),
            ("body_ar", models.TextField(blank=True)),
            ("state", models.CharField(max_length=16)),
            ("sent_on", models.DateField(null=True)),
            ("received_on", models.DateField(null=True)),
            (
                "answers",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.letter",
                ),
            ),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letters",
                    to="coordination.cycle",
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
                "table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "letter",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("direction", "out"), models.Q(("number", ""), _negated=True)),
                    fields=("year", "number"),
                    name="one_letter_out_per_number",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="LetterScan",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("kind", models.CharField(max_length=8)),
            ("size", models.PositiveIntegerField()),
            ("sha256", models.CharField(max_length=64)),
            ("added_on", models.DateField()),
            ("content", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            (
                "letter",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="scan",
                    to="coordination.letter",
                ),
            ),
            (
                "subject",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"),
            ),
        ],
        options={
            "db_table": "letter_scan",
        },
    ),
]
