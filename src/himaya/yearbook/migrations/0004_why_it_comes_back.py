"""Why figures that were withdrawn come back unchanged: said with the draft, and never changed after."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "what was drawn up, reviewed or released stays as it was"
CHANGED = "COALESCE(OLD.again, '') <> COALESCE(NEW.again, '')"
NAME, TABLE = "yearbook_draft_same_again", "yearbook_draft"


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """By trigger, whoever writes, in the words of either database."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN {CHANGED} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {CHANGED} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$",
        params=None,
    )
    editor.execute(f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()")


class Migration(migrations.Migration):
    dependencies = [("yearbook", "0003_frozen")]

    operations = [
        migrations.AddField(model_name="draft", name="again", field=models.CharField(max_length=32, null=True)),
        Guard(keep),
    ]
