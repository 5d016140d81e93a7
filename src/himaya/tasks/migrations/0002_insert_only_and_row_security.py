"""The steps of a task are never edited, and on PostgreSQL the store shows a task only at its desk (ADR 23)."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "a step of a task is never edited"


def said(name: str) -> str:
    """What was said of this, as cases 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
# Asked inside policies of the tables that it reads, so it runs as the owner, whom no policy binds.
WORKS_WITH = f"""
    SELECT {READS} AND (
        EXISTS (
            SELECT 1 FROM case_grant g
            WHERE g.case_id = $1 AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW})
            AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}))
        )
        OR EXISTS (
            SELECT 1 FROM referral r WHERE r.case_id = $1 AND (r.to_desk_id = {DESK} OR r.from_desk_id = {DESK})
        )
    ) AND NOT EXISTS (
        SELECT 1 FROM case_exclusion x WHERE x.case_id = $1 AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
    )
"""
HERE = f"{READS} AND desk_id = {DESK} AND (case_id IS NULL OR himaya_works_with(case_id))"
OF_TASK = "EXISTS (SELECT 1 FROM task t WHERE t.id = task_id)"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only.
POLICIES = {"task": (HERE, HERE, HERE), "task_step": (OF_TASK, OF_TASK, "false")}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes steps; nothing changes one."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER task_step_no_UPDATE BEFORE UPDATE ON task_step BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION task_step_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER task_step_update BEFORE UPDATE ON task_step FOR EACH ROW EXECUTE FUNCTION task_step_refuse()"
    )


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(
        "CREATE FUNCTION himaya_works_with(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $body$ {WORKS_WITH} $body$",
        params=None,
    )
    editor.execute("REVOKE ALL ON FUNCTION himaya_works_with(uuid) FROM PUBLIC", params=None)
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
    dependencies = [("tasks", "0001_tasks"), ("cases", "0008_row_security")]
    operations = [
        Guard(keep),
        Guard(secure),
    ]
