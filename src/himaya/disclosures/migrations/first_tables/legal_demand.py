"""The tables about legal demand, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="LegalDemand",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("subject_id", models.UUIDField()),
            ("reference", models.CharField(max_length=9, unique=True)),
            ("asker", models.CharField(max_length=16)),
            ("power", models.CharField(max_length=24)),
            ("aim", models.CharField(max_length=24)),
            ("state", models.CharField(default="received", max_length=16)),
            ("received_on", models.DateField()),
            ("due_on", models.DateField(null=True)),
            ("recorded_by", models.UUIDField()),
            ("advice", models.CharField(blank=True, max_length=16)),
            ("advised_by", models.UUIDField(null=True)),
            ("advised_on", models.DateField(null=True)),
            ("parts", models.JSONField(default=list)),
            ("decided_by", models.UUIDField(null=True)),
            ("decided_on", models.DateField(null=True)),
            ("form", models.CharField(blank=True, max_length=24)),
            ("given_on", models.DateField(null=True)),
            ("notice", models.CharField(default="not_yet", max_length=16)),
            ("notice_reason", models.CharField(blank=True, max_length=24)),
            ("notice_on", models.DateField(null=True)),
            ("notice_again_on", models.DateField(null=True)),
            ("closed_on", models.DateField(null=True)),
            ("who", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            ("asked", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            ("counsel", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            ("answer", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            ("given", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            (
                "case",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.case",
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
            "db_table": "legal_demand",
            "indexes": [models.Index(fields=["institution", "state", "-received_on"], name="demand_by_state")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("received", "advised", "decided", "answered", "dropped", "closed"))
                    ),
                    name="demand_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "asker__in",
                            (
                                "court",
                                "prosecution",
                                "police",
                                "border",
                                "administration",
                                "consulate",
                                "other_state",
                                "other",
                            ),
                        )
                    ),
                    name="demand_asker_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "power__in",
                            (
                                "judge_order",
                                "prosecutor_order",
                                "search_order",
                                "summons",
                                "letter",
                                "spoken",
                                "none",
                            ),
                        )
                    ),
                    name="demand_power_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "aim__in",
                            (
                                "protect",
                                "proceed",
                                "prosecute_person",
                                "remove_person",
                                "research",
                                "unsaid",
                            ),
                        )
                    ),
                    name="demand_aim_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ("decided", "answered")), _negated=True),
                        ("decided_by__isnull", False),
                        _connector="OR",
                    ),
                    name="an_answer_was_decided",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("decided_by__isnull", True),
                        models.Q(
                            ("advised_by__isnull", False),
                            models.Q(("decided_by", models.F("advised_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="who_decides_did_not_advise",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("aim__in", ["prosecute_person", "remove_person"]), _negated=True),
                        ("parts", []),
                        _connector="OR",
                    ),
                    name="nothing_serves_removal_or_prosecution",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        ("notice__in", ("told", "nobody")),
                        _connector="OR",
                    ),
                    name="closed_when_notice_is_settled",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SeizureDrill",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("held_on", models.DateField()),
            ("minutes", models.PositiveSmallIntegerField()),
            ("steps", models.JSONField(default=list)),
            ("recorded_by", models.UUIDField()),
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
            "db_table": "seizure_drill",
            "constraints": [
                models.CheckConstraint(condition=models.Q(("minutes__lte", 1440)), name="a_drill_lasts_a_day_at_most")
            ],
        },
    ),
    migrations.CreateModel(
        name="DataExport",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("subject_id", models.UUIDField()),
            ("reference", models.CharField(max_length=9, unique=True)),
            ("salt", models.CharField(max_length=32)),
            ("purpose", models.CharField(max_length=48)),
            ("aim", models.CharField(max_length=24)),
            ("basis", models.CharField(max_length=16)),
            ("parts", models.JSONField()),
            ("persons", models.PositiveSmallIntegerField()),
            ("abroad", models.BooleanField()),
            ("number", models.CharField(blank=True, max_length=64)),
            ("key", models.CharField(max_length=64)),
            ("state", models.CharField(default="asked", max_length=16)),
            ("asked_by", models.UUIDField()),
            ("asked_at", models.DateTimeField()),
            ("decided_by", models.UUIDField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("refusal", models.CharField(blank=True, max_length=24)),
            ("expires_at", models.DateTimeField()),
            ("fetched", models.PositiveSmallIntegerField(default=0)),
            ("fetched_at", models.DateTimeField(null=True)),
            ("left", models.PositiveSmallIntegerField(default=0)),
            ("reason", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            ("who", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
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
            (
                "receiver",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            ("left_out", models.PositiveIntegerField(default=0)),
        ],
        options={
            "db_table": "data_export",
            "indexes": [models.Index(fields=["institution", "-asked_at"], name="export_by_day")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ("asked", "approved", "refused", "withdrawn", "expired", "emptied"))
                    ),
                    name="export_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("basis__in", ("agreed", "wished", "duty"))),
                    name="export_has_a_basis",
                ),
                models.CheckConstraint(
                    condition=models.Q(("purpose__in", ("give_service", "prepare_referral", "answer_the_person"))),
                    name="export_purpose_is_allowed",
                ),
                models.CheckConstraint(condition=models.Q(("aim__in", ["protect"])), name="an_export_serves_to_help"),
                models.CheckConstraint(
                    condition=models.Q(("abroad", False), models.Q(("number", ""), _negated=True), _connector="OR"),
                    name="an_export_abroad_has_a_number",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(models.Q(("state", "approved"), _negated=True), ("fetched", 0)),
                        models.Q(
                            ("decided_by__isnull", False),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="an_export_needs_two_people",
                ),
                models.CheckConstraint(
                    condition=models.Q(("fetched__lte", 3)), name="an_export_is_fetched_a_few_times"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("purpose", "answer_the_person"), _negated=True),
                        models.Q(("basis", "wished"), ("persons", 1), ("receiver__isnull", True)),
                        _connector="OR",
                    ),
                    name="an_export_to_the_person_is_theirs_alone",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ExportedCase",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "export",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="disclosures.dataexport",
                ),
            ),
        ],
        options={
            "db_table": "data_export_case",
            "constraints": [models.UniqueConstraint(fields=("export", "case"), name="a_case_is_in_an_export_once")],
        },
    ),
]
