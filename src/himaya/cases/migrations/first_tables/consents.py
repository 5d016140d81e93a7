"""The tables about consents, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Consent",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("basis", models.CharField(max_length=16)),
            ("purpose", models.CharField(max_length=48)),
            ("data_classes", models.JSONField()),
            ("language", models.CharField(blank=True, max_length=8)),
            ("interpreter", models.CharField(blank=True, max_length=16)),
            ("told_first", models.BooleanField(default=True)),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "recipient",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.desk",
                ),
            ),
            ("not_told_reason", models.CharField(blank=True, max_length=48)),
            ("number", models.PositiveIntegerField()),
            ("at", models.DateTimeField()),
            ("word", models.CharField(max_length=16)),
            ("source", models.CharField(blank=True, max_length=24)),
            ("mode", models.CharField(blank=True, max_length=16)),
            ("until", models.DateField(null=True)),
            ("asked_by", models.UUIDField(null=True)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
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
            ("assent", models.CharField(blank=True, max_length=24)),
            ("fears", models.CharField(blank=True, max_length=8)),
            ("guardian", models.CharField(blank=True, max_length=16)),
        ],
        options={
            "db_table": "consent",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("basis__in", ("consent", "child", "legal_duty", "danger"))),
                    name="consent_has_a_basis",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("basis", "legal_duty"), _negated=True),
                        ("told_first", True),
                        models.Q(("not_told_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="told_first_or_a_reason",
                ),
                models.UniqueConstraint(fields=("case", "number"), name="one_consent_per_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("source__in", ["child_first", "duty_to_report", "vital_interest"]),
                            ("word", "without"),
                            models.Q(("basis", "consent"), _negated=True),
                        ),
                        models.Q(
                            models.Q(("word", "without"), _negated=True),
                            ("basis", "consent"),
                            ("source", ""),
                        ),
                        _connector="OR",
                    ),
                    name="without_agreement_has_a_source",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("purpose", "give_service"),
                            ("receiver__isnull", True),
                            ("recipient__isnull", False),
                        ),
                        models.Q(("purpose", "export"), ("receiver__isnull", False), ("recipient__isnull", True)),
                        _connector="OR",
                    ),
                    name="consent_has_one_recipient",
                ),
                models.CheckConstraint(
                    condition=models.Q(("until__isnull", True), ("word", "given"), _connector="OR"),
                    name="only_a_yes_has_an_end",
                ),
                models.CheckConstraint(
                    condition=models.Q(("word__in", ("asked", "given", "refused", "withdrawn", "used", "without"))),
                    name="consent_word_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "assent__in",
                            (
                                "",
                                "yes",
                                "no",
                                "too_young",
                                "telling_endangers",
                                "not_alone",
                                "cannot_understand",
                            ),
                        ),
                        ("guardian__in", ("", "agreed", "implicated", "unknown", "none")),
                        ("fears__in", ("", "yes", "no")),
                    ),
                    name="consent_codes_are_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("word", "given"), _negated=True),
                        models.Q(("assent", "no"), _negated=True),
                        _connector="OR",
                    ),
                    name="a_childs_no_is_never_a_yes",
                ),
            ],
        },
    ),
]
