"""The tables of who decides, what was asked and what was decided, as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Naming",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("part", models.CharField(max_length=16)),
            ("step", models.CharField(blank=True, max_length=16)),
            (
                "desk",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("quorum", models.PositiveSmallIntegerField(default=0)),
            ("days", models.PositiveSmallIntegerField(null=True)),
            ("since", models.CharField(blank=True, max_length=8)),
            ("row", models.CharField(blank=True, max_length=64)),
            ("text", models.CharField(max_length=200)),
            ("article", models.CharField(blank=True, max_length=80)),
            ("source", models.CharField(max_length=200)),
            ("mark", models.CharField(max_length=2)),
            ("valid_from", models.DateField()),
            ("valid_to", models.DateField(null=True)),
            ("state", models.CharField(default="proposed", max_length=16)),
            ("proposed_by", models.UUIDField()),
            (
                "proposed_at",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                ),
            ),
            ("proposed_on", models.DateField()),
            ("decided_by", models.UUIDField(null=True)),
            (
                "decided_at",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.institution",
                ),
            ),
            ("decided_on", models.DateField(null=True)),
        ],
        options={
            "db_table": "determination_naming",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("mark__in", ("C", "C2", "G", "?")),
                        ("state__in", ("proposed", "in_force", "refused", "replaced", "ended")),
                    ),
                    name="naming_codes_are_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("days__isnull", True),
                            ("desk__isnull", False),
                            ("part", "body"),
                            ("since", ""),
                            ("step__in", ("presumed", "identified", "appeal")),
                        ),
                        models.Q(
                            ("days__isnull", False),
                            ("desk__isnull", True),
                            ("part", "review_term"),
                            ("quorum", 0),
                            ("since", ""),
                            ("step", ""),
                        ),
                        models.Q(
                            ("days__isnull", False),
                            ("desk__isnull", True),
                            ("part", "period"),
                            ("quorum", 0),
                            ("since__in", ("asked", "decided", "told")),
                            ("step", ""),
                        ),
                        _connector="OR",
                    ),
                    name="naming_says_what_its_part_needs",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("days__isnull", True), models.Q(("days__gte", 1), ("days__lte", 731)), _connector="OR"
                    ),
                    name="naming_counts_days",
                ),
                models.CheckConstraint(
                    condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("source", ""), _negated=True)),
                    name="naming_has_a_basis",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                    ),
                    name="naming_ends_after_it_begins",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ("in_force", "replaced", "ended")), _negated=True),
                        models.Q(
                            ("decided_by__isnull", False),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="naming_needs_two_people",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ("in_force", "replaced", "ended")), _negated=True),
                        models.Q(
                            ("decided_at__isnull", False),
                            models.Q(("decided_at", models.F("proposed_at")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="naming_needs_two_institutions",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "in_force")),
                    fields=("part", "step", "valid_from"),
                    name="one_naming_in_force_from_a_day",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "proposed")), fields=("part", "step"), name="one_naming_proposed"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Request",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ("number", models.PositiveSmallIntegerField()),
            ("step", models.CharField(max_length=16)),
            ("kind", models.CharField(max_length=8)),
            ("about", models.PositiveSmallIntegerField(null=True)),
            ("asked_by_whom", models.CharField(max_length=16)),
            ("child", models.BooleanField()),
            (
                "naming",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="determinations.naming"
                ),
            ),
            (
                "from_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "to_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("state", models.CharField(default="sent", max_length=16)),
            ("sent_at", models.DateTimeField()),
            ("sent_by", models.UUIDField()),
            ("advised_by", models.UUIDField(null=True)),
            ("handed_at", models.DateTimeField(null=True)),
            ("opened_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            ("sheet", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "determination_request",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_decision_request_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("asked_by_whom__in", ("person", "lawyer", "trusted_person", "guardian", "desk")),
                        ("kind__in", ("first", "review", "appeal")),
                        ("state__in", ("to_counsel", "sent", "decided", "withdrawn")),
                        ("step__in", ("presumed", "identified")),
                    ),
                    name="decision_request_codes_are_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("about__isnull", True), ("kind", "first")),
                        models.Q(models.Q(("kind", "first"), _negated=True), ("about__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_review_is_of_a_decision",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ("to_counsel", "sent"))),
                    fields=("case",),
                    name="one_decision_is_waited_for",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ("sent", "decided")), _negated=True),
                        ("handed_at__isnull", False),
                        _connector="OR",
                    ),
                    name="a_body_has_what_was_handed",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("advised_by__isnull", True),
                        models.Q(("advised_by", models.F("sent_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="counsel_is_not_who_asks",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Decision",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case")),
            ("number", models.PositiveSmallIntegerField()),
            (
                "request",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="determinations.request"
                ),
            ),
            (
                "about",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="determinations.decision",
                ),
            ),
            (
                "naming",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="determinations.naming"
                ),
            ),
            ("step", models.CharField(max_length=16)),
            ("status", models.CharField(max_length=16)),
            ("decided_on", models.DateField()),
            ("review_on", models.DateField(null=True)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            ("role", models.CharField(max_length=32)),
            ("recorded_at", models.DateTimeField()),
            ("recorded_by", models.UUIDField()),
            ("present", models.PositiveSmallIntegerField(default=0)),
            ("recused", models.PositiveSmallIntegerField(default=0)),
            ("votes_for", models.PositiveSmallIntegerField(default=0)),
            ("votes_against", models.PositiveSmallIntegerField(default=0)),
            ("reasons", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
        ],
        options={
            "db_table": "determination_decision",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="one_decision_of_a_body_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status__in", ("presumed", "not_established")), ("step", "presumed")),
                        models.Q(("status__in", ("identified", "not_established")), ("step", "identified")),
                        _connector="OR",
                    ),
                    name="a_status_fits_its_step",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "not_established"), _negated=True),
                        ("review_on__isnull", False),
                        _connector="OR",
                    ),
                    name="not_established_has_a_day_of_review",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("review_on__isnull", True), ("review_on__gte", models.F("decided_on")), _connector="OR"
                    ),
                    name="a_review_comes_after_its_decision",
                ),
                models.CheckConstraint(
                    condition=models.Q(("present", 0), ("votes_for__gt", models.F("votes_against")), _connector="OR"),
                    name="a_panel_decides_by_more_votes",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Panel",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "decision",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="determinations.decision"
                ),
            ),
            ("members", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
        ],
        options={
            "db_table": "determination_panel",
            "constraints": [],
        },
    ),
]
