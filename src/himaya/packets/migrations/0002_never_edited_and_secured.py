"""What a packet began with and each of its steps are never edited, which the store holds too; and the second wall."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what a packet began with, and each of its steps, is never changed"
TABLES = ("packet", "packet_step")
# A packet moves on: its state, its day and what was handed out change, and nothing else.
BEGAN = (
    "person_id, case_id, instance_id, reference, desk_id, receiver_id, consent_id, language, classes, key, number, "
    "second_needed, prepared_by, prepared_at, typed, revision"
)
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"
KEPT_OUT_KINDS = (
    "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state', 'consular_service')"
)
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes rows; nothing changes what was prepared, or a step."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION packets_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if editor.connection.vendor == "sqlite"
        else "EXECUTE FUNCTION packets_refuse()"
    )
    for table, when in (("packet", f"UPDATE OF {BEGAN}"), ("packet_step", "UPDATE")):
        editor.execute(f"CREATE TRIGGER {table}_no_update BEFORE {when} ON {table} FOR EACH ROW {does}")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): a desk that holds the case, and none of police, justice, a consulate or a State.

    Nothing on a database that has none.
    """
    if editor.connection.vendor != "postgresql":
        return
    mine = f"{HOLDS} AND {NO_POLICE}"
    changes = {"packet": f"{EVERYTHING} OR ({mine})", "packet_step": EVERYTHING}
    for table in TABLES:
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR ({mine}))",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR ({mine} AND desk_id = {DESK}))",
            "UPDATE": f"USING ({changes[table]}) WITH CHECK ({changes[table]})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("packets", "0001_packets"), ("cases", "0009_compartments")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
