"""Where the audit's seals stand: they grow and never change, as the audit itself."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

TABLE, REFUSAL = "audit_checkpoint", "the audit is insert-only"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _sqlite() if editor.connection.vendor == "sqlite" else _postgresql():
        editor.execute(statement)


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb} ON {TABLE} {refuse}" for verb in ("UPDATE", "DELETE")]


def _postgresql() -> list[str]:
    # `audit_refuse` stands since 0002.
    return [
        f"CREATE TRIGGER {TABLE}_{when} BEFORE {verbs} ON {TABLE} FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
        for when, verbs, each in (("rows", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
    ]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_audit_is_insert_only")]
    operations = [
        Guard(guard),
    ]
