"""A ledger of closing a file and opening it again; what was closed before gets its line."""
# Conditions are put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "a line about the closing of a file is never changed"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
HOLDS, WATCHES = "himaya_holds(case_id)", "himaya_watches(case_id)"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes lines; nothing changes one."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            "CREATE TRIGGER case_closure_no_UPDATE BEFORE UPDATE ON case_closure "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION case_closure_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER case_closure_update BEFORE UPDATE ON case_closure FOR EACH ROW "
        "EXECUTE FUNCTION case_closure_refuse()"
    )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security: the desk that holds the file adds lines; those who watch over it see them."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {HOLDS} OR {WATCHES})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS} AND desk_id = {DESK})",
        "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    editor.execute("ALTER TABLE case_closure ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        editor.execute(f"CREATE POLICY case_closure_{kind.lower()} ON case_closure FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_consent_ledger"),
        ("institutions", "0006_role_changes_stay"),
        ("persons", "0001_initial"),
    ]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
