"""A line is never edited, which the store holds too; and the second wall on PostgreSQL (ADR 23, ADR 42)."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "a line of a reasoning is never edited"
# An erasure of the identity empties the words of a line, and of that nothing but the words.
KEPT = "id revision person_id case_id number kind at desk_id added_by codes"
POLICE = "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state')"


def said(name: str) -> str:
    """What was said of this, as cases/0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
# Whoever sits at a desk of police or a court sees none, whatever desk holds the case and whatever grant there is.
NOT_SHUT = f"""(SELECT EXISTS (
    SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id
    WHERE d.id = {DESK} AND i.id = {INSTITUTION} AND d.kind NOT IN {POLICE} AND i.kind NOT IN {POLICE}
))"""
KEPT_OUT = (
    "EXISTS (SELECT 1 FROM case_exclusion x WHERE x.case_id = reason_line.case_id "
    f"AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL)"
)
OF_HOUSE = f"EXISTS (SELECT 1 FROM case_file c WHERE c.id = reason_line.case_id AND c.institution_id = {INSTITUTION})"
TOLD = (
    f"{READS} AND {NOT_SHUT} AND {OF_HOUSE} AND EXISTS (SELECT 1 FROM case_grant g "
    "WHERE g.case_id = reason_line.case_id AND g.revoked_at IS NULL "
    f"AND (g.expires_at IS NULL OR g.expires_at > {NOW}) "
    f"AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION})) "
    f"AND g.level = 'full' AND g.sections @> '[\"story\"]') AND NOT {KEPT_OUT}"
)
PUTS = f"himaya_holds(case_id) AND desk_id = {DESK} AND {NOT_SHUT}"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes rows, or empties words; nothing else changes one."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION reason_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    named = ", ".join(f'"{one}"' for one in KEPT.split())
    for name, what, when in (
        ("whole", f"UPDATE OF {named}", ""),
        ("words", "UPDATE OF words", "WHEN (NEW.words IS NOT NULL) "),
    ):
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            if editor.connection.vendor == "sqlite"
            else "EXECUTE FUNCTION reason_refuse()"
        )
        editor.execute(
            f"CREATE TRIGGER reason_line_no_update_{name} BEFORE {what} ON reason_line FOR EACH ROW {when}{does}"
        )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {TOLD})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR {PUTS})",
        "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    editor.execute("ALTER TABLE reason_line ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        editor.execute(f"CREATE POLICY reason_line_{kind.lower()} ON reason_line FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("reasonings", "0001_initial"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
