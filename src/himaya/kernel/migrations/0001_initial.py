import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="OutboxMessage",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("event", models.CharField(max_length=64)),
                        ("ids", models.JSONField()),
                        ("due_at", models.DateTimeField(db_index=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("fault", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "db_table": "outbox_message",
                    },
                ),
                migrations.CreateModel(
                    name="Subject",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("kind", models.CharField(max_length=16)),
                    ],
                    options={
                        "db_table": "subject",
                    },
                ),
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("action", models.CharField(max_length=64)),
                        ("purpose", models.CharField(blank=True, max_length=48)),
                        ("actor_kind", models.CharField(max_length=16)),
                        ("account_id", models.UUIDField(null=True)),
                        ("desk_id", models.CharField(blank=True, max_length=64)),
                        ("institution_id", models.CharField(blank=True, max_length=64)),
                        ("object_type", models.CharField(blank=True, max_length=48)),
                        ("object_id", models.CharField(blank=True, max_length=64)),
                        ("code", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "db_table": "audit_event",
                        "indexes": [
                            models.Index(fields=["object_type", "object_id"], name="audit_object"),
                            models.Index(fields=["account_id", "at"], name="audit_account"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stamp",
                    fields=[
                        ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=16)),
                        ("pack", models.CharField(max_length=32)),
                        ("created_on", models.DateField()),
                        ("content", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "db_table": "stamp",
                        "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="stamp_is_one_row")],
                    },
                ),
                migrations.CreateModel(
                    name="AuditCheckpoint",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("first", models.BigIntegerField(unique=True)),
                        ("count", models.PositiveIntegerField()),
                        ("events", models.BinaryField()),
                        ("subjects", models.BinaryField()),
                        ("hashes", models.BinaryField()),
                        ("peaks", models.BinaryField()),
                        ("note", models.TextField()),
                        ("public_key", models.BinaryField()),
                    ],
                    options={
                        "db_table": "audit_checkpoint",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("count__gte", 1)), name="checkpoint_seals_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decoy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("mark", models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        "db_table": "decoy",
                    },
                ),
                migrations.CreateModel(
                    name="ReadingLedger",
                    fields=[
                        ("account_id", models.UUIDField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "db_table": "reading_ledger",
                    },
                ),
                migrations.CreateModel(
                    name="AuditSubject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_id", models.UUIDField(db_index=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.auditevent"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "audit_subject",
                    },
                ),
                migrations.CreateModel(
                    name="DataKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=32)),
                        ("epoch", models.PositiveIntegerField()),
                        ("wrapped", models.BinaryField()),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.subject"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "data_key",
                        "indexes": [models.Index(fields=["epoch", "id"], name="data_key_epoch")],
                        "constraints": [models.UniqueConstraint(fields=("subject", "kind"), name="one_key_per_kind")],
                    },
                ),
            ]
        ),
    ]
