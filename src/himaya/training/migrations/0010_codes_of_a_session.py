"""What makes a code one of its session, and whose answers the results of a test are made of."""

from uuid import uuid4

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def draw(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Each session that there is gets its secret. A code given out before is none of it any more: name anew."""
    sessions = apps.get_model("training", "TrainingSession")
    for pk in sessions.objects.values_list("pk", flat=True):
        sessions.objects.filter(pk=pk).update(code_key=uuid4())


class Migration(migrations.Migration):
    dependencies = [("training", "0009_certificates_renewed")]
    operations = [
        # Both may be empty: SQLite would make a table anew, without the triggers that look at it.
        migrations.AddField("trainingsession", "code_key", models.UUIDField(null=True)),
        migrations.AddField("testround", "counted", models.JSONField(null=True)),
        migrations.RunPython(draw, migrations.RunPython.noop),
    ]
