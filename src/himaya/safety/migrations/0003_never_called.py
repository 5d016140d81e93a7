"""Whether nobody calls at all, and the number of the form by which a line came: neither ever changes."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was agreed or planned with a person is never changed"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The same refusal as of the other columns, under a name of its own."""
    act = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if editor.connection.vendor == "sqlite"
        else "EXECUTE FUNCTION safety_refuse()"
    )
    what = 'UPDATE OF "never", "instance_id" ON contact_rules'
    editor.execute(f"CREATE TRIGGER contact_rules_no_later_update BEFORE {what} FOR EACH ROW {act}")


class Migration(migrations.Migration):
    dependencies = [("safety", "0002_stays_and_secured")]

    operations = [
        migrations.AddField(model_name="contactrules", name="never", field=models.BooleanField(null=True)),
        migrations.AddField(model_name="contactrules", name="instance_id", field=models.UUIDField(null=True)),
        # With a condition it is an index: the table, and what keeps it, stays as it is.
        migrations.AddConstraint(
            model_name="contactrules",
            constraint=models.UniqueConstraint(
                fields=["case", "instance_id"],
                condition=models.Q(instance_id__isnull=False),
                name="one_set_of_contact_rules_per_form",
            ),
        ),
        Guard(keep),
    ]
