"""The tables about papers, as they were first made."""

from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Rendition",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
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
]
