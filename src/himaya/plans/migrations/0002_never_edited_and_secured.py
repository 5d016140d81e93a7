"""What is never edited, which the store holds too, and the second wall on PostgreSQL."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "a row of the first days and of a plan is never edited"
# An erasure of the identity empties the sentence of a step, and of that nothing but the sentence.
STEP = ("id", "person_id", "line_id", "number", "at", "verb", "state", "code", "due_on", "desk_id", "role", "revision")


def said(name: str) -> str:
    """What was said of this, as cases/0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
HOLDS = "himaya_holds(case_id)"
OF_LINE = "EXISTS (SELECT 1 FROM plan_line l WHERE l.id = line_id)"


def kept_out(table: str) -> str:
    """A conflict of interest keeps the actor from the case of this row."""
    return (
        f"EXISTS (SELECT 1 FROM case_exclusion x WHERE x.case_id = {table}.case_id "
        f"AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL)"
    )


def told(table: str) -> str:
    """Who sees the story of the case of this row, by the table of grants."""
    return (
        f"{READS} AND EXISTS (SELECT 1 FROM case_grant g WHERE g.case_id = {table}.case_id AND g.revoked_at IS NULL "
        f"AND (g.expires_at IS NULL OR g.expires_at > {NOW}) "
        f"AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION})) "
        f"AND g.level = 'full' AND g.sections @> '[\"story\"]') AND NOT {kept_out(table)}"
    )


GIVEN = f"({READS} AND desk_id = {DESK} AND given_at IS NOT NULL AND NOT {kept_out('plan_line')})"
# Per table: who sees a row, who puts one in, who changes one. Rows go, and what is never edited changes, in an erasure.
POLICIES = {
    "first_days": (told("first_days"), HOLDS, "false"),
    "plan_goal": (told("plan_goal"), HOLDS, HOLDS),
    "plan_line": (f"{told('plan_line')} OR {GIVEN}", HOLDS, f"{HOLDS} OR {GIVEN}"),
    "plan_step": (OF_LINE, f"{OF_LINE} AND desk_id = {DESK}", "false"),
    "plan_talk": (told("plan_talk"), HOLDS, "false"),
}


def kept() -> Iterator[tuple[str, str, str]]:
    """Each trigger: its table, which update it is about, and its name."""
    yield "first_days", "UPDATE", "whole"
    yield "plan_talk", "UPDATE", "whole"
    yield "plan_step", f"UPDATE OF {', '.join(f'"{one}"' for one in STEP)}", "whole"
    yield "plan_step", "UPDATE OF sentence", "sentence"


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes rows, or empties a sentence; nothing else changes one."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION plan_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table, update, name in kept():
        when = "WHEN (NEW.sentence IS NOT NULL) " if name == "sentence" else ""
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            if editor.connection.vendor == "sqlite"
            else "EXECUTE FUNCTION plan_refuse()"
        )
        editor.execute(f"CREATE TRIGGER {table}_no_update_{name} BEFORE {update} ON {table} FOR EACH ROW {when}{does}")


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
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
    dependencies = [("plans", "0001_first_days_and_plan"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
