"""Frozen rows stay as they were: circulated texts and locked minutes, frozen quorums, the steps of a need.

Locked minutes also take no further version: the hash that was printed stays that of the last one.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

TABLES = ("minutes_version", "quorum", "need_step")
REFUSAL = "this row was frozen"
LOCKED = "SELECT 1 FROM minutes WHERE minutes.id = NEW.minutes_id AND minutes.locked_at IS NOT NULL"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _statements(editor.connection.vendor):
        editor.execute(statement)


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        return [
            *(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {refuse}"
                for table in TABLES
                for verb in ("UPDATE", "DELETE")
            ),
            *(
                f"CREATE TRIGGER minutes_locked_no_{verb} BEFORE {verb} ON minutes "
                f"WHEN OLD.locked_at IS NOT NULL {refuse}"
                for verb in ("UPDATE", "DELETE")
            ),
            f"CREATE TRIGGER minutes_version_no_INSERT BEFORE INSERT ON minutes_version "
            f"WHEN EXISTS ({LOCKED}) {refuse}",
        ]
    function = (
        "CREATE FUNCTION frozen_row_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {table}_{when} BEFORE {verbs} ON {table} FOR EACH {each} EXECUTE FUNCTION frozen_row_refuse()"
        for table in TABLES
        for when, verbs, each in (
            ("rows", "UPDATE OR DELETE", "ROW"),
            ("truncate", "TRUNCATE", "STATEMENT"),
        )
    ]
    locked = (
        "CREATE TRIGGER minutes_locked BEFORE UPDATE OR DELETE ON minutes FOR EACH ROW "
        "WHEN (OLD.locked_at IS NOT NULL) EXECUTE FUNCTION frozen_row_refuse()"
    )
    # A condition of a trigger holds no query here, so it stands inside the function.
    last = (
        "CREATE FUNCTION minutes_version_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF EXISTS ({LOCKED}) THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$"
    )
    no_more = (
        "CREATE TRIGGER minutes_version_no_more BEFORE INSERT ON minutes_version "
        "FOR EACH ROW EXECUTE FUNCTION minutes_version_refuse()"
    )
    return [function, *triggers, locked, last, no_more]


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial")]
    operations = [
        Guard(guard),
    ]
