"""What no page may do to a case conference: no police in the protection part, no line changed, and the second wall."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

FIXED = (
    "conference_saying",
    "conference_attendance",
    "conference_hearer",
    "conference_heard",
    "conference_action",
    "conference_minutes",
)
REFUSAL = "what was written of a conference is never changed"
# On SQLite the constraint says it alone: a trigger that reads the table of desks would stand in the way of every later
# change of that table.
NO_POLICE = "no police, border, prosecution or judiciary in the protection part"
POLICE = "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary')"
STRANGE = f"""NEW.part = 'protection' AND EXISTS (
    SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id
    WHERE d.id = NEW.desk_id AND (d.kind IN {POLICE} OR i.kind IN {POLICE})
)"""


def said(name: str) -> str:
    """What was said of this, as 0008_row_security of the cases says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK = said("desk")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
KEPT_OUT = f"""EXISTS (
    SELECT 1 FROM case_exclusion x WHERE x.case_id = c.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
# Asked inside policies of the tables that they read, so they run as the owner, whom no policy binds.
FUNCTIONS = {
    "himaya_calls(uuid)": "SELECT EXISTS (SELECT 1 FROM conference c WHERE c.id = $1 AND himaya_holds(c.case_id))",
    # Seated in a part; in any, when none is named.
    "himaya_seated(uuid, text)": f"""
        SELECT {READS} AND EXISTS (
            SELECT 1 FROM conference c JOIN conference_seat s ON s.conference_id = c.id
            WHERE c.id = $1 AND ($2 = '' OR s.part = $2) AND s.desk_id = {DESK} AND NOT {KEPT_OUT}
        )
    """,
    "himaya_hears(uuid)": f"""
        SELECT EXISTS (
            SELECT 1 FROM conference_item i WHERE i.id = $1 AND himaya_seated(i.conference_id, i.part)
            AND EXISTS (SELECT 1 FROM conference_hearer h WHERE h.item_id = i.id AND h.desk_id = {DESK})
        )
    """,
}
CALLS, SEATED = "himaya_calls(conference_id)", "himaya_seated(conference_id, '')"
IN_PART = "himaya_seated(conference_id, part)"
WROTE = f"{READS} AND desk_id = {DESK} AND {IN_PART}"
SEEN = "EXISTS (SELECT 1 FROM conference_item i WHERE i.id = item_id)"
CALLS_ITEM = "EXISTS (SELECT 1 FROM conference_item i WHERE i.id = item_id AND himaya_calls(i.conference_id))"
OF_ITEM = f"""EXISTS (
    SELECT 1 FROM conference_item i WHERE i.id = item_id AND (himaya_calls(i.conference_id) OR i.desk_id = {DESK})
)"""
SEAT = "SELECT 1 FROM conference_seat s WHERE s.id = seat_id"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only.
POLICIES = {
    "conference": (
        "himaya_holds(case_id) OR himaya_seated(id, '')",
        f"himaya_holds(case_id) AND desk_id = {DESK}",
        "himaya_holds(case_id)",
    ),
    "conference_saying": (f"{CALLS} OR {SEATED}", CALLS, "false"),
    "conference_seat": (f"{CALLS} OR {IN_PART}", CALLS, f"{CALLS} OR {WROTE}"),
    "conference_attendance": (f"EXISTS ({SEAT})", f"EXISTS ({SEAT} AND s.desk_id = {DESK})", "false"),
    "conference_item": (f"{CALLS} OR {WROTE} OR himaya_hears(id)", f"{CALLS} OR {WROTE}", CALLS),
    "conference_hearer": (f"{SEEN} AND (desk_id = {DESK} OR {OF_ITEM})", OF_ITEM, "false"),
    "conference_heard": (SEEN, CALLS_ITEM, "false"),
    "conference_action": (f"{CALLS} OR {READS} AND desk_id = {DESK} AND {SEATED}", CALLS, "false"),
    "conference_minutes": (CALLS, CALLS, "false"),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes; nothing changes what was written, and nothing seats police where protection is spoken of."""
    if editor.connection.vendor == "sqlite":
        for table in FIXED:
            editor.execute(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    for name, body in (
        ("conference_refuse", f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"),
        ("conference_no_police", f"BEGIN IF {STRANGE} THEN RAISE EXCEPTION '{NO_POLICE}'; END IF; RETURN NEW; END"),
    ):
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp "
            f"AS $$ {body} $$",
            params=None,
        )
    for table in FIXED:
        editor.execute(
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION conference_refuse()"
        )
    editor.execute(
        "CREATE TRIGGER conference_seat_police BEFORE INSERT OR UPDATE ON conference_seat FOR EACH ROW "
        "EXECUTE FUNCTION conference_no_police()"
    )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for name, body in FUNCTIONS.items():
        editor.execute(
            f"CREATE FUNCTION {name} RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
            f"SET search_path = public, pg_temp AS $body$ {body} $body$",
            params=None,
        )
        editor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC", params=None)
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
    dependencies = [("conferences", "0001_case_conferences")]
    operations = [
        Guard(keep),
        Guard(secure),
    ]
