"""What was changed of somebody's roles stays as it was written: nobody alters or removes a line, the owner neither."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "changes of roles are insert-only"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row triggers on both databases, and on PostgreSQL one for TRUNCATE."""
    if editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER role_change_no_{verb} BEFORE {verb} ON role_change "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    editor.execute(
        "CREATE FUNCTION role_change_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for when, verbs, each in (("rows", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        editor.execute(
            f"CREATE TRIGGER role_change_{when} BEFORE {verbs} ON role_change FOR EACH {each} "
            "EXECUTE FUNCTION role_change_refuse()"
        )


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_initial")]
    operations = [
        Guard(keep),
    ]
