"""Whoever is kept from somebody is kept from those who were said to be the same person (ADR 72), in the store too."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
# From the few of whom an account was kept, along the lines: for most accounts there is nobody, and nothing is walked.
KEPT_FROM = f"""
    WITH RECURSIVE kept (id) AS (
        SELECT c.person_id FROM case_exclusion x JOIN case_file c ON c.id = x.case_id
        WHERE x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
        UNION
        SELECT CASE WHEN s.one_id = k.id THEN s.other_id ELSE s.one_id END
        FROM kept k JOIN same_person s ON (s.one_id = k.id OR s.other_id = k.id) AND s.parted_at IS NULL
    )
    SELECT EXISTS (SELECT 1 FROM kept WHERE kept.id = $1)
"""


def widen(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Who may call it stays as it was: replacing a function keeps that."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(
        "CREATE OR REPLACE FUNCTION himaya_kept_from(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $body$ {KEPT_FROM} $body$",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_inbound"), ("persons", "0002_matchweights_sameperson")]
    operations = [
        migrations.AddField("exclusion", "line", models.UUIDField(null=True)),
        Guard(widen),
    ]
