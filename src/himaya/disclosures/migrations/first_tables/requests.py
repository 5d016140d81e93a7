"""The tables about requests, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="DataRequest",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("reference", models.CharField(max_length=9, unique=True)),
            ("kind", models.CharField(max_length=8)),
            ("asker", models.CharField(max_length=8)),
            ("proof", models.CharField(max_length=16)),
            ("field", models.CharField(blank=True, max_length=16)),
            ("state", models.CharField(default="received", max_length=16)),
            ("asked_on", models.DateField()),
            ("due_on", models.DateField()),
            ("recorded_by", models.UUIDField()),
            ("prepared_by", models.UUIDField(null=True)),
            ("prepared_on", models.DateField(null=True)),
            ("about_other", models.PositiveSmallIntegerField(default=0)),
            ("endangers", models.PositiveSmallIntegerField(default=0)),
            ("decided_by", models.UUIDField(null=True)),
            ("decided_on", models.DateField(null=True)),
            ("reason", models.CharField(blank=True, max_length=24)),
            ("way", models.CharField(blank=True, max_length=16)),
            ("answered_on", models.DateField(null=True)),
            ("parts", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            ("wanted", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            ("wanted_name", himaya.kernel.sealed.SealedField(json_value=False, key="identity")),
            ("statement", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
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
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
        ],
        options={
            "db_table": "data_request",
            "indexes": [models.Index(fields=["institution", "state", "due_on"], name="data_request_by_state")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "state__in",
                            (
                                "received",
                                "prepared",
                                "released",
                                "accepted",
                                "refused",
                                "declined",
                                "dropped",
                                "closed",
                            ),
                        )
                    ),
                    name="data_request_state_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("field", ""), ("kind", "access")),
                        models.Q(
                            (
                                "field__in",
                                (
                                    "full_name",
                                    "other_names",
                                    "birth",
                                    "phone",
                                    "document",
                                    "meeting_place",
                                    "answer",
                                ),
                            ),
                            ("kind", "rectify"),
                        ),
                        _connector="OR",
                    ),
                    name="data_request_says_what",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("asker", "person"), ("proof__in", ("known_here", "document_seen", "phrase"))),
                        models.Q(("asker__in", ("counsel", "guardian", "trusted")), ("proof", "mandate_seen")),
                        _connector="OR",
                    ),
                    name="data_request_asker_was_checked",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "released"), _negated=True),
                        models.Q(
                            ("decided_by__isnull", False),
                            ("prepared_by__isnull", False),
                            models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="who_releases_did_not_prepare",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ("accepted", "refused")), _negated=True),
                        models.Q(
                            ("decided_by__isnull", False),
                            models.Q(("decided_by", models.F("recorded_by")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="who_sets_right_did_not_record",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        models.Q(("answered_on__isnull", False), models.Q(("way", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="an_answer_was_handed_over",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        (
                            "state__in",
                            ("received", "prepared", "released", "accepted", "refused", "declined"),
                        )
                    ),
                    fields=("case", "kind", "field"),
                    name="one_open_data_request",
                ),
            ],
        },
    ),
]
