"""By what a letter that somebody shows is found: kept from its release on, as all that was released."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was written here is never changed"
WHAT = 'UPDATE OF "mark" ON clinician_letter FOR EACH ROW WHEN (OLD.released_on IS NOT NULL)'


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A letter keeps the mark of its release."""
    sqlite = editor.connection.vendor == "sqlite"
    does = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END" if sqlite else "EXECUTE FUNCTION care_refuse()"
    editor.execute(f"CREATE TRIGGER clinician_letter_mark_stays BEFORE {WHAT} {does}")


class Migration(migrations.Migration):
    dependencies = [("health", "0004_care_secured")]

    operations = [
        migrations.AddField("clinicianletter", "mark", models.CharField(max_length=64, null=True)),
        # With a condition: an index, where a plain one makes the table anew and loses its triggers.
        migrations.AddConstraint(
            "clinicianletter",
            models.UniqueConstraint(
                fields=["mark"], condition=models.Q(mark__isnull=False), name="one_clinician_letter_per_mark"
            ),
        ),
        Guard(keep),
    ]
