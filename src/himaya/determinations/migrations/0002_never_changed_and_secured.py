"""What was decided, told and written is never changed, which the store holds too, and the second wall on PostgreSQL."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

FIXED = (
    "determination_decision",
    "determination_panel",
    "determination_telling",
    "determination_period",
    "determination_note",
)
REFUSAL = "what was decided or told is never changed"
# Of a request only its state, its moments: never what was asked, of whom, nor the sheet.
FROZEN = (
    "id",
    "person_id",
    "case_id",
    "number",
    "step",
    "kind",
    "about",
    "asked_by_whom",
    "child",
    "naming_id",
    "from_desk_id",
    "to_desk_id",
    "sent_at",
    "sent_by",
)


def said(name: str) -> str:
    """What was said of this, as 0008_row_security of the cases says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK = said("desk")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DECIDES = "(SELECT position('decides' in coalesce(current_setting('himaya.may', true), '')) > 0)"
HOLDS = "himaya_holds(case_id)"


# No body of another State and no consulate decides, whoever was named.
NEAR = f"""EXISTS (
    SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id
    WHERE d.id = {DESK} AND d.kind NOT IN ('state', 'consulate') AND i.kind NOT IN ('state', 'consulate')
)"""


def of_body(desk: str, table: str) -> str:
    """Whoever records the decisions of this desk, and is not kept out of the case."""
    return (
        f"({DECIDES} AND {desk} = {DESK} AND {NEAR} AND NOT EXISTS (SELECT 1 FROM case_exclusion x "
        f"WHERE x.case_id = {table}.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL))"
    )


# What waits for the word of counsel was sent to nobody.
REQUEST = f"""({of_body("to_desk_id", "determination_request")} AND handed_at IS NOT NULL)"""
DECISION = of_body("desk_id", "determination_decision")
# The body looks at the decision that it is asked to look at again, whoever took it, and numbers the next one.
ASKED = f"""({DECIDES} AND EXISTS (
    SELECT 1 FROM determination_request r WHERE r.case_id = determination_decision.case_id AND r.to_desk_id = {DESK}
    AND r.handed_at IS NOT NULL
))"""
OF_DECISION = "EXISTS (SELECT 1 FROM determination_decision d WHERE d.id = decision_id AND himaya_holds(d.case_id))"
SAT = f"({DECIDES} AND EXISTS (SELECT 1 FROM determination_decision d WHERE d.id = decision_id AND d.desk_id = {DESK}))"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only.
POLICIES = {
    "determination_request": (
        f"{HOLDS} OR {REQUEST}",
        f"{HOLDS} AND from_desk_id = {DESK}",
        f"{HOLDS} OR {REQUEST}",
    ),
    "determination_decision": (f"{HOLDS} OR {DECISION} OR {ASKED}", f"{DECISION} AND {ASKED}", "false"),
    "determination_panel": (SAT, SAT, "false"),
    "determination_telling": (OF_DECISION, f"{OF_DECISION} AND desk_id = {DESK}", "false"),
    "determination_period": (HOLDS, HOLDS, "false"),
    "determination_note": (HOLDS, HOLDS, "false"),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes; nothing changes what was written."""
    columns = ", ".join(FROZEN)
    updates = [(table, "UPDATE") for table in FIXED] + [("determination_request", f"UPDATE OF {columns}")]
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION determination_refuse() RETURNS trigger LANGUAGE plpgsql "
            f"SET search_path = public, pg_temp AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
            params=None,
        )
    for table, update in updates:
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            if editor.connection.vendor == "sqlite"
            else "EXECUTE FUNCTION determination_refuse()"
        )
        editor.execute(f"CREATE TRIGGER {table}_no_update BEFORE {update} ON {table} FOR EACH ROW {does}", params=None)


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
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
    dependencies = [("determinations", "0001_initial"), ("cases", "0009_compartments")]
    operations = [
        Guard(keep),
        Guard(secure),
    ]
