"""What was written when a life was in danger is read by whoever opened the case in an emergency for that, too."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
READS = "(himaya_holds(case_id) OR himaya_emergency(case_id, 'crisis'))"
KEPT_OUT_KINDS = (
    "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'consular_service', 'state')"
)
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): as in 0002, and for reading an emergency. Police and justice: their own words."""
    if editor.connection.vendor != "postgresql":
        return
    for table in ("crisis_round", "crisis_act"):
        editor.execute(f"DROP POLICY {table}_select ON {table}", params=None)
        editor.execute(
            f"CREATE POLICY {table}_select ON {table} FOR SELECT "
            f"USING ({EVERYTHING} OR ({READS} AND (desk_id = {DESK} OR {NO_POLICE})))",
            params=None,
        )


class Migration(migrations.Migration):
    dependencies = [("crisis", "0003_by_who_looked"), ("cases", "0022_opened_in_an_emergency")]

    operations = [
        Guard(secure),
    ]
