"""Agreements made whole: of a child, before a consulate, without agreement; and word that one ended (ADR 31)."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.
# Conditions are put together from the words of this file; nothing typed is among them.

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids

REFUSAL = "a line about an agreement is never changed"


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK = said("desk")
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
NEAR = "(SELECT position('near' in coalesce(current_setting('himaya.may', true), '')) > 0)"
INSTITUTION = said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
KEPT_OUT = f"""EXISTS (
    SELECT 1 FROM case_exclusion x
    WHERE x.case_id = withdrawal_notice.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
HOLDS, WATCHES = "himaya_holds(case_id)", "himaya_watches(case_id)"
# A desk that was told sees and acknowledges its own notice, below every conflict of interest: as its referral.
OF_REFERRAL = "EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id)"
TOLD = f"{READS} AND desk_id = {DESK} AND {OF_REFERRAL}"
# An institution that had a file of records: its leads and counsel.
HOUSE = f"{READS} AND {NEAR} AND institution_id = {INSTITUTION} AND NOT {KEPT_OUT}"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure.
POLICIES = {
    "sharing_exception": (f"{HOLDS} OR {WATCHES}", HOLDS, HOLDS),
    "withdrawal_notice": (f"{HOLDS} OR {WATCHES} OR {TOLD} OR {HOUSE}", f"{HOLDS} OR {TOLD}", f"{TOLD} OR {HOUSE}"),
}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """On SQLite the table was made anew with its columns, and lost what kept its lines from being changed."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS consent_no_UPDATE")
        editor.execute(
            f"CREATE TRIGGER consent_no_UPDATE BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, (sees, puts, changes) in POLICIES.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {sees})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {puts})",
            "UPDATE": f"USING ({EVERYTHING} OR {changes}) WITH CHECK ({EVERYTHING} OR {changes})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_closures"),
        ("institutions", "0008_passwords_handed_out"),
    ]

    operations = [
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
            ],
            options={
                "db_table": "sharing_exception",
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
            ],
            options={
                "db_table": "withdrawal_notice",
            },
        ),
        migrations.RemoveConstraint(
            model_name="consent",
            name="consent_word_is_known",
        ),
        migrations.AddField(
            model_name="consent",
            name="assent",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="consent",
            name="fears",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="consent",
            name="guardian",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("word__in", ("asked", "given", "refused", "withdrawn", "used", "without"))),
                name="consent_word_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "assent__in",
                        ("", "yes", "no", "too_young", "telling_endangers", "not_alone", "cannot_understand"),
                    ),
                    ("guardian__in", ("", "agreed", "implicated", "unknown", "none")),
                    ("fears__in", ("", "yes", "no")),
                ),
                name="consent_codes_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("word", "given"), _negated=True),
                    models.Q(("assent", "no"), _negated=True),
                    _connector="OR",
                ),
                name="a_childs_no_is_never_a_yes",
            ),
        ),
        migrations.AddField(
            model_name="sharingexception",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="sharingexception",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            model_name="sharingexception",
            name="line",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.consent"
            ),
        ),
        migrations.AddField(
            model_name="sharingexception",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            model_name="withdrawalnotice",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="withdrawalnotice",
            name="desk",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            model_name="withdrawalnotice",
            name="institution",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
            ),
        ),
        migrations.AddField(
            model_name="withdrawalnotice",
            name="line",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.consent"
            ),
        ),
        migrations.AddField(
            model_name="withdrawalnotice",
            name="referral",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.referral"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground__in", ("child", "legal_duty", "danger"))), name="exception_has_a_ground"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingexception",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="sharingexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="an_exception_needs_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("not_told_reason", ""), ("notice__in", ("told", "to_tell"))),
                    models.Q(
                        ("not_told_reason__in", ("telling_endangers", "not_alone", "cannot_understand")),
                        ("notice", "not_told"),
                    ),
                    _connector="OR",
                ),
                name="a_notice_is_given_or_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingexception",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("case", "recipient"), name="one_exception_proposed"
            ),
        ),
        migrations.AddIndex(
            model_name="withdrawalnotice",
            index=models.Index(
                condition=models.Q(("acknowledged_at__isnull", True)), fields=["desk"], name="notices_to_read"
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalnotice",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="withdrawalnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                    models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_acknowledges_at_a_moment",
            ),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(secure, migrations.RunPython.noop),
    ]
