"""A desk that gave a file away works with it no longer because it once sent a referral of it (ADR 23, PostgreSQL)."""
# ruff: noqa: S608  # Conditions are put together from the words of these files; nothing typed is among them.

from importlib import import_module

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

before = import_module("himaya.tasks.migrations.0002_insert_only_and_row_security")
SENT = f"r.from_desk_id = {before.DESK}"
HELD = f"EXISTS (SELECT 1 FROM case_file c WHERE c.id = r.case_id AND c.desk_id = {before.DESK})"
WORKS_WITH = before.WORKS_WITH.replace(SENT, f"({SENT} AND {HELD})")


def narrow(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Who may call it stays as it was: replacing a function keeps that."""
    _put(editor, WORKS_WITH)


def _put(editor: BaseDatabaseSchemaEditor, body: str) -> None:
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(
        "CREATE OR REPLACE FUNCTION himaya_works_with(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $body$ {body} $body$",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_insert_only_and_row_security")]
    operations = [Guard(narrow)]
