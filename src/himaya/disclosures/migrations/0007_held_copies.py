"""That a copy to keep was offered, and what the person wished: added, never changed, and behind the wall."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import himaya.kernel.ids

REFUSAL = "what was written of a copy is never changed"
TABLES = ("held_copy",)
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing changes a row."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER held_copy_no_update BEFORE UPDATE ON held_copy BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION held_copy_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER held_copy_no_update BEFORE UPDATE ON held_copy FOR EACH ROW EXECUTE FUNCTION held_copy_refuse()"
    )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): only the desk that holds the case; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {HOLDS})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS} AND desk_id = {DESK})",
            "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_kept_from_the_person"),
        ("disclosures", "0006_row_security"),
        ("institutions", "0008_passwords_handed_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("word", models.CharField(max_length=16)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("offered_by", models.UUIDField()),
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
                (
                    "left_at",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                    ),
                ),
            ],
            options={
                "db_table": "held_copy",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="one_copy_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("language", ""), ("left_at__isnull", True), ("word", "offered")),
                            models.Q(
                                ("left_at__isnull", False),
                                ("word", "at_desk"),
                                models.Q(("language", ""), _negated=True),
                            ),
                            models.Q(
                                ("left_at__isnull", True),
                                ("word__in", ("taken", "contacts")),
                                models.Q(("language", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_offer_keeps_nothing_else",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(secure, migrations.RunPython.noop),
    ]
