"""That a copy to keep was offered, and what the person wished: added, never changed, and behind the wall."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

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
        ("disclosures", "0006_row_security"),
        ("cases", "0010_consent_ledger"),
        ("institutions", "0006_role_changes_stay"),
    ]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
