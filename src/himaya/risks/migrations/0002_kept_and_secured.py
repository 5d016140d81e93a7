"""What is never edited, which the store holds too, and the second wall on PostgreSQL: no health for police."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "what was written of a risk is never changed"
KEPT_OUT_KINDS = "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state')"
HEALTH = "('R4', 'R5', 'R6')"
# What never changes. An erasure of the identity empties `words`, and of a line nothing but them.
FIXED = {
    "risk_assessment": "id person_id case_id instance_id number occasion version_id desk_id begun_by begun_on",
    "risk_line": "id person_id revision case_id assessment_id instance_id number domain at desk_id written_by answers",
    "risk_own_rating": "id person_id revision case_id instance_id number domain at desk_id written_by level",
    "risk_discussion": "id person_id revision case_id rating_id instance_id number domain at desk_id written_by said",
}
# An assessment ends once, in one of two ways; then its levels and its day stay.
ENDS = "revision finished_at abandoned_on due_on levels levels_apart"
ENDED = "OLD.finished_at IS NOT NULL OR OLD.abandoned_on IS NOT NULL"


def said(name: str) -> str:
    """What was said of this, as cases/0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
HOLDS = "himaya_holds(case_id)"
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)


def told(table: str) -> str:
    """Who sees the story of the case of this row, by the table of grants."""
    return (
        f"{READS} AND EXISTS (SELECT 1 FROM case_grant g WHERE g.case_id = {table}.case_id AND g.revoked_at IS NULL "
        f"AND (g.expires_at IS NULL OR g.expires_at > {NOW}) "
        f"AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION})) "
        f"AND g.level = 'full' AND g.sections @> '[\"story\"]') AND NOT EXISTS (SELECT 1 FROM case_exclusion x "
        f"WHERE x.case_id = {table}.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL)"
    )


def policies() -> Iterator[tuple[str, str, str, str]]:
    """Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only."""
    yield "risk_assessment", told("risk_assessment"), f"{HOLDS} AND desk_id = {DESK}", HOLDS
    for table in ("risk_line", "risk_own_rating", "risk_discussion"):
        theirs = f"(domain NOT IN {HEALTH} OR {NO_POLICE})"
        yield table, f"{told(table)} AND {theirs}", f"{HOLDS} AND desk_id = {DESK} AND {theirs}", "false"


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes rows, or empties words; an assessment ends once; nothing else changes one."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION risk_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp "
            f"AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
            params=None,
        )
    for table, columns in FIXED.items():
        _refuse(editor, f"{table}_no_update", f"UPDATE OF {_named(columns)} ON {table}")
        if table != "risk_assessment":
            _refuse(editor, f"{table}_words", f"UPDATE OF words ON {table}", "WHEN (NEW.words IS NOT NULL)")
    _refuse(editor, "risk_assessment_ends_once", f"UPDATE OF {_named(ENDS)} ON risk_assessment", f"WHEN ({ENDED})")


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
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, sees, puts, changes in policies():
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
    dependencies = [("risks", "0001_initial"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
