"""What a clinician keeps never changes; a loaded scale changes its states alone; and the second wall is around both."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was kept here is never changed"
# A scale is confirmed once and withdrawn once; its file and what was read in it stay.
LOADED = "id institution_id file sha256 document scoring evidence allowed_by reference allowed_on loaded_by loaded_on"
ONCE = ("confirmed_on", "withdrawn_on")
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
OPENS = "himaya_opens_apart(compartment_id)"
OF_HOUSE = f"{READS} AND institution_id = {INSTITUTION}"
# Per table: who sees a row, who puts one in, who changes one. Rows go only where everything may be seen.
POLICIES = {
    "health_entry": (OPENS, f"{OPENS} AND desk_id = {DESK}", "false"),
    "scale_load": (OF_HOUSE, OF_HOUSE, OF_HOUSE),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes entries; nothing changes one."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION health_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    named = ", ".join(f'"{one}"' for one in LOADED.split())
    _refuse(editor, "health_entry_no_update", "UPDATE ON health_entry")
    _refuse(editor, "scale_load_no_update", f"UPDATE OF {named} ON scale_load")
    for one in ONCE:
        _refuse(editor, f"scale_load_{one}", f"UPDATE OF {one} ON scale_load", f"WHEN (OLD.{one} IS NOT NULL)")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION health_refuse()")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23); nothing on a database that has none."""
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
    dependencies = [("health", "0001_initial"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
