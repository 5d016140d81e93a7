import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("institutions", "0001_initial"), ("instruments", "0001_initial"), ("persons", "0001_initial")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reference", models.CharField(max_length=9, unique=True)),
                        ("opened_by", models.UUIDField()),
                        ("opened_on", models.DateField()),
                        ("route", models.CharField(max_length=16)),
                        ("next_step", models.CharField(blank=True, max_length=16)),
                        ("age_group", models.CharField(max_length=16)),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("state", models.CharField(default="open", max_length=16)),
                        ("close_reason", models.CharField(blank=True, max_length=48)),
                        ("closed_on", models.DateField(null=True)),
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                        ("region", models.CharField(blank=True, max_length=64)),
                        ("needed_until", models.DateField(null=True)),
                        ("stirred_on", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "case_file",
                        "indexes": [
                            models.Index(fields=["desk", "state", "-opened_on"], name="case_by_desk"),
                            models.Index(fields=["opened_by", "state", "-opened_on"], name="case_by_worker"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("close_reason", ""), ("closed_on__isnull", True), ("state", "open")),
                                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                                    _connector="OR",
                                ),
                                name="a_closed_file_has_its_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=24)),
                        ("month", models.DateField()),
                        ("desk_id", models.CharField(blank=True, max_length=64)),
                        ("audience", models.CharField(blank=True, max_length=32)),
                        ("region", models.CharField(blank=True, max_length=64)),
                        ("version", models.CharField(blank=True, max_length=80)),
                        ("clause", models.CharField(blank=True, max_length=32)),
                        ("answer", models.CharField(blank=True, max_length=32)),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "tally",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "kind",
                                    "month",
                                    "desk_id",
                                    "audience",
                                    "region",
                                    "version",
                                    "clause",
                                    "answer",
                                ),
                                name="one_row_per_count",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ErasedForm",
                    fields=[
                        ("instance_id", models.UUIDField(primary_key=True, serialize=False)),
                        ("erased_on", models.DateField()),
                    ],
                    options={
                        "db_table": "erased_form",
                    },
                ),
                migrations.CreateModel(
                    name="Erasure",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("person_id", models.UUIDField(db_index=True)),
                        ("case_id", models.UUIDField()),
                        ("scope", models.CharField(max_length=16)),
                        ("ground", models.CharField(max_length=32)),
                        ("state", models.CharField(default="asked", max_length=16)),
                        ("asked_on", models.DateField()),
                        ("asked_by", models.UUIDField(null=True)),
                        ("asked_as", models.CharField(max_length=16)),
                        ("decided_on", models.DateField(null=True)),
                        ("decided_by", models.UUIDField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=32)),
                        ("epoch", models.PositiveIntegerField(null=True)),
                        ("counts", models.JSONField(default=dict)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("gone_by", models.DateField(null=True)),
                        ("gone_on", models.DateField(null=True)),
                        ("certificate", models.TextField(blank=True)),
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
                    ],
                    options={
                        "db_table": "erasure",
                        "indexes": [models.Index(fields=["institution", "state", "-asked_on"], name="erasure_list")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("person_id",),
                                name="one_open_request_per_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scope__in", ("identity", "all"))), name="erasure_scope_is_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("asked_by__isnull", True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="erasure_by_hand_takes_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(("decided_on__isnull", False), ("gone_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="erasure_done_has_both_dates",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("ground", models.CharField(max_length=32)),
                        ("until", models.DateField()),
                        ("set_on", models.DateField()),
                        ("set_by", models.UUIDField()),
                        ("lifted_on", models.DateField(null=True)),
                        ("lifted_by", models.UUIDField(null=True)),
                        ("lift_reason", models.CharField(blank=True, max_length=32)),
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "legal_hold",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_on__isnull", True)),
                                fields=("person",),
                                name="one_hold_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lift_reason", ""), ("lifted_by__isnull", True), ("lifted_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("lifted_by__isnull", False),
                                        ("lifted_on__isnull", False),
                                        models.Q(("lift_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_lifted_hold_says_by_whom_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("basis", models.CharField(max_length=16)),
                        ("purpose", models.CharField(max_length=48)),
                        ("data_classes", models.JSONField()),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("interpreter", models.CharField(blank=True, max_length=16)),
                        ("told_first", models.BooleanField(default=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
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
                                    models.Q(
                                        ("purpose", "export"), ("receiver__isnull", False), ("recipient__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="consent_has_one_recipient",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__isnull", True), ("word", "given"), _connector="OR"),
                                name="only_a_yes_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("word__in", ("asked", "given", "refused", "withdrawn", "used", "without"))
                                ),
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
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField(unique=True)),
                        ("made_on", models.DateField()),
                        ("answers", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                            ),
                        ),
                        ("details", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                    ],
                    options={
                        "db_table": "submission",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_submission_per_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField(unique=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("blob", models.UUIDField(unique=True)),
                        ("kind", models.CharField(max_length=8)),
                        ("size", models.PositiveIntegerField()),
                        ("added_by", models.UUIDField()),
                        ("added_on", models.DateField()),
                        ("removed_on", models.DateField(null=True)),
                        ("removed_reason", models.CharField(blank=True, max_length=24)),
                        ("description", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        ("secret", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "case_attachment",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_file_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("removed_on__isnull", True), ("removed_reason", ""), ("secret__isnull", False)
                                    ),
                                    models.Q(
                                        ("description__isnull", True),
                                        ("removed_on__isnull", False),
                                        ("secret__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_removed_file_keeps_no_word_and_no_key",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("kind", models.CharField(max_length=16)),
                        ("level", models.CharField(max_length=8)),
                        ("sections", models.JSONField(default=list)),
                        ("reason", models.CharField(blank=True, max_length=24)),
                        ("granted_by", models.UUIDField(null=True)),
                        ("granted_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField(null=True)),
                        ("revoked_by", models.UUIDField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "case_grant",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=["desk", "case"],
                                name="grant_of_desk",
                            ),
                            models.Index(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=["account", "case"],
                                name="grant_of_account",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ("team", "referral", "conference", "break_glass"))),
                                name="grant_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ("exists", "summary", "full"))),
                                name="grant_level_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("account__isnull", True), ("desk__isnull", False)),
                                    models.Q(
                                        ("account__isnull", False),
                                        ("desk__isnull", True),
                                        ("institution__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="grant_is_for_a_desk_or_an_account",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_at__isnull", False),
                                    models.Q(("desk__isnull", False), ("kind", "team"), ("level", "full")),
                                    _connector="OR",
                                ),
                                name="only_the_holding_desk_has_no_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "break_glass"), _negated=True),
                                    ("account__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_emergency_is_one_person_s",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("expires_at__isnull", True), ("revoked_at__isnull", True)),
                                fields=("case",),
                                name="one_desk_holds_a_case",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exclusion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reason", models.CharField(max_length=24)),
                        ("excluded_by", models.UUIDField()),
                        ("excluded_at", models.DateTimeField()),
                        ("lifted_by", models.UUIDField(null=True)),
                        ("lifted_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "case_exclusion",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=["account", "case"],
                                name="exclusion_in_force",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("case", "account"),
                                name="one_exclusion_per_account",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Compartment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("kind", models.CharField(max_length=16)),
                        ("subject_id", models.UUIDField(unique=True)),
                        ("begun_by", models.UUIDField()),
                        ("begun_on", models.DateField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "compartment",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "kind", "desk"), name="one_compartment_per_kind_and_desk"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ("health", "ngo_notes", "safe_house"))),
                                name="compartment_kind_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Closure",
                    fields=[
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("word", models.CharField(max_length=8)),
                        ("on", models.DateField()),
                        ("role", models.CharField(blank=True, max_length=32)),
                        ("reason", models.CharField(max_length=48)),
                        ("tries", models.PositiveSmallIntegerField(null=True)),
                        ("left_running", models.PositiveSmallIntegerField(default=0)),
                        ("written_by", models.UUIDField(null=True)),
                        ("outcomes", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "case_closure",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_closure_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        django.db.models.lookups.Exact(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("number"), "%%", models.Value(2)
                                            ),
                                            1,
                                        ),
                                        ("word", "closed"),
                                    ),
                                    models.Q(
                                        django.db.models.lookups.Exact(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("number"), "%%", models.Value(2)
                                            ),
                                            0,
                                        ),
                                        ("word", "reopened"),
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_and_opened_in_turn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="closure_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("word", "closed"),
                                    models.Q(("left_running", 0), ("outcomes__isnull", True), ("tries__isnull", True)),
                                    _connector="OR",
                                ),
                                name="only_a_closing_has_outcomes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Arrival",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("arrived_on", models.DateField()),
                        ("story", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "from_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "case_arrival",
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reason", models.CharField(max_length=32)),
                        ("data_classes", models.JSONField(default=list)),
                        ("state", models.CharField(default="offered", max_length=16)),
                        ("offered_by", models.UUIDField()),
                        ("offered_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("decline_reason", models.CharField(blank=True, max_length=48)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                    ],
                    options={
                        "db_table": "case_handover",
                        "indexes": [models.Index(fields=["to_desk", "state"], name="handovers_to_a_desk")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ("offered", "accepted", "declined", "taken_back"))),
                                name="handover_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reason__in", ("migration_or_change_of_location", "additional_services", "other"))
                                ),
                                name="handover_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_desk", models.F("to_desk")), _negated=True),
                                name="a_case_is_handed_to_another_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state", "offered")),
                                    models.Q(
                                        models.Q(("state", "offered"), _negated=True), ("ended_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_offer_has_a_moment",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "offered")),
                                fields=("case",),
                                name="one_offer_of_a_case_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("reference", models.CharField(max_length=9, unique=True)),
                        ("sent_by", models.UUIDField()),
                        ("service", models.CharField(max_length=48)),
                        ("urgency", models.CharField(max_length=16)),
                        ("age_group", models.CharField(max_length=16)),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("state", models.CharField(max_length=24)),
                        ("reason", models.CharField(blank=True, max_length=48)),
                        ("sent_at", models.DateTimeField()),
                        ("target_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("escalated_at", models.DateTimeField(null=True)),
                        ("report_due_on", models.DateField(null=True)),
                        ("delivered", models.CharField(blank=True, max_length=16)),
                        ("delivered_on", models.DateField(null=True)),
                        ("next_action", models.CharField(blank=True, max_length=48)),
                        ("packet_identity", himaya.kernel.sealed.SealedField(json_value=True, key="identity")),
                        ("packet_story", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        ("question", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        ("answer", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        ("note", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.consent"
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.referral",
                            ),
                        ),
                        (
                            "from_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                        (
                            "to_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "proposed_desk",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.desk",
                            ),
                        ),
                        ("region", models.CharField(blank=True, max_length=64)),
                        (
                            "screening",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.submission",
                            ),
                        ),
                        ("services_taken", models.JSONField(default=list)),
                        ("first_only", models.BooleanField(default=False)),
                        ("group", models.UUIDField(null=True)),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("rest", models.CharField(blank=True, max_length=16)),
                    ],
                    options={
                        "db_table": "referral",
                        "indexes": [
                            models.Index(fields=["to_desk", "state", "target_at"], name="referral_inbox"),
                            models.Index(fields=["from_desk", "state", "-sent_at"], name="referral_sent_list"),
                            models.Index(fields=["state", "target_at"], name="referral_clock"),
                            models.Index(fields=["from_desk", "-sent_at"], name="referral_sent_recent"),
                            models.Index(
                                condition=models.Q(("group__isnull", False)),
                                fields=["group"],
                                name="referrals_of_a_need",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("from_desk", models.F("to_desk")), _negated=True),
                                name="referral_goes_to_another_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            (
                                                "accepted",
                                                "accepted_in_part",
                                                "redirected",
                                                "declined",
                                                "no_service",
                                                "reported_back",
                                            ),
                                        ),
                                        _negated=True,
                                    ),
                                    ("answered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_answer_has_a_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "reported_back"), _negated=True),
                                    models.Q(("delivered", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_report_says_what_became_of_it",
                            ),
                            models.UniqueConstraint(fields=("follows",), name="one_referral_follows_another"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "sent",
                                            "asked",
                                            "accepted",
                                            "accepted_in_part",
                                            "redirected",
                                            "declined",
                                            "no_service",
                                            "reported_back",
                                            "withdrawn",
                                            "stood_down",
                                        ),
                                    )
                                ),
                                name="referral_state_is_known",
                            ),
                            models.UniqueConstraint(fields=("group", "to_desk"), name="a_need_asks_a_desk_once"),
                            models.CheckConstraint(
                                condition=models.Q(("first_only", False), ("group__isnull", False), _connector="OR"),
                                name="the_first_is_one_of_several",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rest", ""), ("rest__in", ("not_needed", "no_service")), _connector="OR"
                                ),
                                name="what_became_of_a_rest_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Emergency",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reason", models.CharField(max_length=24)),
                        ("begun_at", models.DateTimeField()),
                        ("review_due_on", models.DateField()),
                        ("outcome", models.CharField(blank=True, max_length=16)),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "grant",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.grant"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "case_emergency",
                        "indexes": [models.Index(fields=["outcome", "review_due_on"], name="emergencies_to_review")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome", ""), ("reviewed_at__isnull", True), ("reviewed_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("outcome__in", ("justified", "not_needed", "misuse")),
                                        ("reviewed_at__isnull", False),
                                        ("reviewed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_review_says_who_and_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_by__isnull", True),
                                    models.Q(("reviewed_by", models.F("account")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_reviews_themself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompartmentGrant",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=24)),
                        ("granted_by", models.UUIDField()),
                        ("granted_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField(null=True)),
                        ("revoked_by", models.UUIDField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "compartment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                            ),
                        ),
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
                    ],
                    options={
                        "db_table": "compartment_grant",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=["account", "compartment"],
                                name="compartment_of_account",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("account__isnull", True), ("desk__isnull", False), ("expires_at__isnull", True)
                                    ),
                                    models.Q(
                                        ("account__isnull", False),
                                        ("desk__isnull", True),
                                        ("expires_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="compartment_is_the_desks_or_for_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("desk__isnull", False), ("revoked_at__isnull", True)),
                                fields=("compartment",),
                                name="one_desk_keeps_a_compartment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompartmentNote",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("subject_id", models.UUIDField()),
                        ("instance_id", models.UUIDField(unique=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("written_by", models.UUIDField()),
                        ("written_on", models.DateField()),
                        ("text", himaya.kernel.sealed.SealedField(json_value=False, key="compartment")),
                        (
                            "compartment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.compartment"
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.compartmentnote",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "compartment_note",
                        "constraints": [
                            models.UniqueConstraint(fields=("compartment", "number"), name="one_note_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(("text__isnull", False)), name="a_note_says_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SharingException",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("data_classes", models.JSONField()),
                        ("ground", models.CharField(max_length=16)),
                        ("state", models.CharField(default="proposed", max_length=16)),
                        ("proposed_by", models.UUIDField()),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_by", models.UUIDField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("notice", models.CharField(max_length=16)),
                        ("notice_on", models.DateField()),
                        ("not_told_reason", models.CharField(blank=True, max_length=48)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.consent",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "sharing_exception",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ground__in", ("child", "legal_duty", "danger"))),
                                name="exception_has_a_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("line__isnull", True),
                                        ("state", "proposed"),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("line__isnull", True),
                                        ("state", "declined"),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("line__isnull", False),
                                        ("state", "confirmed"),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_exception_is_decided_as_a_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "confirmed"), _negated=True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_exception_needs_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("not_told_reason", ""), ("notice__in", ("told", "to_tell"))),
                                    models.Q(
                                        (
                                            "not_told_reason__in",
                                            ("telling_endangers", "not_alone", "cannot_understand"),
                                        ),
                                        ("notice", "not_told"),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_notice_is_given_or_has_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("case", "recipient"),
                                name="one_exception_proposed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("action", models.CharField(max_length=32)),
                        ("role", models.CharField(max_length=32)),
                        ("code", models.CharField(blank=True, max_length=48)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cases.referral"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "referral_step",
                        "indexes": [models.Index(fields=["referral", "at"], name="steps_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="WithdrawalNotice",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=9)),
                        ("told_at", models.DateTimeField()),
                        ("acknowledged_at", models.DateTimeField(null=True)),
                        ("acknowledged_by", models.UUIDField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.consent",
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.referral",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "withdrawal_notice",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("acknowledged_at__isnull", True)),
                                fields=["desk"],
                                name="notices_to_read",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("desk__isnull", False),
                                        ("institution__isnull", True),
                                        ("line__isnull", True),
                                        ("referral__isnull", False),
                                    ),
                                    models.Q(
                                        ("desk__isnull", True),
                                        ("institution__isnull", False),
                                        ("line__isnull", False),
                                        ("referral__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_desk_or_an_institution_is_told",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                                    models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="somebody_acknowledges_at_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartnerLink",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("mark", models.CharField(max_length=64, unique=True)),
                        ("salt", models.BinaryField(max_length=16)),
                        ("packet", models.BinaryField(null=True)),
                        ("made_by", models.UUIDField()),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("browser", models.CharField(blank=True, max_length=64)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended", models.CharField(blank=True, max_length=16)),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.referral"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "partner_link",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("referral",),
                                name="one_link_of_a_referral_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended", ""), ("ended_at__isnull", True), ("packet__isnull", False)),
                                    models.Q(
                                        (
                                            "ended__in",
                                            ("answered", "replaced", "revoked", "tries", "withdrawn", "over"),
                                        ),
                                        ("ended_at__isnull", False),
                                        ("packet__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_link_that_ended_keeps_no_packet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                                name="a_link_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("browser", ""), ("opened_at__isnull", True)),
                                    models.Q(("opened_at__isnull", False), models.Q(("browser", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="an_opened_link_knows_its_browser",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
