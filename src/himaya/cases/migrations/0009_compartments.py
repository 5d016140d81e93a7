"""What is kept apart of a case: its tables, notes that nobody edits, and the second wall on PostgreSQL."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "a note is never edited"


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
KEPT_OUT = f"""EXISTS (
    SELECT 1 FROM case_exclusion x WHERE x.case_id = c.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
MINE = f"(g.desk_id = {DESK} OR g.account_id = {ACCOUNT}) AND g.institution_id = {INSTITUTION}"
# Asked inside policies of the tables that they read, so they run as the owner, whom no policy binds.
FUNCTIONS = {
    "himaya_opens_apart": f"""
        SELECT {READS} AND EXISTS (
            SELECT 1 FROM compartment c JOIN compartment_grant g ON g.compartment_id = c.id
            WHERE c.id = $1 AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW}) AND {MINE}
            AND NOT {KEPT_OUT}
        )
    """,
    "himaya_keeps_apart": f"""
        SELECT {READS} AND EXISTS (
            SELECT 1 FROM compartment c WHERE c.id = $1 AND c.desk_id = {DESK} AND NOT {KEPT_OUT}
        )
    """,
}
OPENS, KEEPS = "himaya_opens_apart(compartment_id)", "himaya_keeps_apart(compartment_id)"
# Per table: who sees a row, who puts one in, who changes one. Rows go, and notes change, in an erasure or never.
POLICIES = {
    "compartment": ("himaya_opens_apart(id)", f"{READS} AND desk_id = {DESK}", "himaya_opens_apart(id)"),
    "compartment_grant": (f"{OPENS} OR {KEEPS}", KEEPS, KEEPS),
    "compartment_note": (OPENS, f"{OPENS} AND desk_id = {DESK}", "false"),
}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes notes; nothing changes one."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            "CREATE TRIGGER compartment_note_no_UPDATE BEFORE UPDATE ON compartment_note "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION compartment_note_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER compartment_note_update BEFORE UPDATE ON compartment_note FOR EACH ROW "
        "EXECUTE FUNCTION compartment_note_refuse()"
    )


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for name, body in FUNCTIONS.items():
        editor.execute(
            f"CREATE FUNCTION {name}(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
            f"SET search_path = public, pg_temp AS $body$ {body} $body$",
            params=None,
        )
        editor.execute(f"REVOKE ALL ON FUNCTION {name}(uuid) FROM PUBLIC", params=None)
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
    dependencies = [
        ("cases", "0008_row_security"),
        ("institutions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
