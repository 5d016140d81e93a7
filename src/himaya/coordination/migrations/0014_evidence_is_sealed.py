"""The file of a piece of evidence stands apart, sealed under a key of its own, as the scan of a letter does."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0013_what_was_counted_stays"),
        ("kernel", "0003_stamp_content"),
    ]

    operations = [
        migrations.RemoveField(model_name="evidence", name="content"),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("content", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="file", to="coordination.evidence"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"
                    ),
                ),
            ],
            options={"db_table": "evidence_file"},
        ),
    ]
