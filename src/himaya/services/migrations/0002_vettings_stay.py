"""Who looked at a desk, when and how stays as it was written: nobody alters or removes a line, the owner neither."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "vettings are insert-only"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row triggers on both databases, and on PostgreSQL one for TRUNCATE."""
    if editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER service_vetting_no_{verb} BEFORE {verb} ON service_vetting "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    editor.execute(
        "CREATE FUNCTION service_vetting_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for when, verbs, each in (("rows", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        editor.execute(
            f"CREATE TRIGGER service_vetting_{when} BEFORE {verbs} ON service_vetting FOR EACH {each} "
            "EXECUTE FUNCTION service_vetting_refuse()"
        )


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]
    operations = [
        Guard(keep),
    ]
