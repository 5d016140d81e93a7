"""Lines of contact, plans and copies never change but a plan to end, once; and the second wall is around them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was agreed or planned with a person is never changed"
# Per table: what never changes, and the column that says that the line has ended.
KEPT = {
    "contact_rules": (
        "id revision person_id case_id number quiet holds_until desk_id agreed_by agreed_on content",
        "",
    ),
    "safety_plan": ("id revision person_id case_id number language desk_id written_by written_on", "ended_on"),
    "safety_copy": ("id revision person_id case_id number plan_id desk_id asked_by asked_on said", ""),
}
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing changes a line. The words of a plan can become empty, as an erasure makes them."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION safety_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table, (columns, ended) in KEPT.items():
        named = ", ".join(f'"{one}"' for one in columns.split())
        _refuse(editor, f"{table}_no_update", f"UPDATE OF {named} ON {table}")
        if ended:
            _refuse(editor, f"{table}_ends_once", f"UPDATE OF {ended} ON {table}", f"WHEN (OLD.{ended} IS NOT NULL)")
    _refuse(editor, "safety_plan_words", "UPDATE OF parts ON safety_plan", "WHEN (NEW.parts IS NOT NULL)")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION safety_refuse()")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23); nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table in KEPT:
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {HOLDS})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR ({HOLDS} AND desk_id = {DESK}))",
            "UPDATE": f"USING ({EVERYTHING} OR {HOLDS}) WITH CHECK ({EVERYTHING} OR {HOLDS})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("safety", "0001_initial"), ("cases", "0008_row_security")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
