"""The tables of the round tables: cycles, seats, tables and their agenda."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("institutions", "0001_initial"), ("instruments", "0001_initial"), ("kernel", "0001_initial")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Cycle",
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
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("mark", models.CharField(blank=True, max_length=2)),
                        ("legal_basis", models.CharField(blank=True, max_length=240)),
                        ("legal_basis_mark", models.CharField(blank=True, max_length=2)),
                        ("rules", models.JSONField(default=dict)),
                        ("state", models.CharField(max_length=16)),
                        ("recorded", models.BooleanField(default=False)),
                        ("opened_on", models.DateField()),
                        ("closed_on", models.DateField(null=True)),
                        (
                            "funder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "cycle",
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
                migrations.CreateModel(
                    name="HarmReport",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("uid", models.CharField(blank=True, max_length=48)),
                        ("kind", models.CharField(max_length=24)),
                        ("text", models.CharField(max_length=1000)),
                        ("noticed_on", models.DateField()),
                        ("state", models.CharField(max_length=16)),
                        ("answer", models.CharField(blank=True, max_length=1000)),
                        ("settled_on", models.DateField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.desk",
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
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "harm_report",
                    },
                ),
                migrations.CreateModel(
                    name="Cluster",
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
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("made_on", models.DateField()),
                        ("note", models.CharField(blank=True, max_length=600)),
                    ],
                    options={
                        "db_table": "recommendation_cluster",
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("source_kind", models.CharField(max_length=16)),
                        ("rows", models.JSONField(default=list)),
                        ("state", models.CharField(max_length=16)),
                        ("imported_on", models.DateField(null=True)),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "recommendation_import",
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpAction",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("text", models.CharField(max_length=600)),
                        ("entity", models.CharField(blank=True, max_length=160)),
                        ("due_on", models.DateField(null=True)),
                        ("state", models.CharField(max_length=16)),
                        ("note", models.CharField(blank=True, max_length=600)),
                        ("entered_on", models.DateField()),
                        ("ended_on", models.DateField(null=True)),
                        (
                            "institution",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "follow_up_action",
                    },
                ),
                migrations.CreateModel(
                    name="ReplyLink",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                    name="Document",
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
                        ("kind", models.CharField(max_length=24)),
                        ("decide_on", models.DateField(null=True)),
                        ("state", models.CharField(max_length=16)),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="coordination.cycle",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="instruments.version",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "round_table_document",
                    },
                ),
                migrations.CreateModel(
                    name="RoundTable",
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
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("mark", models.CharField(blank=True, max_length=2)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(max_length=16)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("zone", models.CharField(max_length=48)),
                        ("place", models.CharField(blank=True, max_length=240)),
                        ("link", models.CharField(blank=True, max_length=240)),
                        ("state", models.CharField(max_length=16)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        ("answer_by", models.DateField(null=True)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "chair",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.delegate",
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tables",
                                to="coordination.cycle",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "round_table",
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "number"), name="one_table_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="table_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(max_length=16)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="coordination.cycle",
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
                    ],
                    options={
                        "db_table": "cycle_seat",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("institution__isnull", False), ("valid_to__isnull", True)),
                                fields=("cycle", "institution"),
                                name="one_open_seat_per_institution",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("cycle", "number"),
                                name="one_open_holder_per_seat",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Theme",
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
                        ("code", models.CharField(max_length=16)),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="themes",
                                to="coordination.cycle",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "cycle_theme",
                        "constraints": [models.UniqueConstraint(fields=("cycle", "code"), name="one_theme_per_code")],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("kind", models.CharField(max_length=16)),
                        ("year", models.PositiveSmallIntegerField(null=True)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                        ("begun_on", models.DateField()),
                        (
                            "cycle",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="coordination.cycle",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "report",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "annual")), fields=("year",), name="one_report_per_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__isnull", True), ("cycle__isnull", True), _connector="XOR"),
                                name="a_report_is_of_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="a_report_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CostLine",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("on", models.DateField()),
                        ("heading", models.CharField(max_length=24)),
                        ("text", models.CharField(max_length=240)),
                        ("amount", models.BigIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        ("entered_on", models.DateField()),
                        ("taken_back_on", models.DateField(null=True)),
                        ("taken_back_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="costs",
                                to="coordination.cycle",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "cycle_cost",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="a_cost_is_more_than_nothing"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
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
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("mark", models.CharField(blank=True, max_length=2)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(max_length=16)),
                        ("minutes", models.PositiveSmallIntegerField()),
                        ("seed", models.CharField(blank=True, max_length=64)),
                        ("state", models.CharField(max_length=16)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("said_fr", models.TextField(blank=True)),
                        ("said_ar", models.TextField(blank=True)),
                        ("said_en", models.TextField(blank=True)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        (
                            "carried_from",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.agendaitem",
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
                            "presenter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.document",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="coordination.roundtable",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.theme",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "agenda_item",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("seed", ""), _negated=True),
                                fields=("table", "seed"),
                                name="one_item_per_seed_and_table",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quorum",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("half_day", models.CharField(max_length=16)),
                        ("frozen_at", models.DateTimeField()),
                        ("seats", models.PositiveSmallIntegerField()),
                        ("needed", models.PositiveSmallIntegerField()),
                        ("there", models.PositiveSmallIntegerField()),
                        ("reached", models.BooleanField()),
                        ("closes", models.BooleanField(default=False)),
                        ("detail", models.JSONField()),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quorums",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "quorum",
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("seat_kind", models.CharField(max_length=16)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("answer", models.CharField(max_length=16)),
                        ("standing_in", models.CharField(blank=True, max_length=160)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        ("how", models.CharField(blank=True, max_length=16)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("received_on", models.DateField(null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("mail_owed", models.CharField(blank=True, max_length=16)),
                        ("mail_claimed_at", models.DateTimeField(null=True)),
                        ("mailed_at", models.DateTimeField(null=True)),
                        ("mailed_sequence", models.PositiveIntegerField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.delegate",
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
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "invitation",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("table", "institution"), name="one_invitation_per_institution"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("half_day", models.CharField(max_length=16)),
                        ("status", models.CharField(max_length=16)),
                        ("standing_in", models.CharField(blank=True, max_length=160)),
                        ("marked_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(null=True)),
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
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "attendance",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("table", "half_day", "institution"), name="one_attendance_per_half_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TakeAway",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("text", models.CharField(max_length=600)),
                        ("said_on", models.DateField()),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="take_aways",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "take_away",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("table", "institution"), name="one_take_away_per_institution"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("state", models.CharField(max_length=16)),
                        ("drafted_on", models.DateField()),
                        ("circulated_on", models.DateField(null=True)),
                        ("deadline_on", models.DateField(null=True)),
                        ("approved_on", models.DateField(null=True)),
                        ("agreements", models.JSONField(default=list)),
                        ("locked_at", models.DateTimeField(null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "approved_at_table",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.roundtable",
                            ),
                        ),
                        (
                            "table",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes_record",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "minutes",
                    },
                ),
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
                        (
                            "restituted_at_table",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.roundtable",
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
                        (
                            "theme",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.theme",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "practice_map",
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpSnapshot",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                    name="ReportEdition",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("frozen_at", models.DateTimeField()),
                        ("content", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="coordination.report",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "report_edition",
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "number"), name="one_report_edition_per_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportText",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("chapter", models.CharField(max_length=48)),
                        ("text_fr", models.TextField(blank=True)),
                        ("text_ar", models.TextField(blank=True)),
                        ("text_en", models.TextField(blank=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="coordination.report",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "report_text",
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "chapter"), name="one_text_per_chapter")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("mark", models.CharField(blank=True, max_length=2)),
                        ("text", models.CharField(max_length=600)),
                        ("due_on", models.DateField()),
                        ("state", models.CharField(max_length=16)),
                        ("answer", models.TextField(blank=True)),
                        ("how", models.CharField(blank=True, max_length=16)),
                        ("answered_on", models.DateField(null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
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
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.agendaitem",
                            ),
                        ),
                        (
                            "owed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "open_question",
                    },
                ),
                migrations.CreateModel(
                    name="Material",
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
                        ("kind", models.CharField(max_length=16)),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("where", models.CharField(blank=True, max_length=240)),
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="materials",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "session_material",
                    },
                ),
                migrations.CreateModel(
                    name="Expert",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("mark", models.CharField(blank=True, max_length=2)),
                        ("name", models.CharField(blank=True, max_length=160)),
                        ("organisation", models.CharField(blank=True, max_length=160)),
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="experts",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "session_expert",
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                        ("wording_fr", models.TextField(blank=True)),
                        ("wording_ar", models.TextField(blank=True)),
                        ("wording_en", models.TextField(blank=True)),
                        ("parts", models.JSONField(default=list)),
                        ("method", models.CharField(max_length=16)),
                        ("half_day", models.CharField(blank=True, max_length=16)),
                        ("state", models.CharField(max_length=16)),
                        ("put_at", models.DateTimeField()),
                        ("concluded_at", models.DateTimeField(null=True)),
                        ("result", models.JSONField(default=dict)),
                        ("confirm_by", models.CharField(max_length=16)),
                        ("confirmed_on", models.DateField(null=True)),
                        ("confirmed_reference", models.CharField(blank=True, max_length=80)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="coordination.agendaitem",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.document",
                            ),
                        ),
                        (
                            "concluded_quorum",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.quorum",
                            ),
                        ),
                        (
                            "quorum",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.quorum",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "decision",
                        "constraints": [
                            models.UniqueConstraint(fields=("table", "number"), name="one_decision_per_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("text", models.CharField(max_length=1000)),
                        ("how", models.CharField(max_length=16)),
                        ("asked_on", models.DateField()),
                        ("state", models.CharField(max_length=16)),
                        ("answer", models.CharField(blank=True, max_length=600)),
                        ("settled_on", models.DateField(null=True)),
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
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.agendaitem",
                            ),
                        ),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="coordination.minutes",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "minutes_correction",
                    },
                ),
                migrations.CreateModel(
                    name="MinutesVersion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("made_at", models.DateTimeField()),
                        ("content", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="coordination.minutes",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "minutes_version",
                        "constraints": [
                            models.UniqueConstraint(fields=("minutes", "number"), name="one_minutes_version_per_number")
                        ],
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scan",
                                to="coordination.letter",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="coordination.practicemap",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "practice_step",
                        "constraints": [
                            models.UniqueConstraint(fields=("practice_map", "number"), name="one_step_per_number")
                        ],
                    },
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
                    name="Reservation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("clause", models.CharField(blank=True, max_length=80)),
                        ("text", models.CharField(max_length=600)),
                        ("review_on", models.DateField()),
                        ("lifted_on", models.DateField(null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reservations",
                                to="coordination.decision",
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
                            "lifted_at_table",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "reservation",
                    },
                ),
                migrations.CreateModel(
                    name="Position",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("stance", models.CharField(max_length=16)),
                        ("reason", models.CharField(blank=True, max_length=600)),
                        ("how", models.CharField(max_length=16)),
                        ("role", models.CharField(blank=True, max_length=16)),
                        ("said_at", models.DateTimeField()),
                        ("confirmed_on", models.DateField(null=True)),
                        ("confirmed_how", models.CharField(blank=True, max_length=16)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.delegate",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="positions",
                                to="coordination.decision",
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
                        "db_table": "position",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "institution"), name="one_voice_per_institution"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stance", "object"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_objection_has_a_reason",
                            ),
                        ],
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
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
                        "constraints": [
                            models.UniqueConstraint(fields=("step", "institution"), name="one_statement_per_step")
                        ],
                    },
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="coordination.need",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "need_step",
                        "constraints": [
                            models.UniqueConstraint(fields=("need", "number"), name="one_need_step_per_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("content", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("change_class", models.CharField(max_length=16)),
                        ("parts", models.JSONField(default=list)),
                        ("author", models.UUIDField(null=True)),
                        ("adopted_on", models.DateField()),
                        (
                            "base",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.edition",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.decision",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="coordination.document",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "edition",
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "number"), name="one_edition_per_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("source_kind", models.CharField(max_length=16)),
                        ("source_ref", models.CharField(blank=True, max_length=160)),
                        ("source_on", models.DateField(null=True)),
                        ("text_fr", models.TextField(blank=True)),
                        ("text_ar", models.TextField(blank=True)),
                        ("text_en", models.TextField(blank=True)),
                        ("rationale", models.CharField(blank=True, max_length=600)),
                        ("theme", models.CharField(blank=True, max_length=16)),
                        ("action_type", models.CharField(blank=True, max_length=16)),
                        ("plan_axis", models.CharField(blank=True, max_length=32)),
                        ("sdg", models.CharField(blank=True, max_length=8)),
                        ("priority", models.CharField(max_length=16)),
                        ("lead_name", models.CharField(blank=True, max_length=160)),
                        ("due_on", models.DateField(null=True)),
                        ("indicator", models.CharField(blank=True, max_length=240)),
                        ("baseline", models.CharField(blank=True, max_length=80)),
                        ("target", models.CharField(blank=True, max_length=80)),
                        ("resources", models.CharField(blank=True, max_length=240)),
                        ("state", models.CharField(max_length=24)),
                        ("entered_on", models.DateField()),
                        ("addressed_on", models.DateField(null=True)),
                        ("answer_by", models.DateField(null=True)),
                        ("response", models.CharField(blank=True, max_length=16)),
                        ("response_reason", models.CharField(blank=True, max_length=600)),
                        ("response_how", models.CharField(blank=True, max_length=16)),
                        ("responded_on", models.DateField(null=True)),
                        ("heard_on", models.DateField(null=True)),
                        ("verified_on", models.DateField(null=True)),
                        ("ended_on", models.DateField(null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=600)),
                        ("exception", models.CharField(blank=True, max_length=600)),
                        ("grade", models.CharField(blank=True, max_length=1)),
                        ("grade_note", models.CharField(blank=True, max_length=600)),
                        ("graded_on", models.DateField(null=True)),
                        ("is_public", models.BooleanField(default=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="coordination.importbatch",
                            ),
                        ),
                        (
                            "cluster",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="coordination.cluster",
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="coordination.cycle",
                            ),
                        ),
                        (
                            "ended_decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.decision",
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
                            "lead",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.recommendation",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "recommendation",
                        "indexes": [models.Index(fields=["state", "due_on"], name="recommendation_state_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("lead__isnull", True), ("lead_name", ""), _connector="OR"),
                                name="one_lead_of_a_recommendation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("response", ""),
                                    ("response", "accepted"),
                                    models.Q(("response_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_qualified_response_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade__in", ("", "A", "B", "C", "E"))),
                                name="grade_d_is_never_given",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("state", models.CharField(max_length=16)),
                        ("audience", models.CharField(blank=True, max_length=32)),
                        ("forms", models.JSONField(default=list)),
                        ("lists", models.JSONField(default=dict)),
                        ("author", models.UUIDField(null=True)),
                        ("editors", models.JSONField(default=list)),
                        ("opened_on", models.DateField()),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="coordination.document",
                            ),
                        ),
                        (
                            "base",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.edition",
                            ),
                        ),
                        (
                            "edition",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="coordination.edition",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "draft",
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "number"), name="one_draft_per_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("draft", "consultation", "consolidation", "tabled"))),
                                fields=("document",),
                                name="one_draft_under_way",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditionForm",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=64)),
                        ("changed", models.BooleanField()),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forms",
                                to="coordination.edition",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "edition_form",
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "name"), name="one_version_per_edition_and_form")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("state", models.CharField(max_length=16)),
                        ("gate", models.CharField(max_length=16)),
                        ("reason", models.CharField(blank=True, max_length=600)),
                        ("opened_by", models.UUIDField(null=True)),
                        ("opened_at", models.DateTimeField()),
                        ("pilot_from", models.DateTimeField(null=True)),
                        ("pilot_until", models.DateTimeField(null=True)),
                        ("effective_at", models.DateTimeField(null=True)),
                        ("live_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="coordination.document",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="coordination.edition",
                            ),
                        ),
                        (
                            "rolls_back",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.release",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "release",
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "number"), name="one_release_per_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("preparing", "scheduled"))),
                                fields=("document",),
                                name="one_release_under_way",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "live")),
                                fields=("document",),
                                name="one_live_release_per_document",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contributor",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=160)),
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
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributors",
                                to="coordination.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "recommendation_contributor",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("institution__isnull", False)),
                                fields=("recommendation", "institution"),
                                name="one_place_per_contributor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("institution__isnull", True), ("name", ""), _connector="XOR"),
                                name="a_contributor_is_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionServes",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="serves",
                                to="coordination.followupaction",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="served_by",
                                to="coordination.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "follow_up_action_serves",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("action", "recommendation"), name="an_action_serves_it_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("on", models.DateField()),
                        ("did", models.CharField(max_length=24)),
                        ("state", models.CharField(max_length=24)),
                        ("code", models.CharField(blank=True, max_length=24)),
                        ("note", models.CharField(blank=True, max_length=600)),
                        (
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="coordination.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "recommendation_step",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recommendation", "number"), name="one_recommendation_step_per_number"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressReport",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                            models.UniqueConstraint(
                                fields=("snapshot", "recommendation"), name="one_line_per_recommendation"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clause",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("uid", models.CharField(max_length=48)),
                        ("kind", models.CharField(max_length=16)),
                        ("parent", models.CharField(blank=True, max_length=48)),
                        ("position", models.PositiveIntegerField()),
                        ("text_fr", models.TextField(blank=True)),
                        ("text_ar", models.TextField(blank=True)),
                        ("text_en", models.TextField(blank=True)),
                        ("state_fr", models.CharField(max_length=16)),
                        ("state_ar", models.CharField(max_length=16)),
                        ("state_en", models.CharField(max_length=16)),
                        ("form", models.JSONField(default=dict)),
                        ("replaces", models.CharField(blank=True, max_length=48)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clauses",
                                to="coordination.draft",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "clause",
                        "constraints": [models.UniqueConstraint(fields=("draft", "uid"), name="one_clause_per_uid")],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                    name="PilotDesk",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("finding", models.CharField(blank=True, max_length=1000)),
                        ("harmful", models.BooleanField(default=False)),
                        ("found_on", models.DateField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pilot_desks",
                                to="coordination.release",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "release_pilot_desk",
                        "constraints": [models.UniqueConstraint(fields=("release", "desk"), name="one_pilot_per_desk")],
                    },
                ),
                migrations.CreateModel(
                    name="ReleaseStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("gate", models.CharField(max_length=16)),
                        ("part", models.CharField(blank=True, max_length=64)),
                        ("passed_at", models.DateTimeField()),
                        ("account", models.UUIDField(null=True)),
                        ("name", models.CharField(blank=True, max_length=160)),
                        ("how", models.CharField(blank=True, max_length=16)),
                        ("note", models.CharField(blank=True, max_length=1000)),
                        ("detail", models.JSONField(default=dict)),
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
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="coordination.release",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "release_step",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("release", "gate", "part"), name="one_step_per_gate_and_part"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suspension",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("uid", models.CharField(blank=True, max_length=48)),
                        ("reason", models.CharField(max_length=600)),
                        ("asked_by", models.UUIDField()),
                        ("asked_at", models.DateTimeField()),
                        ("confirmed_by", models.UUIDField(null=True)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("state", models.CharField(max_length=16)),
                        ("stand_ins", models.JSONField(default=dict)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=600)),
                        (
                            "harm",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.harmreport",
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suspensions",
                                to="coordination.release",
                            ),
                        ),
                        (
                            "settled_at_table",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="coordination.roundtable",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "suspension",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                                name="a_suspension_takes_two_people",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("asked", "in_force"))),
                                fields=("release", "uid"),
                                name="one_suspension_of_a_clause",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                    name="Amendment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                            models.UniqueConstraint(
                                fields=("consultation", "institution"), name="one_stance_per_institution"
                            ),
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
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="file",
                                to="coordination.evidence",
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
                        "db_table": "evidence_file",
                    },
                ),
            ]
        ),
    ]
