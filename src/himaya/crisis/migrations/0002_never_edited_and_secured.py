"""Lines that are never edited, which the store holds too, and the second wall on PostgreSQL."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was written when a life was in danger is never changed"
TABLES = ("crisis_round", "crisis_act")
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"
KEPT_OUT_KINDS = "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state')"
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes rows; nothing changes one."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION crisis_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table in TABLES:
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            if editor.connection.vendor == "sqlite"
            else "EXECUTE FUNCTION crisis_refuse()"
        )
        editor.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {does}")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): the desk that holds the case, and of police and justice what it wrote itself.

    Nothing on a database that has none.
    """
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR ({HOLDS} AND (desk_id = {DESK} OR {NO_POLICE})))",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR ({HOLDS} AND desk_id = {DESK}))",
        "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    for table in TABLES:
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("crisis", "0001_rounds_and_acts"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
