"""The tables about needs, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Need",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("source", models.CharField(blank=True, max_length=200)),
            ("mark", models.CharField(blank=True, max_length=2)),
            ("number", models.PositiveSmallIntegerField()),
            ("competence", models.CharField(max_length=240)),
            ("audience", models.CharField(max_length=160)),
            ("people", models.PositiveIntegerField(null=True)),
            ("priority", models.CharField(max_length=16)),
            ("evidence", models.CharField(blank=True, max_length=600)),
            ("state", models.CharField(max_length=16)),
            ("covered", models.PositiveIntegerField(default=0)),
            ("entered_on", models.DateField()),
            (
                "cycle",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="needs",
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
                "item",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.agendaitem",
                ),
            ),
            (
                "table",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="needs",
                    to="coordination.roundtable",
                ),
            ),
            ("seed", models.CharField(blank=True, max_length=140)),
        ],
        options={
            "db_table": "need",
            "constraints": [
                models.UniqueConstraint(fields=("cycle", "number"), name="one_need_per_number"),
                models.UniqueConstraint(
                    condition=models.Q(("seed", ""), _negated=True),
                    fields=("cycle", "seed"),
                    name="one_need_per_seed_and_cycle",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="NeedStep",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("on", models.DateField()),
            ("state", models.CharField(max_length=16)),
            ("covered", models.PositiveIntegerField(default=0)),
            ("note", models.CharField(blank=True, max_length=600)),
            (
                "need",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="steps",
                    to="coordination.need",
                ),
            ),
        ],
        options={
            "db_table": "need_step",
            "constraints": [models.UniqueConstraint(fields=("need", "number"), name="one_need_step_per_number")],
        },
    ),
]
