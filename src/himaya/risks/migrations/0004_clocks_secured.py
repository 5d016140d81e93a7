"""A line about an event or a measure never changes but to end, once; and the second wall is around both."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "what was written of a risk is never changed"
KEPT_OUT_KINDS = "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state')"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)
NO_HEALTH = f"(domain NOT IN ('R4', 'R5', 'R6') AND code <> 'medical_referral' OR {NO_POLICE})"
# Per table: what never changes, and what changes only until the line has ended.
FIXED = {
    "risk_event": (
        "id person_id revision case_id instance_id kind day desk_id noted_by noted_at",
        "answered_by_id how",
    ),
    "risk_measure": (
        "id person_id revision case_id instance_id code domain owner_id desk_id planned_by planned_on",
        "due_on state reason",
    ),
}
THEIRS = {"risk_event": HOLDS, "risk_measure": f"{HOLDS} AND {NO_HEALTH}"}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Words can become empty, as an erasure makes them. What refuses was made by the migration before."""
    for table, (fixed, until) in FIXED.items():
        _refuse(editor, f"{table}_no_update", f"UPDATE OF {_named(fixed)} ON {table}")
        ends = f"{until} ended_on ended_by"
        _refuse(editor, f"{table}_ends_once", f"UPDATE OF {_named(ends)} ON {table}", "WHEN (OLD.ended_on IS NOT NULL)")
        _refuse(editor, f"{table}_words", f"UPDATE OF words ON {table}", "WHEN (NEW.words IS NOT NULL)")


def _named(columns: str) -> str:
    return ", ".join(f'"{one}"' for one in columns.split())


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if editor.connection.vendor == "sqlite"
        else "EXECUTE FUNCTION risk_refuse()"
    )
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} {does}", params=None)


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none. Rows go in an erasure only."""
    if editor.connection.vendor != "postgresql":
        return
    for table, theirs in THEIRS.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {theirs})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {theirs} AND desk_id = {DESK})",
            "UPDATE": f"USING ({EVERYTHING} OR {theirs}) WITH CHECK ({EVERYTHING} OR {theirs})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("risks", "0003_clocks")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
