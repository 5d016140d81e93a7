"""What is never edited in an interview, which the store holds too, and the second wall: no police behind it."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

FIXED = (
    "interview_telling",
    "interview_interpreter",
    "interview_preparation",
    "interview_agreement",
    "interview_moment",
    "interview_draft_key",
    "interview_draft_earlier",
    "interview_event",
    "interview_fact",
    "interview_note",
)
REFUSAL = "what was written of an interview is never changed"
KEPT_OUT_KINDS = "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state')"


def said(name: str) -> str:
    """What was said of this, as cases 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
# Asked inside policies of the tables that it reads, so it runs as the owner, whom no policy binds. For whoever sees the
# story whole, by the table of grants; never at a desk that enforces or judges, nor at a consulate.
KNOWS = f"""
    SELECT {READS} AND EXISTS (
        SELECT 1 FROM case_grant g
        WHERE g.case_id = $1 AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW})
        AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}))
        AND g.level = 'full' AND g.sections @> '["story"]'
    ) AND EXISTS (
        SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id
        WHERE d.id = {DESK} AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}
    ) AND NOT EXISTS (
        SELECT 1 FROM case_exclusion x WHERE x.case_id = $1 AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
    )
"""
OPEN = "himaya_knows_interviews(case_id)"
# Whoever was only let in reads, and an emergency lets in: only the desk that holds the case writes.
HOLDS = f"{OPEN} AND himaya_holds(case_id)"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only.
POLICIES = {
    **dict.fromkeys(FIXED, (OPEN, HOLDS, "false")),
    "interview": (OPEN, f"{HOLDS} AND desk_id = {DESK}", HOLDS),
    "interview_sitting": (OPEN, HOLDS, HOLDS),
    "interview_draft": (OPEN, HOLDS, HOLDS),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes; nothing changes what was written."""
    sqlite = editor.connection.vendor == "sqlite"
    if not sqlite:
        editor.execute(
            "CREATE FUNCTION interview_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp "
            f"AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
            params=None,
        )
    for table in FIXED:
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            if sqlite
            else "FOR EACH ROW EXECUTE FUNCTION interview_refuse()"
        )
        editor.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {does}", params=None)


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(
        "CREATE FUNCTION himaya_knows_interviews(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $body$ {KNOWS} $body$",
        params=None,
    )
    editor.execute("REVOKE ALL ON FUNCTION himaya_knows_interviews(uuid) FROM PUBLIC", params=None)
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
    dependencies = [("interviews", "0001_initial"), ("cases", "0009_compartments")]
    operations = [
        Guard(keep),
        Guard(secure),
    ]
