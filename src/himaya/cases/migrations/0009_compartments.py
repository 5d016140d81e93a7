"""What is kept apart of a case: its tables, notes that nobody edits, and the second wall on PostgreSQL."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids
import himaya.kernel.sealed

REFUSAL = "a note is never edited"
# As 0008_row_security says them, for the transaction.
ACCOUNT = "nullif(current_setting('himaya.account', true), '')::uuid"
DESK = "nullif(current_setting('himaya.desk', true), '')"
INSTITUTION = "nullif(current_setting('himaya.institution', true), '')"
READS = "coalesce(current_setting('himaya.reads_cases', true), '') = 'yes'"
MINE = f"(desk_id = {DESK} OR account_id = {ACCOUNT}) AND institution_id = {INSTITUTION}"
OPEN = (
    "EXISTS (SELECT 1 FROM compartment_grant g WHERE g.compartment_id = {of} AND g.revoked_at IS NULL"
    " AND (g.expires_at IS NULL OR g.expires_at > now()))"
)
KEPT_OUT = (
    "EXISTS (SELECT 1 FROM case_exclusion x WHERE x.case_id = compartment.case_id AND x.lifted_at IS NULL"  # noqa: S608
    f" AND x.account_id = {ACCOUNT})"
)
POLICIES = {
    # One's own rows of the register; the others are read through these.
    "compartment_grant": f"{READS} AND {MINE}",
    "compartment": f"{READS} AND {OPEN.format(of='compartment.id')} AND NOT {KEPT_OUT}",
    "compartment_note": "EXISTS (SELECT 1 FROM compartment c WHERE c.id = compartment_note.compartment_id)",
}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes notes; nothing changes one."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            "CREATE TRIGGER compartment_note_no_UPDATE BEFORE UPDATE ON compartment_note "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION compartment_note_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER compartment_note_update BEFORE UPDATE ON compartment_note FOR EACH ROW "
        "EXECUTE FUNCTION compartment_note_refuse()"
    )


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, condition in POLICIES.items():
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY {table}_by_grant ON {table} USING ({condition})")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_row_security"),
        ("institutions", "0004_legal_setup_moved"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
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
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
            ],
            options={
                "db_table": "compartment_grant",
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
            },
        ),
        migrations.AddConstraint(
            model_name="compartment",
            constraint=models.UniqueConstraint(
                fields=("case", "kind", "desk"), name="one_compartment_per_kind_and_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="compartment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("health", "ngo_notes", "safe_house"))),
                name="compartment_kind_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="compartmentgrant",
            index=models.Index(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=["account", "compartment"],
                name="compartment_of_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="compartmentgrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account__isnull", True), ("desk__isnull", False), ("expires_at__isnull", True)),
                    models.Q(("account__isnull", False), ("desk__isnull", True), ("expires_at__isnull", False)),
                    _connector="OR",
                ),
                name="compartment_is_the_desks_or_for_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="compartmentgrant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("desk__isnull", False), ("revoked_at__isnull", True)),
                fields=("compartment",),
                name="one_desk_keeps_a_compartment",
            ),
        ),
        migrations.AddConstraint(
            model_name="compartmentnote",
            constraint=models.UniqueConstraint(fields=("compartment", "number"), name="one_note_per_number"),
        ),
        migrations.AddConstraint(
            model_name="compartmentnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__isnull", False)), name="a_note_says_something"
            ),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(secure, migrations.RunPython.noop),
    ]
