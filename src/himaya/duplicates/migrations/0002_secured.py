"""The second wall around searches, pairs and who was said to be one person; and a joining ends once, unchanged."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was said here is never changed"
KEPT = "id institution_id one_id other_id desk_id joined_by joined_at"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
OVERSEES = "(SELECT position('oversees' in coalesce(current_setting('himaya.may', true), '')) > 0)"
# Somebody of whom a file is open to the actor, whole and with the identity.
SEES = f"""EXISTS (
    SELECT 1 FROM case_file c JOIN case_grant g ON g.case_id = c.id
    WHERE c.person_id = {{person}} AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW})
    AND g.level = 'full' AND g.sections @> '["identity"]'
    AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}))
) AND NOT himaya_kept_from({{person}})"""  # noqa: S608  # Put together from the words of this file.
OF_HOUSE = f"{READS} AND institution_id = {INSTITUTION}"
SEES_BOTH = f"{OF_HOUSE} AND {SEES.format(person='one_id')} AND {SEES.format(person='other_id')}"
# Whom a search by name finds are one: known to the house, as the people themselves are (cases, migration 8).
KNOWN_BOTH = f"{OF_HOUSE} AND NOT himaya_kept_from(one_id) AND NOT himaya_kept_from(other_id)"
SEARCHED = f"({READS} OR {OVERSEES}) AND institution_id = {INSTITUTION}"
# Per table: who sees a row, who puts one in, who changes one. Rows go only where everything may be seen.
POLICIES = {
    "duplicate_search": (SEARCHED, OF_HOUSE, SEARCHED),
    "duplicate_pair": (SEES_BOTH, "false", SEES_BOTH),
    "same_person": (KNOWN_BOTH, f"{SEES_BOTH} AND desk_id = {DESK}", SEES_BOTH),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing changes who was joined; it ends once."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION same_person_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    named = ", ".join(f'"{one}"' for one in KEPT.split())
    _refuse(editor, "same_person_no_update", f"UPDATE OF {named} ON same_person")
    _refuse(editor, "same_person_ends_once", "UPDATE OF parted_at ON same_person", "WHEN (OLD.parted_at IS NOT NULL)")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION same_person_refuse()")


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
    dependencies = [("duplicates", "0001_initial"), ("cases", "0008_row_security")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
