"""Lines of care never change, a released letter only ends, and the wall of the compartment is around both."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was written here is never changed"
STAYS = "id compartment_id subject_id instance_id place desk_id written_by drafted_on"
SAID = "revision said risk released_on released_by valid_until put_away_on put_away_by"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
OPENS = "himaya_opens_apart(compartment_id)"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only.
POLICIES = {
    "care_step": (OPENS, f"{OPENS} AND desk_id = {DESK}", "false"),
    "clinician_letter": (OPENS, f"{OPENS} AND desk_id = {DESK}", OPENS),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A letter is released or put away once, and revoked once."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION care_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    _refuse(editor, "care_step_no_update", "UPDATE ON care_step")
    _refuse(editor, "clinician_letter_stays", f"UPDATE OF {_named(STAYS)} ON clinician_letter")
    released = "WHEN (OLD.released_on IS NOT NULL)"
    _refuse(editor, "clinician_letter_once_released", f"UPDATE OF {_named(SAID)} ON clinician_letter", released)
    ended = "WHEN (OLD.revoked_on IS NOT NULL OR OLD.put_away_on IS NOT NULL)"
    _refuse(editor, "clinician_letter_once_ended", "UPDATE ON clinician_letter", ended)


def _named(columns: str) -> str:
    return ", ".join(f'"{one}"' for one in columns.split())


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION care_refuse()")


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
    dependencies = [("health", "0003_care"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
