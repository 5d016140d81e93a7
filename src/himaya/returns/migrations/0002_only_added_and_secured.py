"""Lines that are only added, an attempt that ends once, and the second wall: nothing for police or another State."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was written of going or staying is never changed"
FIXED = "id person_id case_id number instance_id desk_id opened_at opened_by"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"
KEPT_OUT_KINDS = "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state')"
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes rows; nothing changes a line, and nothing an attempt that ended."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION returns_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    named = ", ".join(f'"{one}"' for one in FIXED.split())
    _refuse(editor, "return_line_no_update", "UPDATE ON return_line")
    _refuse(editor, "voluntary_return_no_update", f"UPDATE OF {named} ON voluntary_return")
    _refuse(editor, "voluntary_return_ends_once", "UPDATE ON voluntary_return", "WHEN (OLD.ended_on IS NOT NULL)")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if editor.connection.vendor == "sqlite"
        else "EXECUTE FUNCTION returns_refuse()"
    )
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} {does}")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): the desk that holds the case, where stories are kept. Nothing on a database that
    has none."""
    if editor.connection.vendor != "postgresql":
        return
    sees = f"{EVERYTHING} OR ({HOLDS} AND {NO_POLICE})"
    puts = f"{EVERYTHING} OR ({HOLDS} AND desk_id = {DESK} AND {NO_POLICE})"
    for table, changes in (("voluntary_return", sees), ("return_line", EVERYTHING)):
        kinds = {
            "SELECT": f"USING ({sees})",
            "INSERT": f"WITH CHECK ({puts})",
            "UPDATE": f"USING ({changes}) WITH CHECK ({changes})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_attempts_and_lines"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
