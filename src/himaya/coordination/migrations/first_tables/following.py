"""The tables about following, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="ReplyLink",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("role", models.CharField(max_length=16)),
            ("made_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField()),
            ("revoked_at", models.DateTimeField(null=True)),
            ("used_at", models.DateTimeField(null=True)),
            (
                "delegate",
                models.ForeignKey(
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
            "db_table": "reply_link",
        },
    ),
    migrations.CreateModel(
        name="FollowUpSnapshot",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("taken_at", models.DateTimeField()),
            ("on", models.DateField()),
            ("sha256", models.CharField(max_length=64)),
            (
                "table",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="snapshot",
                    to="coordination.roundtable",
                ),
            ),
        ],
        options={
            "db_table": "follow_up_snapshot",
        },
    ),
    migrations.CreateModel(
        name="ProgressReport",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("entity", models.CharField(blank=True, max_length=160)),
            ("as_of", models.DateField()),
            ("text", models.TextField()),
            ("value", models.CharField(blank=True, max_length=80)),
            ("done", models.BooleanField(default=False)),
            ("state", models.CharField(max_length=16)),
            ("how", models.CharField(max_length=16)),
            ("received_on", models.DateField(null=True)),
            ("submitted_on", models.DateField(null=True)),
            ("validated_how", models.CharField(blank=True, max_length=16)),
            ("validated_on", models.DateField(null=True)),
            ("signed_by", models.CharField(blank=True, max_length=160)),
            ("accepted_on", models.DateField(null=True)),
            ("returned_on", models.DateField(null=True)),
            ("returned_by", models.CharField(blank=True, max_length=16)),
            ("returned_reason", models.CharField(blank=True, max_length=600)),
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
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "validated_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.delegate",
                ),
            ),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reports",
                    to="coordination.recommendation",
                ),
            ),
        ],
        options={
            "db_table": "progress_report",
            "constraints": [
                models.UniqueConstraint(fields=("recommendation", "number"), name="one_report_per_number"),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("institution__isnull", False),
                        ("state__in", ("draft", "submitted", "validated", "returned")),
                    ),
                    fields=("recommendation", "institution"),
                    name="one_report_under_way",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("institution__isnull", True),
                        ("state__in", ("draft", "submitted", "validated", "returned")),
                    ),
                    fields=("recommendation", "entity"),
                    name="one_report_under_way_from_outside",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "returned"), _negated=True),
                        models.Q(("returned_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="a_returned_report_has_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="FollowUpReminder",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("kind", models.CharField(max_length=16)),
            ("number", models.PositiveSmallIntegerField()),
            ("since", models.DateField()),
            ("made_on", models.DateField()),
            ("owed", models.CharField(blank=True, max_length=16)),
            ("sent_on", models.DateField(null=True)),
            ("how", models.CharField(blank=True, max_length=16)),
            ("claimed_at", models.DateTimeField(null=True)),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reminders",
                    to="coordination.recommendation",
                ),
            ),
        ],
        options={
            "db_table": "follow_up_reminder",
            "constraints": [
                models.UniqueConstraint(
                    fields=("recommendation", "kind", "since", "number"), name="one_reminder_per_number"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="SnapshotLine",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("number", models.PositiveIntegerField()),
            ("state", models.CharField(max_length=24)),
            ("response", models.CharField(blank=True, max_length=16)),
            ("grade", models.CharField(blank=True, max_length=1)),
            ("overdue", models.BooleanField()),
            ("reported", models.BooleanField()),
            ("verified", models.BooleanField()),
            ("due_on", models.DateField(null=True)),
            ("theme", models.CharField(blank=True, max_length=16)),
            ("lead_id", models.CharField(blank=True, max_length=64)),
            ("lead_name", models.CharField(blank=True, max_length=160)),
            ("note", models.CharField(blank=True, max_length=600)),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="coordination.recommendation",
                ),
            ),
            (
                "snapshot",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="lines",
                    to="coordination.followupsnapshot",
                ),
            ),
        ],
        options={
            "db_table": "follow_up_snapshot_line",
            "constraints": [
                models.UniqueConstraint(fields=("snapshot", "recommendation"), name="one_line_per_recommendation")
            ],
        },
    ),
    migrations.CreateModel(
        name="Evidence",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("kind", models.CharField(max_length=16)),
            ("title", models.CharField(max_length=240)),
            ("dated_on", models.DateField()),
            ("confidentiality", models.CharField(max_length=16)),
            ("where", models.CharField(blank=True, max_length=240)),
            ("media", models.CharField(blank=True, max_length=8)),
            ("size", models.PositiveIntegerField(default=0)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            ("added_on", models.DateField()),
            ("withdrawn_on", models.DateField(null=True)),
            ("withdrawn_reason", models.CharField(blank=True, max_length=240)),
            (
                "institution",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            (
                "report",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="evidence",
                    to="coordination.progressreport",
                ),
            ),
            (
                "recommendation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="evidence",
                    to="coordination.recommendation",
                ),
            ),
        ],
        options={
            "db_table": "evidence",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("sha256", ""), _negated=True),
                        models.Q(("where", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="evidence_is_a_file_or_a_place",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="EvidenceFile",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("content", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            (
                "evidence",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="file",
                    to="coordination.evidence",
                ),
            ),
            (
                "subject",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.subject"),
            ),
        ],
        options={
            "db_table": "evidence_file",
        },
    ),
]
