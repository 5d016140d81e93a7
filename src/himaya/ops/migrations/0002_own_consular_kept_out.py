"""The consular service of this State reads no story either: each policy that names another State's says so from now on.

A copy that a migration of before has in its text stays as it ran; what the store holds of it is made anew here, policy
by policy, from its own words. A later copy names all of them itself (`tests/house/test_wall_kinds.py`).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

# As PostgreSQL writes a list of kinds back: 'state'::character varying, in an array.
NAMED, MORE = "'state'::character varying", "'consular_service'::character varying"
OF_KINDS = "SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = current_schema()"


def keep_out(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing on a database that has no policies."""
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(OF_KINDS)
        rows = cursor.fetchall()
    for table, name, sees, puts in rows:
        said = " ".join(
            f"{word} ({_with(text)})" for word, text in (("USING", sees), ("WITH CHECK", puts)) if _lacks(text)
        )
        if said:
            editor.execute(f'ALTER POLICY "{name}" ON "{table}" {said}', params=None)


def _lacks(text: str | None) -> bool:
    return text is not None and NAMED in text and MORE not in text


def _with(text: str) -> str:
    return text.replace(NAMED, f"{NAMED}, {MORE}")


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0001_canary"),
        ("cases", "0017_inbound"),
        ("crisis", "0003_by_who_looked"),
        ("determinations", "0003_recovery_offered"),
        ("interviews", "0005_moment_of_the_end"),
        ("reasonings", "0002_never_edited_and_secured"),
        ("returns", "0002_only_added_and_secured"),
        ("risks", "0006_nearer_held"),
    ]

    operations = [Guard(keep_out)]
