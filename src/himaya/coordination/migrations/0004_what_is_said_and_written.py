"""The tables of the round tables: practice, needs, letters and papers."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0003_what_is_decided"),
        ("institutions", "0002_mandates"),
        ("instruments", "0001_initial"),
        ("kernel", "0003_stamp_content"),
    ]
    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="coordination.cycle"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
            ],
            options={
                "db_table": "letter",
            },
        ),
        migrations.CreateModel(
            name="LetterScan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="scan", to="coordination.letter"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"
                    ),
                ),
            ],
            options={
                "db_table": "letter_scan",
            },
        ),
        migrations.CreateModel(
            name="PracticeMap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title_fr", models.CharField(blank=True, max_length=240)),
                ("title_ar", models.CharField(blank=True, max_length=240)),
                ("title_en", models.CharField(blank=True, max_length=240)),
                ("due_on", models.DateField()),
                ("state", models.CharField(max_length=16)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_maps",
                        to="coordination.cycle",
                    ),
                ),
            ],
            options={
                "db_table": "practice_map",
            },
        ),
        migrations.CreateModel(
            name="PracticeStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title_fr", models.CharField(blank=True, max_length=240)),
                ("title_ar", models.CharField(blank=True, max_length=240)),
                ("title_en", models.CharField(blank=True, max_length=240)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "practice_map",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="coordination.practicemap"
                    ),
                ),
            ],
            options={
                "db_table": "practice_step",
            },
        ),
        migrations.CreateModel(
            name="PracticeStatement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("does", models.CharField(max_length=16)),
                ("unit", models.CharField(blank=True, max_length=160)),
                ("form", models.CharField(blank=True, max_length=160)),
                ("hours", models.PositiveIntegerField(null=True)),
                ("legal_basis", models.CharField(blank=True, max_length=240)),
                ("note", models.CharField(blank=True, max_length=600)),
                ("state", models.CharField(max_length=16)),
                ("how", models.CharField(blank=True, max_length=16)),
                ("stated_on", models.DateField(null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
                (
                    "passes_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.institution",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="coordination.practicestep",
                    ),
                ),
            ],
            options={
                "db_table": "practice_statement",
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                ("object_id", models.UUIDField()),
                ("institution_id", models.CharField(blank=True, max_length=64)),
                ("mode", models.CharField(max_length=8)),
                ("format", models.CharField(max_length=8)),
                ("fingerprint", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=16)),
                ("done", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("ready_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=64)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("content", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "rendition",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id", "institution_id", "mode", "format", "fingerprint"),
                        name="one_rendition_of_a_paper",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="practicemap",
            name="restituted_at_table",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.roundtable"
            ),
        ),
        migrations.AddField(
            model_name="practicemap",
            name="table",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.roundtable"
            ),
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="coordination.cycle"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
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
            ],
            options={
                "db_table": "need",
            },
        ),
        migrations.AddField(
            model_name="letter",
            name="table",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.roundtable"
            ),
        ),
        migrations.AddField(
            model_name="practicemap",
            name="theme",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.theme"
            ),
        ),
        migrations.CreateModel(
            name="NeedStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("state", models.CharField(max_length=16)),
                ("covered", models.PositiveIntegerField(default=0)),
                ("note", models.CharField(blank=True, max_length=600)),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="coordination.need"
                    ),
                ),
            ],
            options={
                "db_table": "need_step",
                "constraints": [models.UniqueConstraint(fields=("need", "number"), name="one_need_step_per_number")],
            },
        ),
        migrations.AddConstraint(
            model_name="practicestep",
            constraint=models.UniqueConstraint(fields=("practice_map", "number"), name="one_step_per_number"),
        ),
        migrations.AddConstraint(
            model_name="practicestatement",
            constraint=models.UniqueConstraint(fields=("step", "institution"), name="one_statement_per_step"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(fields=("cycle", "number"), name="one_need_per_number"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("direction", "out"), models.Q(("number", ""), _negated=True)),
                fields=("year", "number"),
                name="one_letter_out_per_number",
            ),
        ),
    ]
