"""Whether time to recover was offered before something goes to police, prosecution or a court; fixed once asked."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was asked is never changed"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """As with what was asked: written with the request, and never changed."""
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if editor.connection.vendor == "sqlite"
        else "EXECUTE FUNCTION determination_refuse()"
    )
    editor.execute(
        "CREATE TRIGGER determination_request_recovery_stays BEFORE UPDATE OF recovery, recovery_on "
        f"ON determination_request FOR EACH ROW {does}",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [("determinations", "0002_never_changed_and_secured")]
    operations = [
        # Without a default: a table that is made anew would lose its triggers.
        migrations.AddField("request", "recovery", models.CharField(max_length=8, null=True)),
        migrations.AddField("request", "recovery_on", models.DateField(null=True)),
        Guard(keep),
    ]
