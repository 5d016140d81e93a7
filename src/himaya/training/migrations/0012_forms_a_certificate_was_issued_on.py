"""Which version of each form was in force when a certificate was issued: a newer one is told apart by it.

Of certificates that were there before, forms that came into force since are not known, and nothing is said of them.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "a certificate is written once"
GATHERED = {"sqlite": "json_group_object(f.name, v.version)", "postgresql": "jsonb_object_agg(f.name, v.version)"}


def remember(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Of what is in force today, what was so on the day of each certificate."""
    editor.execute(
        f"UPDATE certificate SET forms = (SELECT {GATHERED[editor.connection.vendor]} FROM instrument_in_force f "  # noqa: S608
        "JOIN instrument_version v ON v.id = f.version_id WHERE f.since <= certificate.issued_on)"
    )


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set once, and not changed after."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            "CREATE TRIGGER certificate_forms_once BEFORE UPDATE ON certificate FOR EACH ROW "
            "WHEN OLD.forms IS NOT NULL AND OLD.forms IS NOT NEW.forms "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE TRIGGER certificate_forms_once BEFORE UPDATE ON certificate FOR EACH ROW "
        "WHEN (OLD.forms IS NOT NULL AND OLD.forms IS DISTINCT FROM NEW.forms) EXECUTE FUNCTION certificate_once()"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0011_what_a_certificate_opened_stays"),
        ("instruments", "0003_versions_stay"),
    ]

    operations = [
        # No default: SQLite would make the table anew, without its triggers.
        migrations.AddField(model_name="certificate", name="forms", field=models.JSONField(null=True)),
        Guard(remember),
        Guard(keep),
    ]
