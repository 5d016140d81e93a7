"""References that open a file besides its own, as ciphertext, and the second wall of PostgreSQL around them.

Only the desk that holds the file sees a row: nobody who was let in, no lead, no officer, no other desk.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids
from himaya.kernel.together import Guard

EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
HOLDS = "himaya_holds(case_id)"
# Rows go with an erasure, and where somebody said by mistake that two are one.
POLICIES = {
    "SELECT": f"USING ({EVERYTHING} OR {HOLDS})",
    "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS})",
    "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
    "DELETE": f"USING ({EVERYTHING})",
}


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("ALTER TABLE case_known_as ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in POLICIES.items():
        editor.execute(
            f"CREATE POLICY case_known_as_{kind.lower()} ON case_known_as FOR {kind} {condition}", params=None
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_kept_from_one_person"), ("persons", "0002_matchweights_sameperson")]

    operations = [
        migrations.CreateModel(
            name="KnownAs",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token", models.BinaryField(max_length=25, unique=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                    ),
                ),
            ],
            options={"db_table": "case_known_as"},
        ),
        Guard(secure),
    ]
