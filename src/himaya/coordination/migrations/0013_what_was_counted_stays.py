"""What became of a recommendation stays as it was written: its steps, the snapshots, the editions of reports."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

TABLES = ("recommendation_step", "follow_up_snapshot", "follow_up_snapshot_line", "report_edition")
REFUSAL = "this row was frozen"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _sqlite() if editor.connection.vendor == "sqlite" else _postgresql():
        editor.execute(statement)


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {refuse}"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    # `frozen_row_refuse` stands since 0005.
    return [
        f"CREATE TRIGGER {table}_{when} BEFORE {verbs} ON {table} FOR EACH {each} EXECUTE FUNCTION frozen_row_refuse()"
        for table in TABLES
        for when, verbs, each in (("rows", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
    ]


class Migration(migrations.Migration):
    dependencies = [("coordination", "0009_what_was_adopted_stays")]
    operations = [
        Guard(guard),
    ]
