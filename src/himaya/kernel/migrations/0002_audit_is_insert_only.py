"""The audit can only grow: row triggers on both databases, and on PostgreSQL a statement trigger for TRUNCATE."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

TABLES = ("audit_event", "audit_subject")
REFUSAL = "the audit is insert-only"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _statements(editor.connection.vendor):
        editor.execute(statement)


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for table in TABLES
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {table}_{when} BEFORE {verbs} ON {table} FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
        for table in TABLES
        for when, verbs, each in (
            ("rows", "UPDATE OR DELETE", "ROW"),
            ("truncate", "TRUNCATE", "STATEMENT"),
        )
    ]
    return [function, *triggers]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [
        Guard(guard),
    ]
