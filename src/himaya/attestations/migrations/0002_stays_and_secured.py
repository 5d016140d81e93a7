"""What a letter says never changes, what was taken back stays so, and the second wall is around both."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was written of a letter is never changed"
KEPT = "id revision person_id case_id place text languages issued_on valid_until desk_id made_by mark number risk"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Only where it lies may change, and that it was taken back, once."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION attestation_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    named = ", ".join(f'"{one}"' for one in KEPT.split())
    _refuse(editor, "attestation_no_update", f"UPDATE OF {named} ON attestation")
    _refuse(editor, "attestation_stays_taken_back", "UPDATE ON attestation", "WHEN (OLD.taken_back_on IS NOT NULL)")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION attestation_refuse()")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): only the desk that holds the case; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {HOLDS})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS} AND desk_id = {DESK})",
        "UPDATE": f"USING ({EVERYTHING} OR {HOLDS}) WITH CHECK ({EVERYTHING} OR {HOLDS})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    editor.execute("ALTER TABLE attestation ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        editor.execute(f"CREATE POLICY attestation_{kind.lower()} ON attestation FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("attestations", "0001_initial"), ("cases", "0008_row_security")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
