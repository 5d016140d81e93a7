"""A stored version stays as it was stored: only the decision that adopted it is written beside it, and once."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "this row was frozen"
KEPT = ("name", "version", "kind", "audience", "title_fr", "title_ar", "title_en", "hash", "source", "stored_on")


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in KEPT)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        editor.execute(
            f"CREATE TRIGGER instrument_version_no_UPDATE BEFORE UPDATE ON instrument_version "
            f"WHEN {differs} OR (OLD.adoption <> '' AND OLD.adoption <> NEW.adoption) {refuse}"
        )
        editor.execute(f"CREATE TRIGGER instrument_version_no_DELETE BEFORE DELETE ON instrument_version {refuse}")
        return
    differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in KEPT)
    editor.execute(
        "CREATE FUNCTION instrument_version_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER instrument_version_update BEFORE UPDATE ON instrument_version FOR EACH ROW "
        f"WHEN ({differs} OR (OLD.adoption <> '' AND OLD.adoption <> NEW.adoption)) "
        "EXECUTE FUNCTION instrument_version_refuse()"
    )
    editor.execute(
        "CREATE TRIGGER instrument_version_delete BEFORE DELETE ON instrument_version FOR EACH ROW "
        "EXECUTE FUNCTION instrument_version_refuse()"
    )
    editor.execute(
        "CREATE TRIGGER instrument_version_truncate BEFORE TRUNCATE ON instrument_version FOR EACH STATEMENT "
        "EXECUTE FUNCTION instrument_version_refuse()"
    )


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_initial")]
    operations = [
        Guard(guard),
    ]
