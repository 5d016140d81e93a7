"""Lines of links, carers and suspects never change but to end, once; and the second wall is around all of them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was written here is never changed"
# Per table: what never changes, and the column that says that the line has ended.
KEPT = {
    "linked_event": ("id reference institution_id begun_by begun_on", ""),
    "linked_event_file": ("id event_id case_id tie desk_id linked_by linked_on", "ended_on"),
    "child_carer": ("id revision person_id case_id number kind implicated desk_id noted_by noted_on", "ended_on"),
    "suspect": ("id revision register_id subject_id number desk_id written_by written_on content", "struck_on"),
}
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
HOLDS = "himaya_holds(case_id)"
# A file that is open to the actor, and not only its register: of one that is not, no line of a link is there.
SEES = f"""{READS} AND EXISTS (
    SELECT 1 FROM case_grant g WHERE g.case_id = linked_event_file.case_id AND g.revoked_at IS NULL
    AND (g.expires_at IS NULL OR g.expires_at > {NOW})
    AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}))
) AND NOT EXISTS (
    SELECT 1 FROM case_exclusion x
    WHERE x.case_id = linked_event_file.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""  # noqa: S608  # Put together from the words of this file.
OF_EVENT = "EXISTS (SELECT 1 FROM linked_event_file f WHERE f.event_id = linked_event.id)"
OF_HOUSE = f"{READS} AND institution_id = {INSTITUTION}"
OF_REGISTER = "EXISTS (SELECT 1 FROM suspect_register r WHERE r.id = register_id)"
LET_IN = f"""EXISTS (
    SELECT 1 FROM suspect_access a JOIN suspect_register r ON r.id = a.register_id
    WHERE a.register_id = suspect.register_id AND a.account_id = {ACCOUNT} AND a.revoked_at IS NULL
    AND a.expires_at > {NOW} AND r.ended_on IS NULL
)"""  # noqa: S608
# Per table: who sees a row, who puts one in, who changes one. Rows go only where everything may be seen.
POLICIES = {
    "linked_event": (OF_EVENT, OF_HOUSE, "false"),
    "linked_event_file": (SEES, f"{HOLDS} AND desk_id = {DESK}", HOLDS),
    "child_carer": (HOLDS, f"{HOLDS} AND desk_id = {DESK}", HOLDS),
    "suspect_register": (OF_HOUSE, OF_HOUSE, OF_HOUSE),
    "suspect_access": (OF_REGISTER, OF_REGISTER, OF_REGISTER),
    "suspect": (LET_IN, f"{LET_IN} AND desk_id = {DESK}", LET_IN),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing changes a line; it ends once. Words of a carer can become empty, as an erasure makes them."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION relation_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table, (columns, ended) in KEPT.items():
        named = ", ".join(f'"{one}"' for one in columns.split())
        _refuse(editor, f"{table}_no_update", f"UPDATE OF {named} ON {table}")
        if ended:
            _refuse(editor, f"{table}_ends_once", f"UPDATE OF {ended} ON {table}", f"WHEN (OLD.{ended} IS NOT NULL)")
    _refuse(editor, "child_carer_words", "UPDATE OF words ON child_carer", "WHEN (NEW.words IS NOT NULL)")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION relation_refuse()")


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
    dependencies = [("relations", "0001_initial"), ("cases", "0008_row_security")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
